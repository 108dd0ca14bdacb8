from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from crawlers.catalog import read_source
from crawlers.crawl import SPIDERS
from crawlers.job import Job, Plan
from crawlers.rehearsal import ALL, Newsroom, generated_truth, write_sources
from crawlers.rehearsal.pdf import write_pdf
from ingest.parse.article import read_page

DAYS = 12


@pytest.fixture(scope="module")
def newsroom():
    """A newsroom of two weeks that serves nobody: its answers are asked for directly."""
    newsroom = Newsroom(generated_truth(DAYS, first_day=date(2024, 1, 24)))
    yield newsroom
    newsroom._server.server_close()


def walk(newsroom, source, plan):
    """Return what the indexes of a source list, by its spider, without a net."""
    spider = SPIDERS[source.kind](job=Job(source=source, archive=None, plan=plan, budget=None))
    waiting, read, entries = list(spider.roots(source, source.kind, plan.window)), set(), []
    while waiting:
        url = waiting.pop(0)
        read.add(url)
        spider.walk.enter(url)
        parts = urlsplit(url)
        answer = newsroom.answer(parts.path + (f"?{parts.query}" if parts.query else ""))
        if answer.status != 200:
            continue
        index = spider.read_index(answer.body, answer.media_type, url)
        found, goes_on = spider.walk.choose(index.entries, [spider.days_of(entry) for entry in index.entries])
        entries += found
        older = spider.walk.older(url, index, goes_on=goes_on)
        waiting += [one for one in (*index.parts, older) if one and one not in read]
    return entries


@pytest.mark.parametrize("outlet", [one for one in ALL if one.kind != "news"], ids=lambda outlet: outlet.kind)
def test_every_kind_lists_its_whole_past(tmp_path, newsroom, outlet):
    """By its own index, whatever its kind, each of an outlet's pages is found once, with the day that it states."""
    (name,) = write_sources(tmp_path, newsroom.url, [outlet])
    source = read_source(tmp_path / "zz" / f"{name}.toml")
    entries = walk(newsroom, source, Plan(mode="enumerate", window=(date(2024, 1, 24), date(2024, 2, 4))))
    pieces = newsroom.pieces(outlet)
    assert sorted(entry.url for entry in entries) == sorted(newsroom.url + piece.path for piece in pieces)
    assert len(pieces) == DAYS


@pytest.mark.parametrize("outlet", ALL, ids=lambda outlet: outlet.kind)
def test_every_kind_lists_its_newest(tmp_path, newsroom, outlet):
    """The first page of an index lists what came last."""
    (name,) = write_sources(tmp_path, newsroom.url, [outlet])
    source = read_source(tmp_path / "zz" / f"{name}.toml")
    newest = newsroom.pieces(outlet)[0]
    assert newsroom.url + newest.path in {entry.url for entry in walk(newsroom, source, Plan(mode="crawl"))}


def test_a_printed_bulletin_is_read_as_it_was_written():
    """Paragraphs that were wrapped at the width of a page come out whole, over several pages."""
    paragraphs = [f"On day {n} (a \\ Monday), {'many ' * 30}people – over 1,866 – left." for n in range(40)]
    page = read_page(
        write_pdf("Daily bulletin", paragraphs), media_type=None, url=None, rules=None, zone=ZoneInfo("UTC")
    )
    assert [" ".join(line.split()) for line in page.text.split("\n") if line.strip()][1:] == paragraphs
