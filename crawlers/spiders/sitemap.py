"""Sitemaps: maps of addresses, and indexes of maps, read where something can be new in them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawlers.index import Index, join, keep_web
from crawlers.job import Entry, day_of
from crawlers.source import SitemapRules
from crawlers.spiders.source import SourceSpider
from ingest.parse.moment import read_address, read_moment
from ingest.parse.sitemap import LARGEST, read_sitemap

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from scrapy import Request

    from crawlers.job import Job
    from ingest.parse.sitemap import Place

NEWEST_PAGES: Final = 100
NEWEST_MAPS: Final = 10
"""So many of each map and of each index of maps a crawl looks at; a backfill looks at all."""

AHEAD: Final = timedelta(days=1)
"""How far a site's clock may be ahead of ours."""

_MONTH: Final = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])/(?!\d)")


class SitemapSpider(SourceSpider):
    """Reads sitemaps."""

    name = "sitemap"

    def __init__(self, job: Job, **options: Any) -> None:
        """Take the job to do."""
        super().__init__(job, **options)
        self._zone = ZoneInfo(job.source.zone)

    def read_index(self, body: bytes, media_type: str | None, url: str) -> Index:
        """Return the pages that a map lists and its source wants, and the maps that an index leads to."""
        found = read_sitemap(body, media_type=media_type)
        if found.problem:
            sentence = f"{url} {found.problem}: what comes behind was not read."
            self._note(self.job.way, "cut", sentence, url, passing=False)
        window = self.job.plan.window
        pages = [page for page in found.pages if self._wants(page.url)]
        pages = self._newest(pages, len(pages) if window else NEWEST_PAGES)
        maps = [one for one in found.maps if window is None or self._may_hold(one, window[0])]
        maps = self._newest(maps, len(maps) if window else NEWEST_MAPS)
        self.windowed = self.windowed or (window is not None and len(maps) < len(found.maps))
        entries = keep_web(
            Entry(url=join(url, page.url), title=page.title, published=page.published, updated=page.updated)
            for page in pages
        )
        return Index(entries=entries, parts=tuple(one for one in (join(url, one.url) for one in maps) if one))

    def days_of(self, entry: Entry) -> tuple[date | None, date | None]:
        """A page was published on the day that news state or that its address holds, else not after its last change."""
        day = day_of(entry, self.job.source)
        if day:
            return day, day
        return _days_in(entry.url, self._zone) or (None, self._changed_on(entry.updated))

    def _request(self, url: str, callback: Any, known: Sequence[int] = (), **meta: Any) -> Request:
        if meta["role"] == "index":
            meta["download_maxsize"] = LARGEST
        return super()._request(url, callback, known, **meta)

    def _wants(self, url: str) -> bool:
        rules = self.job.source.sitemap or SitemapRules()
        return any(fnmatchcase(url, one) for one in rules.include) and not any(
            fnmatchcase(url, one) for one in rules.exclude
        )

    def _newest(self, places: Sequence[Place], most: int) -> list[Place]:
        """Return the places that were published or changed last, then the undated.

        Nobody says at which end of a map what is new is written: of the undated, both ends are looked at.
        """
        known = [(self._past(place.published) or self._past(place.updated), place) for place in places]
        dated = sorted(((when, place) for when, place in known if when), key=lambda one: one[0], reverse=True)
        undated = [place for when, place in known if when is None]
        ends = undated if len(undated) <= most else undated[: most // 2] + undated[-(most - most // 2) :]
        return [*(place for _, place in dated[:most]), *ends]

    def _past(self, printed: str) -> datetime | None:
        """Return the moment that is printed; what lies ahead of us says nothing of an order."""
        moment = read_moment(printed, self._zone)
        return moment.at if moment and moment.at <= datetime.now(UTC) + AHEAD else None

    def _may_hold(self, place: Place, first: date) -> bool:
        changed = self._changed_on(place.updated)
        return changed is None or changed >= first

    def _changed_on(self, printed: str) -> date | None:
        moment = self._past(printed)
        return moment.astimezone(self._zone).date() if moment else None


def _days_in(url: str, zone: ZoneInfo) -> tuple[date, date] | None:
    """Return the first and last day of the one date in an address: a day, or a month as in /2018/05/."""
    day = read_address(url, zone)
    if day:
        return day.at.date(), day.at.date()
    months = set(_MONTH.findall(urlsplit(url).path))
    if len(months) != 1:
        return None
    year, month = months.pop()
    first = date(int(year), int(month), 1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
