"""What a trial of a source shows, step by step: each well, worth a note, or a problem with what to do about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, NamedTuple
from urllib.parse import urlsplit

from protego import Protego

from crawlers.job import GOOD
from crawlers.trial.reading import read_published

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from crawlers.source import Source
    from crawlers.trial.notebook import Note, Notebook
    from crawlers.trial.reading import Reading

READ_LANGUAGE: Final = "en"
SHORT_TEXT: Final = 120
"""Characters below which the text of an HTML page is hardly a report."""

APART: Final = 4.0
"""By which factor what a source gives may differ from what is expected of it."""

OVERDUE: Final = 7
"""So many times its usual pause may pass before a source counts as silent."""

AHEAD: Final = timedelta(days=1)
_DAY: Final = timedelta(days=1)
_WHERE: Final = {
    "listing": "listing.item, listing.link",
    "feed": "urls: is this still its feed?",
    "sitemap": "sitemap.include, sitemap.exclude",
    "api": "api.items, api.link",
    "telegram": "urls: has the channel a public preview, t.me/s/NAME?",
}
_DATED: Final = {"listing": "listing.published", "api": "api.published"}
_ROBOTS: Final = "/robots.txt"


class Step(NamedTuple):
    """One thing that was tried; `advice` says what to do about a problem."""

    name: str
    state: Literal["ok", "note", "problem"]
    sentence: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial that is over: the answers that came `at` a time, and what was read in them."""

    source: Source
    notebook: Notebook
    reading: Reading
    at: datetime

    @property
    def days(self) -> list[datetime]:
        """When the entries were published, as far as their dates can be read; oldest first."""
        read = (read_published(self.source, entry.published) for entry in self.reading.entries)
        return sorted(one for one in read if one)


def judge(trial: Trial) -> list[Step]:
    """Return the steps of a trial in their order; what cannot be tried after a problem is left out."""
    steps = [*_faults(trial), *_robots(trial), *_index(trial)]
    if trial.reading.entries:
        steps += [*_entries(trial), *_dates(trial), *_pages(trial), *_figures(trial), *_rate(trial)]
    return steps


def _faults(trial: Trial) -> Iterator[Step]:
    for fault in trial.reading.faults:
        advice = {
            "robots": "the site asks crawlers to stay away: ask its keeper, or set enabled = false",
            "unreadable": f"look at {_WHERE[trial.source.kind]}",
            "empty": f"look at {_WHERE[trial.source.kind]}",
        }.get(fault.code, "try again later" if fault.passing else "")
        yield Step(fault.step, "problem", fault.sentence, advice)


def _robots(trial: Trial) -> Iterator[Step]:
    for note in {note.capture.url: note for note in trial.notebook.of_role("other")}.values():
        parts = urlsplit(note.capture.url)
        if parts.path != _ROBOTS:
            continue
        if note.capture.status != GOOD:
            yield Step("robots", "ok", f"{parts.netloc} has no robots.txt ({note.capture.status}): all may be fetched")
            continue
        rules = Protego.parse((note.body or b"").decode("utf-8", "replace"))
        delay = rules.crawl_delay("Tallywire")
        wait = f"; it asks for {delay:g} s between two requests" if delay else ""
        yield Step("robots", "ok", f"robots.txt of {parts.netloc} was read and obeyed{wait}")


def _index(trial: Trial) -> Iterator[Step]:
    for note in trial.notebook.of_role("index"):
        state: Literal["ok", "problem"] = "ok" if note.capture.status == GOOD else "problem"
        yield Step("index", state, f"{note.capture.url} answered {_describe(note)}")


def _describe(note: Note) -> str:
    kind = (note.capture.media_type or "no type").partition(";")[0]
    return f"{note.capture.status}, {kind}, {len(note.body or b''):,} bytes"


def _entries(trial: Trial) -> Iterator[Step]:
    entries, pages = trial.reading.entries, len(trial.notebook.of_role("index"))
    yield Step("items", "ok", f"{len(entries):,} items in {pages} page{'s' * (pages != 1)} of its {trial.source.kind}")
    untitled = sum(not entry.title for entry in entries)
    if untitled == len(entries) and trial.source.kind == "listing":
        yield Step("items", "note", "none has a title", "set listing.title; a page's own title serves, too")
    if pages <= len(trial.source.urls) and len(trial.source.past) == 1:
        yield Step("items", "note", "no way to older items: a backfill finds what is listed now", _older(trial.source))


