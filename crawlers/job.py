"""What one crawl is asked to do, and what it brings."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final, Literal
from zoneinfo import ZoneInfo

from crawlers.keeper import Keeper
from ingest.parse.moment import read_moment

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from crawlers.middleware.budget import Budget
    from crawlers.source import Source, Way
    from ingest.archive import Archive

GOOD: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page that an index lists; `published` as it is printed there.

    `text` is what the index itself says of an item that has no page: there is nothing to ask for then. `updated` is
    when, or that, it was changed since, as printed there.

    A page in a web archive is asked for at `memento`, where it is shown as it was at `archived_at`; `window` holds the
    days of publication that it was asked for.
    """

    url: str
    title: str = ""
    published: str = ""
    guid: str = ""
    text: str = ""
    updated: str = ""
    memento: str = ""
    archived_at: str = ""
    window: str = ""

    @property
    def key(self) -> str:
        """What tells it from others: a page may stand in a web archive in several states."""
        return self.memento or self.url

    def as_row(self) -> dict[str, str]:
        """Return the fields by name."""
        return asdict(self)

    @property
    def hint(self) -> dict[str, str]:
        """What the index says of the page, for its capture."""
        return {name: value for name, value in self.as_row().items() if value and name not in {"url", "text"}}


def day_of(entry: Entry, source: Source) -> date | None:
    """Return the day, in its source's zone, on which an index says a page was published; None where it does not."""
    zone = ZoneInfo(source.zone)
    moment = read_moment(entry.published, zone, source.article.dates if source.article else None)
    return moment.at.astimezone(zone).date() if moment else None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """A page of an index that was read: the entries wanted that no page before listed, and the pages it leads to."""

    url: str
    entries: tuple[Entry, ...]
    following: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """Where an enumeration stands: pages of the index to read, those read, and the addresses that they listed."""

    waiting: tuple[str, ...]
    read: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to do: `crawl` the index and what is new in it, `enumerate` the index alone, or `fetch` the given entries.

    `via` is the way by which pages are found; None is that of the source's kind.

    `window` holds the first and last day of publication wanted by `enumerate`, `index_pages` how many pages of the
    index it may read: one that goes on for ever (a calendar) ends there. `on_page` is called for each page kept.

    An enumeration that was interrupted goes on from `frontier`. `on_index` is called in a thread with each page of the
    index, before anything it leads to is asked for.
    """

    mode: Literal["crawl", "enumerate", "fetch"]
    via: Way | None = None
    window: tuple[date, date] | None = None
    entries: tuple[Entry, ...] = ()
    index_pages: int = 5000
    frontier: Frontier | None = None
    on_index: Callable[[IndexPage], None] | None = None
    on_page: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that went wrong; `passing` where asking again later may help."""

    step: str
    code: str
    sentence: str
    url: str | None
    passing: bool


@dataclass(slots=True, kw_only=True)
class CrawlReport:
    """What a crawl brought: entries listed (`known` of them kept before), pages captured, pages unchanged, faults.

    `listed` counts for each address at which an index begins what its pages list, whether it was wanted or not.
    """

    entries: list[Entry] = field(default_factory=list)
    listed: dict[str, int] = field(default_factory=dict)
    known: int = 0
    captured: int = 0
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)

    def count_listed(self, root: str, number: int) -> None:
        """Count what a page of an index lists."""
        self.listed[root] = self.listed.get(root, 0) + number


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A plan at work on a source."""

    source: Source
    archive: Archive
    plan: Plan
    budget: Budget
    report: CrawlReport = field(default_factory=CrawlReport)
    keeper: Keeper = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keeper", Keeper(self.archive))

    @property
    def way(self) -> Way:
        """The way by which pages are found."""
        return self.plan.via or self.source.kind

    @property
    def urls(self) -> tuple[str, ...]:
        """Where it begins."""
        return self.source.urls_of(self.way)

    def count(self, status: int, role: str) -> None:
        """Count an answer that was kept."""
        if role != "item" or status not in {GOOD, 304}:
            return
        if status == GOOD:
            self.report.captured += 1
        else:
            self.report.unchanged += 1
        if self.plan.on_page is not None:
            self.plan.on_page()
