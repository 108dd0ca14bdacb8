"""What all kinds of source share: from index pages to items, by the mode of the plan."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Self

from scrapy import Request, Spider, signals
from w3lib.url import canonicalize_url, safe_url_string

from crawlers.failure import fault_of
from crawlers.index import Index
from crawlers.job import GOOD, Entry, Fault, IndexPage, Job, day_of
from crawlers.middleware.budget import HostClosed
from crawlers.middleware.redirects import LedToListed
from crawlers.walk import Walk
from ingest.archive import digest_of
from ingest.errors import TallywireError
from ingest.model import Capture

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Sequence
    from datetime import date

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawlers.paging import Paging
    from crawlers.source import Source, Way

RECHECKED: Final = 10
"""The newest entries are asked for again (a 304 costs little): corrections are made within days."""

DEEPEST: Final = 3
"""An index of indexes of indexes is the deepest that anybody keeps."""

FEWEST_PARTS: Final = 20
"""So many parts of an index are read even where one page of it was asked for."""

LACKING: Final = (400, 404, 410, 416)
"""What servers answer for a numbered page behind the last, or for a day without a page."""


class SourceSpider(Spider):
    """Reads a source's index; each kind of source says how."""

    name = "source"

    def __init__(self, job: Job, **options: Any) -> None:
        """Take the job to do."""
        super().__init__(**options)
        self.job = job
        self.walk = Walk(job.plan, self.paging_of(job.source, job.way), self._note_cap)
        self._pages: set[str] = set()
        self._closed: set[str] = set()
        self._keeping = asyncio.Lock()
        """Pages of an index may come side by side; what they list is taken and kept one after the other."""
        self.windowed = False
        """Whether the index was asked for certain days only, and may truly hold nothing."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *arguments: Any, **options: Any) -> Self:
        """Make it for one crawl, and let nothing that breaks in it go unnoticed."""
        spider = super().from_crawler(crawler, *arguments, **options)
        crawler.signals.connect(spider.note_error, signals.spider_error)
        return spider

    @classmethod
    def paging_of(cls, source: Source, way: Way) -> Paging | None:  # noqa: ARG003
        """Return how further pages of the index are addressed, where that is known; else they lead to each other."""
        return None

    @classmethod
    def roots(cls, source: Source, way: Way, window: tuple[date, date] | None) -> tuple[str, ...]:
        """Return the pages at which the index begins; some kinds ask for the days of `window` alone."""
        paging = cls.paging_of(source, way)
        if paging and paging.is_dated and window:
            return tuple(paging.between(*window))
        return source.urls_of(way)

    def read_index(self, body: bytes, media_type: str | None, url: str) -> Index:
        """Return what an index page lists and leads to.

        Raises:
            TallywireError: it cannot be read.
        """
        raise TallywireError(f"No index can be read by {type(self).__name__} ({media_type}, {len(body)} bytes, {url}).")

    async def start(self) -> AsyncIterator[Request]:
        """Begin with the index, or with the pages asked for."""
        plan = self.job.plan
        if plan.mode == "fetch":
            seen = await self._seen(plan.entries)
            for request in await self._ask_for(plan.entries, plan.entries, seen):
                yield request
            return
        roots = self.roots(self.job.source, self.job.way, plan.window)
        paging = self.walk.paging
        dated = paging.template if paging and paging.is_dated and plan.window else None
        if dated:
            self.job.report.count_listed(dated, len(plan.frontier.listed) if plan.frontier else 0)
        for url in plan.frontier.waiting if plan.frontier else roots:
            yield self._index(url, root=dated or (url if url in roots else None))

    async def parse_index(self, response: Response) -> AsyncIterator[Request]:
        """Follow an index page: to its items, to its parts, or to the next page."""
        index = await self._read(response)
        if index is None:
            return
        root, level = response.meta["root"], response.meta["level"]
        if root and (index.listed or not self.windowed):
            self.job.report.count_listed(root, index.listed)
        following = [
            self._index(url, root=root, level=level + 1)
            for url in dict.fromkeys(index.parts)
            if level < DEEPEST and self.walk.may_enter(url, FEWEST_PARTS)
        ]
        if self.job.plan.mode == "crawl":
            following += await self._new_items(index.entries)
        else:
            following += await self._go_on(response, index, following)
        for request in following:
            yield request

    async def parse_item(self, response: Response) -> None:
        """Do nothing: the capture is kept, and reading it is not the crawler's business."""

    def lists(self, url: str) -> bool:
        """Say whether this crawl lists a page: it is asked for, or kept already, under its own address."""
        return canonicalize_url(url) in self._pages

    def note_failure(self, failure: Any) -> None:
        """Turn whatever a request ended with (Twisted's Failure) into a fault."""
        if failure.check(LedToListed):
            return  # kept, and what it leads to is asked for by itself
        if failure.check(HostClosed):
            if failure.value.host in self._closed:  # once is enough: no page of it can be had
                return
            self._closed.add(failure.value.host)
        self.job.report.faults.append(fault_of(failure, self.job))

    def note_error(self, failure: Any, response: Response) -> None:
        """Turn an error of ours (Twisted's Failure) into a fault: Scrapy would only log it."""
        reason = " ".join(failure.getErrorMessage().split())[:300]
        sentence = f"What {response.url} says could not be kept ({failure.type.__name__}: {reason})."
        self._note(self.job.way, "failed", sentence, response.meta.get("address", response.url), passing=True)

    async def _go_on(self, response: Response, index: Index, parts: Sequence[Request]) -> list[Request]:
        """Take what a page of the index lists and is wanted, and return the request for the page that follows it."""
        address = response.meta["address"]
        async with self._keeping:
            wanted, goes_on = await asyncio.to_thread(self._choose, index.entries)
            self.job.report.entries.extend(wanted)
            older = self.walk.older(address, index, goes_on=goes_on)
            following = [self._index(older, root=None)] if older else []
            # What begins an index and lists nothing was not read: it is asked for again.
            is_read = index.listed or parts or response.meta["root"] != address or self.windowed
            if self.job.plan.on_index is not None and is_read:
                followed = tuple(request.meta["address"] for request in (*parts, *following))
                page = IndexPage(url=address, entries=tuple(wanted), following=followed)
                await asyncio.to_thread(self.job.plan.on_index, page)
        return following

    def _choose(self, entries: Sequence[Entry]) -> tuple[list[Entry], bool]:
        return self.walk.choose(entries, [self.days_of(entry) for entry in entries])

    async def _new_items(self, entries: list[Entry]) -> list[Request]:
        self.job.report.entries.extend(entries)
        seen = await self._seen(entries)
        self.job.report.known += len(seen)
        # What has no page costs no request: it is always compared.
        wanted = [entry for n, entry in enumerate(entries) if n < RECHECKED or entry.text or entry.url not in seen]
        return await self._ask_for(wanted, entries, seen)

    async def _seen(self, entries: Sequence[Entry]) -> set[str]:
        urls = [entry.url for entry in entries]
        return await asyncio.to_thread(self.job.archive.seen, self.job.source.id, urls)

    async def _ask_for(self, wanted: Sequence[Entry], listed: Sequence[Entry], seen: Collection[str]) -> list[Request]:
        """Return the requests for the wanted of the listed entries; those without a page are kept as they are."""
        self._pages.update(canonicalize_url(safe_url_string(entry.key)) for entry in listed if not entry.text)
        for entry in wanted:
            if entry.text:
                await asyncio.to_thread(self._keep_text, entry)
        return [self._item(entry, new=entry.url not in seen) for entry in wanted if not entry.text]

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

    def days_of(self, entry: Entry) -> tuple[date | None, date | None]:
        """Return the first and last day on which an entry can have been published; None where nothing bounds it."""
        day = day_of(entry, self.job.source)
        return day, day

    async def _read(self, response: Response) -> Index | None:
        if response.status in LACKING:
            return Index(entries=[])
        media_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
        try:
            return await asyncio.to_thread(self.read_index, response.body, media_type, response.url)
        except (TallywireError, ValueError, RecursionError) as error:
            self._note(self.job.way, "unreadable", str(error), response.url, passing=False)
            return None

    def _index(self, url: str, *, root: str | None, level: int = 0) -> Request:
        self.walk.enter(url)
        known = list(LACKING) if self.walk.may_lack(url) else []
        return self._request(url, self.parse_index, known, role="index", root=root, level=level)

    def _item(self, entry: Entry, *, new: bool) -> Request:
        # Of a new page nothing is kept, so there is nothing to look up that the server could confirm.
        request = self._request(entry.url, self.parse_item, role="item", hint=entry.hint, new=new)
        if entry.memento:
            # An archive has no say in whether the page itself changed.
            return request.replace(url=safe_url_string(entry.memento), meta=request.meta | {"validate": False})
        return request

    def _request(self, url: str, callback: Any, known: Sequence[int] = (), **meta: Any) -> Request:
        meta |= {"address": url, "validate": True, "handle_httpstatus_list": list(known)}
        return Request(
            safe_url_string(url),
            callback=callback,
            errback=self.note_failure,
            meta=meta,
            dont_filter=meta["role"] == "index",
        )

    def _note_cap(self, url: str, pages: int) -> None:
        sentence = f"The index goes on after {pages} pages: nothing behind them was listed."
        self._note(self.job.way, "endless", sentence, url, passing=False)

    def _note(self, step: str, code: str, sentence: str, url: str | None, *, passing: bool) -> None:
        fault = Fault(step=step, code=code, sentence=sentence, url=url, passing=passing)
        self.job.report.faults.append(fault)
