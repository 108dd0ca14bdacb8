"""From an address to the ways in which its site can be read, the best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

import msgspec

from crawlers.discovery.kinds import Found, read_index, recognise
from crawlers.discovery.links import maps_of, preview_of, read_page_links, usual_places
from crawlers.discovery.listing import FEWEST
from crawlers.job import GOOD, Entry, Plan
from crawlers.source import SitemapRules, Source
from ingest.errors import TallywireError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from crawlers.job import CrawlReport, Fault
    from crawlers.trial.notebook import Note, Notebook

    Run = Callable[[Source, Plan], Awaitable[tuple[CrawlReport, Notebook]]]

NEWSLIKE: Final = ("news", "press", "report", "bulletin", "article", "stor", "release", "update", "statement")
"""Words in addresses of a sitemap that items have and other pages lack."""

_DRAFT: Final = "draft"


class Look(NamedTuple):
    """The answers that were good, by address; and what went wrong with others."""

    notes: dict[str, Note]
    robots: bytes | None
    faults: list[Fault]


async def search(url: str, allowed: Sequence[str], run: Run) -> list[Found]:
    """Return the ways in which the site at `url` can be read, the best first.

    `run` does a plan of a source, and returns its report and the answers.

    Raises:
        TallywireError: the address cannot be read, or nothing on it lists items.
    """
    url = preview_of(url) or url
    seed = _seed(url, allowed)
    first = await _look(seed, [url], run)
    if url not in first.notes:
        raise TallywireError(_explain(url, first.faults))
    note = first.notes[url]
    here = recognise(note, seed, "the address itself")
    if here and here.source.kind != "listing":
        found = [await _within(here, run)]
    else:
        found = [*([here] if here else []), *await _around(note, seed, first.robots, run)]
    if not found:
        raise TallywireError(f"{url} lists nothing that can be read: no feed, map, channel or listing was found there.")
    return sorted(found, key=_rank)


async def _around(note: Note, seed: Source, robots: bytes | None, run: Run) -> list[Found]:
    """Look at what a page and its robots.txt announce, and where feeds stand that nobody announces."""
    url = note.capture.url
    announced = read_page_links(note.body or b"", note.capture.media_type, url)
    ways = dict.fromkeys((*announced.feeds, *announced.channels), "announced by the page")
    ways |= dict.fromkeys(maps_of(robots, url), "a map of the site")
    named = msgspec.structs.replace(
        seed,
        title=announced.title or seed.title,
        publisher=announced.title or seed.publisher,
        language=announced.language or seed.language,
    )
    found = await _recognised(named, ways, run)
    if not any(one.source.kind == "feed" for one in found):
        usual = dict.fromkeys(usual_places(url), "at a usual place")
        found += await _recognised(named, {one: how for one, how in usual.items() if one not in ways}, run)
    return found


async def _recognised(seed: Source, ways: dict[str, str], run: Run) -> list[Found]:
    look = await _look(seed, list(ways), run)
    found = [one for url, how in ways.items() if url in look.notes and (one := recognise(look.notes[url], seed, how))]
    kinds = ("feed", "telegram", "sitemap")
    return [await _within(one, run) for one in found if one.source.kind in kinds]


async def _within(found: Found, run: Run) -> Found:
    """Look into the newest part of an index of maps, and choose which addresses of a map are items."""
    if found.source.kind != "sitemap":
        return found
    index = found.page
    if not index.entries and index.parts:
        look = await _look(found.source, index.parts[:1], run)
        note = look.notes.get(index.parts[0])
        inner = read_index(found.source, note) if note else None
        index = inner or index
    include = _newslike(entry.url for entry in index.entries)
    source = msgspec.structs.replace(found.source, sitemap=SitemapRules(include=include)) if include else found.source
    return Found(source, index, found.how)


def _newslike(urls: Iterable[str]) -> tuple[str, ...]:
    """Patterns of addresses for the folders whose names say that they hold news."""
    folders = dict.fromkeys(part for url in urls for part in urlsplit(url).path.lower().split("/")[1:-1])
    named = [part for part in folders if any(word in part for word in NEWSLIKE) and not set(part) & set("*?[]")]
    return tuple(f"*/{part}/*" for part in named[:4])


async def _look(seed: Source, urls: Sequence[str], run: Run) -> Look:
    report, notebook = await run(seed, Plan(mode="fetch", entries=tuple(Entry(url=url) for url in urls)))
    notes = {note.capture.url: note for note in notebook.of_role("item") if note.capture.status == GOOD and note.body}
    robots = next((note.body for note in notebook.of_role("other") if note.capture.status == GOOD), None)
    return Look(notes, robots, report.faults)


def _explain(url: str, faults: Sequence[Fault]) -> str:
    if any(fault.code == "private" for fault in faults):
        return f"{url} is a private address: --allow-address ADDRESS:PORT lets the source dial it."
    return faults[0].sentence if faults else f"{url} gave no page that can be read."


def _rank(found: Found) -> int:
    """The best first: a feed that is announced, a listing with dates, a channel; then what needs a closer look."""
    kind, listed = found.source.kind, len(found.page.entries)
    if found.how == "the address itself" and kind != "listing":
        return 0
    order = {
        "feed": 1 if found.how == "announced by the page" and listed >= FEWEST else 4,
        "listing": 2 if found.is_dated else 5,
        "telegram": 3,
    }
    return order.get(kind, 6)


def _seed(url: str, allowed: Sequence[str]) -> Source:
    host = urlsplit(url).hostname or url
    return Source(
        id=_DRAFT,
        title=host,
        publisher=host,
        standing="wire",
        kind="feed",
        urls=(url,),
        language="en",
        zone="UTC",
        schedule="every 1d",
        licence="ask",
        allow_addresses=tuple(allowed),
    )
