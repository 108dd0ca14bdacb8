"""The past of a source out of a web archive, by the index that it keeps of its captures (CDX)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import msgspec

from crawlers.index import Index, is_web
from crawlers.job import Entry
from crawlers.memento import Memento, Replay, read_timestamp
from crawlers.scope import LONGEST_URL, Scope, place_of
from crawlers.spiders.source import SourceSpider
from ingest.errors import TallywireError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from crawlers.job import Job
    from crawlers.source import Source, Way

ROWS: Final = 5000
"""So many lines of an index are asked for at once: half a megabyte."""

FIELDS: Final = ("timestamp", "original", "mimetype", "statuscode", "digest")
LONGEST_KEY: Final = 2000
GOOD: Final = "200"
READABLE: Final = frozenset({"text/html", "application/xhtml+xml", "application/pdf", "text/plain", "unk", "-", ""})

_DECODER: Final = msgspec.json.Decoder(list[list[str]])


class WaybackSpider(SourceSpider):
    """Asks an archive what it took of a source's pages, from the first day wanted to some weeks after the last."""

    name = "wayback"

    def __init__(self, job: Job, **options: Any) -> None:
        """Take the job to do."""
        super().__init__(job, **options)
        self.windowed = True
        # A page of the index that holds nothing but pictures is followed by others.
        self.walk.patient = True
        self._scope = Scope(job.source)
        self._replay = Replay(job.source.archive.raw)
        self._newest: dict[str, str] = {}

    @classmethod
    def roots(cls, source: Source, way: Way, window: tuple[date, date] | None) -> tuple[str, ...]:  # noqa: ARG003
        """Return one query for each of the source's patterns."""
        if window is None:
            return ()
        zone = ZoneInfo(source.zone)
        first, last = (datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC) for day in window)
        last += timedelta(days=1 + source.archive.taken_within)
        asked = {
            "output": "json", "fl": ",".join(FIELDS), "filter": f"statuscode:{GOOD}", "collapse": "digest",
            "from": f"{first:%Y%m%d%H%M%S}", "to": f"{last:%Y%m%d%H%M%S}", "limit": str(ROWS), "showResumeKey": "true",
        }  # fmt: skip
        return tuple(f"{source.archive.cdx}?{urlencode(_match(pattern) | asked)}" for pattern in Scope(source).patterns)

    def read_index(self, body: bytes, media_type: str | None, url: str) -> Index:  # noqa: ARG002
        """Return the captures that a page of the index lists, and where it goes on.

        Raises:
            TallywireError: it is not what such an index answers.
        """
        try:
            head, *rows = (_DECODER.decode(body) if body.strip() else []) or [[]]
        except (msgspec.MsgspecError, ValueError, UnicodeDecodeError) as error:
            raise TallywireError(f"The index of the archive is no list of lists of strings ({error}).") from None
        if rows and not set(FIELDS) <= set(head):
            raise TallywireError(f"The index of the archive does not say what its columns are: {head!r:.200}.")
        key = rows[-1][0] if len(rows) > 1 and rows[-2] == [] and len(rows[-1]) == 1 else None
        lines = rows[:-2] if key else rows
        entries = list(self._entries(dict(zip(head, row, strict=False)) for row in lines))
        return Index(entries=entries, older=_next(url, key))

    def days_of(self, entry: Entry) -> tuple[date | None, date | None]:
        """Return that a page was published on no later day than that on which the archive took it."""
        taken = datetime.fromisoformat(entry.archived_at).astimezone(ZoneInfo(self.job.source.zone))
        return None, taken.date()

    def _entries(self, lines: Iterator[dict[str, str]]) -> Iterator[Entry]:
        """Yield each capture that differs from the one before it of the same page."""
        window = self.job.plan.window
        for line in lines:
            timestamp, url = line.get("timestamp", ""), line.get("original", "")
            taken, place = read_timestamp(timestamp), place_of(url)
            if taken is None or place is None or not self._is_page(line, url):
                continue
            if self._newest.get(place) == line.get("digest"):
                continue
            self._newest[place] = line.get("digest", "")
            yield Entry(
                url=_plain(url),
                memento=self._replay.address(Memento(timestamp, url)),
                archived_at=f"{taken:%Y-%m-%dT%H:%M:%SZ}",
                window=f"{window[0]}/{window[1]}" if window else "",
            )

    def _is_page(self, line: dict[str, str], url: str) -> bool:
        good = line.get("statuscode") == GOOD and line.get("mimetype", "").lower() in READABLE
        return good and is_web(url) and len(url) <= LONGEST_URL and url.isprintable() and url in self._scope


def _match(pattern: str) -> dict[str, str]:
    prefix, star, _ = pattern.partition("*")
    return {"url": prefix, "matchType": "prefix" if star else "exact"}


def _next(url: str, key: str | None) -> str | None:
    if key is None or not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        return None
    parts = urlsplit(url)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()} | {"resumeKey": key}
    return urlunsplit(parts._replace(query=urlencode(asked)))


def _plain(url: str) -> str:
    """Return an address without the port that its scheme means anyway: archives often write it."""
    parts = urlsplit(url)
    plain = parts.port == {"http": 80, "https": 443}[parts.scheme]
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition(":")[0])) if plain else url
