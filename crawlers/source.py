"""What a source's file may say: one frozen struct a table, unknown keys refused."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

import msgspec

from ingest.parse.article import ArticleRules

Kind: TypeAlias = Literal["feed", "listing", "sitemap", "api", "telegram"]
"""How a source says what is new."""

Way: TypeAlias = Literal["feed", "listing", "sitemap", "api", "telegram", "wayback"]
"""How the pages of a source are found: its kind, or another way into its past."""

BESIDE: Final[tuple[Way, ...]] = ("api", "sitemap", "listing")
"""The ways that may stand beside a source's own kind, the likeliest to know all of its past first."""

_EVERY: Final = re.compile(r"every (\d{1,5})([smhd])")
_ADAPTIVE: Final = re.compile(r"adaptive (\d{1,5})([smhd])-(\d{1,5})([smhd])")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class ListingRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """CSS selectors of a listing: `link`, `published` and `title` are looked up within each `item`.

    Older pages stand behind the link that `next` selects, or at the addresses that `pages` makes with {page} for a
    number, or with {date:%Y/%m/%d} for the days (months, years) of a backfill. `urls`, here and in the other kinds'
    tables, make it a way into the past of a source that is of another kind.
    """

    urls: tuple[str, ...] = ()
    item: str
    link: str = "a::attr(href)"
    published: str | None = None
    title: str | None = None
    next: str | None = None
    pages: str | None = None


class SitemapRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which addresses of a sitemap are items: those that one of `include` fits and none of `exclude`.

    Both hold patterns of the whole address, as "*/news/*": * is anything, ? one character, [ab] one of these.
    """

    urls: tuple[str, ...] = ()
    include: tuple[str, ...] = ("*",)
    exclude: tuple[str, ...] = ()


class ApiRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """JMESPath expressions of a JSON API: `items` and `next` from the answer, all others from each item.

    `text` is the item's own text (plain or HTML): where it is given, no page is asked for, and `link` only names the
    item; without `link`, `guid` does. `pages` makes the addresses of further pages where the answer has no `next`.
    `window` is added to the query of a backfill, with {first} and {last} in the place of its days of publication.
    """

    urls: tuple[str, ...] = ()
    items: str
    link: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    guid: str | None = None
    text: str | None = None
    next: str | None = None
    pages: str | None = None
    window: str | None = None


class ArchiveRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where web archives hold the past of a source.

    `match` lists the addresses of its pages, * standing for anything, without their scheme. `cdx` is the index of an
    archive, `raw` the address of a page in it as it was kept, with {timestamp} and {url} in it. A page is looked for
    among what the archive took `taken_within` so many days after it was published.
    """

    match: tuple[str, ...] = ()
    cdx: str = "https://web.archive.org/cdx/search/cdx"
    raw: str = "https://web.archive.org/web/{timestamp}id_/{url}"
    taken_within: int = 28


class Expectation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a source is expected to give."""

    items_per_day: float | None = None
    indicators: tuple[str, ...] = ()


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One declared source. Its id is the name of its file.

    `schedule` is cron in `zone`, "every 10m", or "adaptive 5m-6h": as often as the source publishes, within these
    bounds. `sweep_days` is for how long pages are looked at again once they are published; 0 for never.
    `pace` is how many seconds lie between two requests to a host at least (see `pace_of`), `timeout` within how many a
    page must be there whole; `waive_certificate` takes a page from a server whose TLS certificate is not good.
    """

    title: str
    publisher: str
    standing: Literal["primary", "wire"]
    kind: Kind
    urls: tuple[str, ...]
    language: str
    zone: str
    schedule: str
    licence: str
    id: str = ""
    originator: str | None = None
    originator_spellings: tuple[str, ...] = ()
    verified: bool = False
    enabled: bool = True
    sweep_days: int = 7
    allow_addresses: tuple[str, ...] = ()
    pace: float | None = None
    timeout: float = 60.0
    waive_certificate: bool = False
    listing: ListingRules | None = None
    sitemap: SitemapRules | None = None
    api: ApiRules | None = None
    archive: ArchiveRules = ArchiveRules()
    article: ArticleRules | None = None
    expect: Expectation = Expectation()

    @property
    def past(self) -> tuple[Way, ...]:
        """The ways into its past that its file declares, the one that is taken unasked first.

        A source's own index comes after others: what is declared beside it is declared for the past. A web archive may
        know any source, and less of it.
        """
        beside = [way for way in BESIDE if way != self.kind and getattr(self, way) is not None]
        return (*beside, self.kind, "wayback")

    def urls_of(self, way: Way) -> tuple[str, ...]:
        """Return the addresses at which a way begins."""
        if way == self.kind:
            return self.urls
        table: ListingRules | SitemapRules | ApiRules | None = getattr(self, way, None)
        return table.urls if table else ()

    def pace_of(self, host: str) -> float:
        """Return the seconds between two requests to a host: as declared, else 1, or 0 for an allowed address."""
        if self.pace is not None:
            return self.pace
        return 0.0 if host in {one.rpartition(":")[0].strip("[]") for one in self.allow_addresses} else 1.0

    @property
    def every(self) -> int | None:
        """Seconds between two crawls where the schedule is an interval; None where it is cron."""
        found = _EVERY.fullmatch(self.schedule)
        return int(found[1]) * _SECONDS[found[2]] if found else None

    @property
    def pauses(self) -> tuple[int, int] | None:
        """The shortest and the longest pause in seconds where the schedule is adaptive; else None."""
        found = _ADAPTIVE.fullmatch(self.schedule)
        return (int(found[1]) * _SECONDS[found[2]], int(found[3]) * _SECONDS[found[4]]) if found else None