def _older(source: Source) -> str:
    return "set listing.next where the page links to older ones" if source.kind == "listing" else ""


def _dates(trial: Trial) -> Iterator[Step]:
    entries, days = trial.reading.entries, trial.days
    if not days:
        printed = next((entry.published for entry in entries if entry.published), "")
        seen = f"{printed!r} is no date that can be read" if printed else "the index prints none"
        state: Literal["note", "problem"] = "problem" if printed else "note"
        where = _DATED.get(trial.source.kind)
        yield Step("dates", state, f"no item has a date: {seen}", f"look at {where}, article.dates" if where else "")
        return
    newest = days[-1]
    printed = next(one.published for one in entries if read_published(trial.source, one.published) == newest)
    if newest > trial.at + AHEAD:
        yield Step("dates", "problem", f"{printed!r} reads as {newest:%Y-%m-%d %H:%M}, ahead of us", "look at zone")
        return
    sentence = f"newest {printed!r}, read as {newest:%Y-%m-%d %H:%M} in {trial.source.zone}"
    yield Step("dates", "ok", f"{sentence}; {len(days)} of {len(entries)} are dated")


def _pages(trial: Trial) -> Iterator[Step]:
    pages = trial.reading.pages
    if not pages:
        yield Step("pages", "problem", "no page came", "see the problems above")
    for page in pages:
        address = page.note.capture.url
        if page.document is None:
            yield Step("pages", "problem", f"{address}: {page.refusal}", "look at article.text")
            continue
        size = len(page.document.text)
        said = f"{page.document.title[:70]!r}, {page.document.published_at:%Y-%m-%d}, {size:,} characters of text"
        if size < SHORT_TEXT and (page.note.capture.media_type or "").startswith("text/html"):
            yield Step("pages", "note", f"{address}: {said}", "is that all it says? If not, look at article.text")
        else:
            yield Step("pages", "ok", f"{address}: {said}")


def _figures(trial: Trial) -> Iterator[Step]:
    read = [page for page in trial.reading.pages if page.document]
    figures = [figure for page in read for figure in page.figures]
    foreign = sorted({page.document.language for page in read if page.document} - {READ_LANGUAGE})
    if foreign:
        yield Step("figures", "note", f"texts in {', '.join(foreign)} are kept, and their figures are not read")
    if figures:
        counts = Counter(figure.indicator for figure in figures)
        told = ", ".join(f"{count} {name}" for name, count in counts.most_common(4))
        example = figures[0]
        quote = " ".join(example.quote.split())[:100]
        yield Step(
            "figures", "ok", f"{len(figures)} ({told}); the first: {example.value:,} {example.indicator}, “{quote}”"
        )
    elif read and not foreign:
        yield Step("figures", "note", "none in the pages tried", "look at their texts: tallywire extract --explain")
    expected = trial.source.expect.indicators
    if expected and figures and not {figure.indicator for figure in figures} & set(expected):
        sentence = f"none of the indicators expected ({', '.join(expected)}) is in the pages tried"
        yield Step("expected", "problem", sentence, "look at article.text, or correct expect.indicators")


def _rate(trial: Trial) -> Iterator[Step]:
    expected, days = trial.source.expect.items_per_day, trial.days
    if len(days) < 2:  # noqa: PLR2004 - a rate needs two
        return
    span = max((days[-1] - days[0]) / _DAY, 1 / 1440)
    rate = (len(days) - 1) / span
    if expected is None:
        yield Step("rate", "note", f"{rate:.2g} items a day", f"set expect.items_per_day = {rate:.2g}")
        return
    silent = (trial.at - days[-1]) / _DAY
    if silent > OVERDUE / expected + 1:
        sentence = f"nothing new for {silent:.0f} days, where {expected:g} items a day are expected"
        yield Step("rate", "problem", sentence, "does it still publish here? Look at urls")
    elif not expected / APART <= rate <= expected * APART:
        sentence = f"{rate:.2g} items a day, where {expected:g} are expected"
        yield Step("rate", "problem", sentence, "correct expect.items_per_day, or the selectors")
    else:
        yield Step("rate", "ok", f"{rate:.2g} items a day, {expected:g} expected")
