"""What of a WARC file are pages of one source: the rest is passed over, and what is wrong with a page is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from crawlers.job import GOOD, Fault
from crawlers.scope import LONGEST_URL
from crawlers.warc.page import KINDS, RecordedPage, Unfit, read_recorded
from crawlers.warc.record import Damage
from ingest.archive import digest_of
from ingest.model import Capture
from ingest.shelf import Finding

if TYPE_CHECKING:
    from datetime import date

    from crawlers.scope import Scope
    from crawlers.warc.record import Record

STEP: Final = "warc"
EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD: Final = timedelta(days=1)

_INSTANT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvester:
    """Takes the pages of a source out of the file `name`, for a window of days of publication; `now` bounds dates."""

    source: str
    scope: Scope
    window: tuple[date, date]
    name: str
    now: datetime

    def take(self, record: Record | Damage) -> Finding | Fault | None:
        """Return the page that a record holds, what is wrong with it, or None where it is no page of the source."""
        if isinstance(record, Damage):
            return self._fault(record.code, record.sentence, None)
        url = record.header.get("warc-target-uri", "").removeprefix("<").removesuffix(">")
        kind = record.header.get("warc-type", "").lower()
        if kind not in KINDS or len(url) > LONGEST_URL or not url.isprintable() or url not in self.scope:
            return None
        try:
            page = read_recorded(record, kind, url)
            return page and Finding(capture=self._capture(record, url, page), body=page.body, original=page.original)
        except Unfit as unfit:
            return self._fault(unfit.code, f"The record of {url} at {record.place} {unfit}.", url)

    def _fault(self, code: str, sentence: str, url: str | None) -> Fault:
        return Fault(step=STEP, code=code, sentence=f"{self.name}: {sentence}", url=url, passing=False)

    def _capture(self, record: Record, url: str, page: RecordedPage) -> Capture:
        stated = record.header.get("warc-date", "")
        taken_at = read_instant(stated)
        if taken_at is None or not EARLIEST <= taken_at <= self.now + AHEAD:
            raise Unfit("date", f"does not say when it was taken ({stated[:40]!r})")
        hint = {
            "warc": self.name,
            "offset": str(record.place.frame) + (f"+{record.place.within}" if record.place.within else ""),
            "archived_at": stated,
            "record": record.header.get("warc-record-id", ""),
            "payload": page.payload,
            "window": f"{self.window[0]}/{self.window[1]}",
        }
        return Capture(
            source=self.source,
            url=url,
            role="item",
            fetched_at=taken_at,
            status=GOOD,
            media_type=page.headers.get("content-type") or None,
            headers=page.headers,
            digest=None if page.body is None else digest_of(page.body),
            hint={name: value for name, value in hint.items() if value},
        )


def read_instant(text: str) -> datetime | None:
    """Return the instant that a WARC record states, None where it states none."""
    if not _INSTANT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
