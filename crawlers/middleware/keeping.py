"""Every answer becomes a capture, its bytes committed, before anything looks inside; the unchanged is not resent."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy.http import Request, Response

from crawlers.gate import find_gate
from crawlers.job import GOOD, Fault
from crawlers.middleware.mementos import TAKEN_AT
from ingest.archive import digest_of
from ingest.model import Capture

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawlers.job import Job
    from crawlers.spiders.source import SourceSpider
    from ingest.archive import KeptCapture

NOT_MODIFIED = 304
KEPT = "kept_capture"
KNOWN = "known"
"""The flag of an answer that was taken from what is kept already."""

TRUSTED = timedelta(days=7)
"""So long a server is believed that says "not modified"; then the page is fetched whole, in case it forgot to say."""


class Keeping:
    """Sends validators for addresses whose bytes are kept, keeps every answer, and hands kept bytes on after a 304."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make it for one crawl."""
        return cls(crawler)

    @property
    def _job(self) -> Job:
        return cast("SourceSpider", self._crawler.spider).job

    async def process_request(self, request: Request) -> None:
        """Add If-None-Match and If-Modified-Since where the newest good capture has them."""
        meta = request.meta
        if not meta.get("validate") or KEPT in meta or meta.get("new"):
            return
        kept = await asyncio.to_thread(self._job.archive.last_good, self._job.source.id, meta["address"])
        if kept is None or datetime.now(UTC) - kept.fetched_at > TRUSTED:
            return
        if kept.etag or kept.last_modified:
            meta[KEPT] = kept
            if kept.etag:
                request.headers["If-None-Match"] = kept.etag
            if kept.last_modified:
                request.headers["If-Modified-Since"] = kept.last_modified

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Keep an answer; a 304 is answered with the bytes it confirms."""
        if KNOWN in response.flags:
            return response
        kept: KeptCapture | None = request.meta.get(KEPT)
        if response.status == NOT_MODIFIED and kept is None:
            if not request.meta.get("validate"):
                return response  # it was asked for plainly: an answer without sense, and without bytes to keep
            bare = request.replace(dont_filter=True)
            bare.meta["validate"] = False
            return bare
        confirmed = kept if response.status == NOT_MODIFIED else None
        if request.meta.get("role") == "item" and response.status == GOOD:
            self._find_gate(request, response)
        capture = capture_of(self._job, request, response, confirmed)
        await self._job.keeper.put(capture, None if confirmed else response.body)
        self._job.count(response.status, capture.role)
        if confirmed:
            return Response(request.url, status=200, body=confirmed.body, request=request, flags=["unchanged"])
        return response

    def _find_gate(self, request: Request, response: Response) -> None:
        """Let a login page in the place of an item be kept, and not be read as the item's new text."""
        media_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
        asked = find_gate(response.body, media_type)
        if asked is None:
            return
        request.meta["role"] = "other"
        url = request.meta["address"]
        sentence = f"{url} answered with a page that asks for {asked}, which was not read."
        self._job.report.faults.append(Fault(step="fetch", code="gate", sentence=sentence, url=url, passing=True))


def capture_of(job: Job, request: Request, response: Response, confirmed: KeptCapture | None = None) -> Capture:
    """Return the capture that an answer makes, under the address that was asked for first."""
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1").replace("\x00", "")
        for name, values in response.headers.items()
    }
    meta: dict[str, Any] = request.meta
    return Capture(
        source=job.source.id,
        url=meta.get("address", request.url),
        role=meta.get("role", "other"),
        fetched_at=meta.get(TAKEN_AT) or datetime.now(UTC),
        status=response.status,
        media_type=headers.get("content-type"),
        headers=headers,
        digest=None if confirmed else digest_of(response.body),
        revisit_of=confirmed.capture_id if confirmed else None,
        hint=meta.get("hint", {}),
    )
