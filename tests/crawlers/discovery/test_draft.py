from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from crawlers.catalog import read_source
from crawlers.discovery.draft import complete, name_of, schedule_of, write_source
from crawlers.discovery.kinds import Found
from crawlers.index import Index
from crawlers.job import Entry
from crawlers.source import ListingRules, Source
from ingest.parse.article import ArticleRules

SEED = Source(
    id="draft", title="The Ministry", publisher="The Ministry", standing="wire", kind="listing",
    urls=("https://www.health.gov.lk/en/reports/",), language="en", zone="UTC", schedule="every 1d", licence="ask",
    listing=ListingRules(item="li.report", published="span::text"), article=ArticleRules(dates="day-first"),
)  # fmt: skip
ENTRIES = [Entry(url=f"https://www.health.gov.lk/{n}", published=f"0{n}/04/2024") for n in range(1, 6)]
NOW = datetime(2024, 4, 6, tzinfo=UTC)


def found(**changes):
    return Found(msgspec.structs.replace(SEED, **changes), Index(entries=ENTRIES), "the address itself")


def written(tmp_path, draft):
    source = complete(draft)
    path = tmp_path / f"{source.id}.toml"
    path.write_text(write_source(draft, source, [found()], now=NOW), "utf-8")
    return source, read_source(path)


def test_a_draft_is_a_source_file(tmp_path):
    """What is written is read back as the same source, with zone, rhythm and standing as they seem to be."""
    source, read = written(tmp_path, found())
    assert read == source
    assert (read.id, read.zone, read.expect.items_per_day) == ("health-gov-lk-en-reports", "Asia/Colombo", 1.0)
    assert (read.standing, read.originator, read.verified) == ("primary", "The Ministry", False)


@pytest.mark.parametrize("title", ['Say "no"\\', 'x"\nverified = true\n[a]\ny = "', "\x7f\x1b[2J", "# ]]>", "Привет"])
def test_words_from_outside_stay_words(tmp_path, title):
    """Quotes, line ends and control characters of a page's title change nothing but the title."""
    source, read = written(tmp_path, found(title=title, publisher=title))
    assert read == source
    assert read.title == title
    assert not read.verified


@pytest.mark.parametrize(
    ("rate", "schedule"),
    [
        (None, "adaptive 15m-6h"), (100.0, "adaptive 5m-1h"), (8.0, "adaptive 30m-6h"), (1.0, "adaptive 2h-1d"),
        (0.01, "adaptive 2h-1d"),
    ],
)  # fmt: skip
def test_a_rhythm_bounds_the_schedule(rate, schedule):
    """What publishes often is looked at often, within bounds."""
    assert schedule_of(rate) == schedule


@pytest.mark.parametrize(
    "url", ["http://[::1]:80/", "https://www.example.org/" + "a" * 300, "https://bücher.example/ä"]
)
def test_any_address_has_a_name(url):
    """An id is made of what an address has of letters and digits, and is never too long."""
    assert 0 < len(name_of(url)) <= 48
