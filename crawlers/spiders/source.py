"""What all kinds of source share: from index pages to items, by the mode of the plan."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from w3lib.url import canonicalize_url, safe_url_string

from crawlers.job import GOOD, Entry, Fault, IndexPage, Job, day_of
from crawlers.middleware.addresses import was_refused
from crawlers.middleware.redirects import LedAway, LedToListed
from crawlers.middleware.robots import RobotsUnknown
from ingest.archive import digest_of
from ingest.errors import TallywireError
from ingest.model import Capture

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from datetime import date

    from scrapy.http import Response

    from crawlers.source import Source, Way

RECHECKED: Final = 10
"""The newest entries are asked for again (a 304 costs little): corrections are made within days."""

PASSING_STATUS: Final = frozenset({408, 425, 429})
SERVER_ERROR: Final = 500


class SourceSpider(Spider):
    """Reads a source's index; each kind of source says how."""

    name = "source"

    def __init__(self, job: Job, **options: Any) -> None:
        """Take the job to do."""
        super().__init__(**options)
        self.job = job
        frontier = job.plan.frontier
        self._indexes: set[str] = set(frontier.read) if frontier else set()
        self._listed: set[str] = set(frontier.listed) if frontier else set()
        self._met: set[str] = set()
        self._pages: set[str] = set()

    @classmethod
    def roots(cls, source: Source, way: Way, window: tuple[date, date] | None) -> tuple[str, ...]:  # noqa: ARG003
        """Return the pages at which the index begins; some kinds ask for the days of `window` alone."""
        return source.urls_of(way)

    def read_index(self, body: bytes, media_type: str | None, url: str) -> tuple[list[Entry], str | None]:
        """Return the entries of an index page and the address of the next older one.

        Raises:
            TallywireError: it cannot be read.
        """
        raise TallywireError(f"No index can be read by {type(self).__name__} ({media_type}, {len(body)} bytes, {url}).")

    async def start(self) -> AsyncIterator[Request]:
        """Begin with the index, or with the pages asked for."""
        if self.job.plan.mode == "fetch":
            for request in await self._ask_for(self.job.plan.entries, self.job.plan.entries):
                yield request
        else:
            plan = self.job.plan
            roots = self.roots(self.job.source, self.job.way, plan.window)
            for url in plan.frontier.waiting if plan.frontier else roots:
                yield self._index(url)

    async def parse_index(self, response: Response) -> AsyncIterator[Request]:
        """Follow an index page: to its items, or to the next page."""
        media_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
        try:
            entries, following = await asyncio.to_thread(self.read_index, response.body, media_type, response.url)
        except (TallywireError, ValueError, RecursionError) as error:
            self._note(self.job.way, "unreadable", str(error), response.url, passing=False)
            return
        if not entries and len(self._indexes) == 1:
            sentence = "The index lists nothing: its layout may have changed."
            self._note(self.job.way, "empty", sentence, response.url, passing=False)
        if self.job.plan.mode == "crawl":
            for request in await self._new_items(entries):
                yield request
            return
        wanted, older = self._collect(entries)
        followed = (following,) if older and following and self._may_follow(following) else ()
        self.job.report.entries.extend(wanted)
        if self.job.plan.on_index is not None:
            page = IndexPage(url=response.meta["address"], entries=tuple(wanted), following=followed)
            await asyncio.to_thread(self.job.plan.on_index, page)
        for url in followed:
            yield self._index(url)

    async def parse_item(self, response: Response) -> None:
        """Do nothing: the capture is kept, and reading it is not the crawler's business."""

    def lists(self, url: str) -> bool:
        """Say whether this crawl lists a page: it is asked for, or kept already, under its own address."""
        return canonicalize_url(url) in self._pages

    def note_failure(self, failure: Any) -> None:
        """Turn whatever a request ended with (Twisted's Failure) into a fault."""
        if failure.check(LedToListed):
            return  # kept, and what it leads to is asked for by itself
        request: Request = failure.request
        url, role = request.meta.get("address", request.url), request.meta.get("role", "other")
        step = "fetch" if role == "item" else self.job.way
        if failure.check(HttpError):
            status = failure.value.response.status
            passing = status >= SERVER_ERROR or status in PASSING_STATUS
            self._note(step, f"http_{status}", f"{url} answered {status}.", url, passing=passing)
            return
        reason = " ".join(failure.getErrorMessage().split())[:300] or failure.type.__name__
        if was_refused(urlsplit(request.url).hostname or ""):
            sentence = f"{request.url} is a private address: name it in allow_addresses of {self.job.source.id}."
            self._note(step, "private", sentence, url, passing=False)
        elif failure.check(LedAway):
            sentence = (
                f"{url} leads to another host, {reason}, and nothing was taken from there:"
                f" if the source moved, declare its new address in urls of {self.job.source.id}.toml."
            )
            self._note(step, "moved", sentence, url, passing=False)
        elif failure.check(RobotsUnknown):
            self._note(step, "robots", f"{url} was not fetched: {reason}.", url, passing=True)
        elif failure.check(IgnoreRequest):
            # Scrapy's word for what it will not do: what robots.txt forbids, bodies too large, redirects without end.
            code = "robots" if "robots.txt" in reason else "refused"
            self._note(step, code, f"{url} was not fetched: {reason}.", url, passing=False)
        else:
            self._note(step, "unreachable", f"{url} could not be fetched: {reason}", url, passing=True)

    async def _new_items(self, entries: list[Entry]) -> list[Request]:
        self.job.report.entries.extend(entries)
        urls = [entry.url for entry in entries]
        seen = await asyncio.to_thread(self.job.archive.seen, self.job.source.id, urls)
        # What has no page costs no request: it is always compared.
        wanted = [entry for n, entry in enumerate(entries) if n < RECHECKED or entry.text or entry.url not in seen]
        return await self._ask_for(wanted, entries)

    async def _ask_for(self, wanted: Sequence[Entry], listed: Sequence[Entry]) -> list[Request]:
        """Return the requests for the wanted of the listed entries; those without a page are kept as they are."""
        self._pages.update(canonicalize_url(safe_url_string(entry.url)) for entry in listed if not entry.text)
        for entry in wanted:
            if entry.text:
                await asyncio.to_thread(self._keep_text, entry)
        return [self._item(entry) for entry in wanted if not entry.text]

    def _keep_text(self, entry: Entry) -> None:
        body = entry.text.encode()
        kept = self.job.archive.last_good(self.job.source.id, entry.url)
        if kept is not None and kept.digest == digest_of(body):
            return
        capture = Capture(
            source=self.job.source.id,
            url=entry.url,
            role="item",
            fetched_at=datetime.now(UTC),
            status=GOOD,
            media_type="text/plain; charset=utf-8",
            headers={},
            digest=digest_of(body),
            hint=entry.hint,
        )
        self.job.archive.put(capture, body)
        self.job.count(GOOD, capture.role)

    def _collect(self, entries: list[Entry]) -> tuple[list[Entry], bool]:
        """Return the entries of the window that are not listed yet, and whether older pages can hold more of it.

        A page that shows nothing which this walk has not met ends it: it leads in a circle.
        """
        window = self.job.plan.window
        new = [entry for entry in entries if entry.url not in self._met]
        self._met.update(entry.url for entry in new)
        days = [day_of(entry, self.job.source) for entry in new]
        wanted = [
            entry
            for entry, day in zip(new, days, strict=True)
            if entry.url not in self._listed and (window is None or day is None or window[0] <= day <= window[1])
        ]
        dated = [day for day in days if day is not None]
        return wanted, bool(new) and (window is None or not dated or max(dated) >= window[0])

    def _may_follow(self, url: str) -> bool:
        return url not in self._indexes and len(self._indexes) < self.job.plan.index_pages

    def _index(self, url: str) -> Request:
        self._indexes.add(url)
        return self._request(url, self.parse_index, role="index")

    def _item(self, entry: Entry) -> Request:
        return self._request(entry.url, self.parse_item, role="item", hint=entry.hint)

    def _request(self, url: str, callback: Any, **meta: Any) -> Request:
        meta |= {"address": url, "validate": True, "handle_httpstatus_list": []}
        return Request(
            safe_url_string(url),
            callback=callback,
            errback=self.note_failure,
            meta=meta,
            dont_filter=meta["role"] == "index",
        )

    def _note(self, step: str, code: str, sentence: str, url: str | None, *, passing: bool) -> None:
        fault = Fault(step=step, code=code, sentence=sentence, url=url, passing=passing)
        self.job.report.faults.append(fault)


def join(base: str, link: str) -> str:
    """Return the address that a link on a page leads to; "" where it is none."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""


def keep_web(entries: Iterator[Entry]) -> list[Entry]:
    """Return the entries that lead to a web page, each address once, in their order."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        if _is_web(entry.url):
            kept.setdefault(entry.url, entry)
    return list(kept.values())


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets that do not close, a port beyond all ports
        return False
