"""One budget a host, whichever process asks: a request waits for its turn, and a host that is busy is left alone."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, IgnoreRequest

from crawlers.middleware.addresses import PrivateAddress, allowing
from ingest.archive import Rest

if TYPE_CHECKING:
    from scrapy.http import Request, Response

    from crawlers.job import Job
    from crawlers.source import Source
    from crawlers.spiders.source import SourceSpider
    from ingest.archive import Archive
    from ingest.store import PacedBy

AT_ONCE: Final = 2
"""So many requests to a host go on at the same time."""

LONGEST_WAIT: Final = 30.0
"""A longer rest is the next crawl's: the request fails now, as passing."""

LATE: Final = 0.03
"""Who comes so many seconds late for a turn, as a busy machine may, takes another one."""

MOST_LATE: Final = 5
LONG_TURN: Final = 1.0
"""Who waited so long looks once more whether the host was closed in the meantime."""

LONGEST_REST: Final = 3600.0
"""A server that asks for ten years is asked again within the hour."""

SLOWEST_DELAY: Final = 30.0
"""More than this of Crawl-delay would keep a bulletin from its readers for hours."""

MISSES: Final = 2
MISSED_REST: Final = 600.0
"""A host that answered not once in time is given up for this crawl, and for all others a while: it holds them up."""

CERTIFICATES: Final = {
    "certificate verify failed": "has expired or is signed by nobody known",
    "VerificationError": "is another host's",
}
"""What libraries say of a certificate, and what that means."""

MOST_ENCODINGS: Final = 2
"""One is usual; each more can be a bomb in a bomb."""


class HostClosed(IgnoreRequest):
    """The host asks, or needs, to be left alone for longer than a request waits."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(reason)
        self.host = host


class BadCertificate(IgnoreRequest):
    """The host's TLS certificate is not good: no second try helps before it is mended."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(
            f"the certificate of {host} {reason}; where its keeper cannot mend that,"
            " waive_certificate = true in the source's file takes its pages all the same"
        )


class Budget:
    """The turns of one crawl: of each host at its own pace, and none while the host rests."""

    def __init__(self, source: Source, archive: Archive) -> None:
        self._source = source
        self._archive = archive
        self._slower: dict[str, float] = {}
        self._rests: dict[str, tuple[float, str]] = {}
        self._misses: Counter[str] = Counter()
        self._places: dict[str, asyncio.Semaphore] = {}

    def place(self, host: str) -> asyncio.Semaphore:
        """Return what holds how many requests to a host go on at once.

        Scrapy's own count is too late for requests that come in one go, as they do once robots.txt is there.
        """
        return self._places.setdefault(host, asyncio.Semaphore(AT_ONCE))

    def slow_down(self, host: str, seconds: float) -> None:
        """Keep to a host's Crawl-delay."""
        self._slower[host] = min(seconds, SLOWEST_DELAY)

    async def wait_turn(self, host: str, latency: float = 0.0) -> None:
        """Return when a host may be asked; `latency` is how far apart requests should be by its own speed.

        Raises:
            HostClosed: it is to be left alone for longer than LONGEST_WAIT.
        """
        pace, paced_by = self._pace(host, latency)
        late = 0
        while True:
            asked = monotonic()
            turn = await self._turn(host, pace, paced_by)
            if isinstance(turn, Rest):
                await self._sit_out(host, turn)
                continue
            await asyncio.sleep(max(0.0, turn))
            if turn >= LONG_TURN and await asyncio.to_thread(self._archive.rest_of, host) is not None:
                continue
            if pace and late < MOST_LATE and monotonic() - asked - max(0.0, turn) > LATE:
                late += 1  # the next in turn, of another process perhaps, would follow too soon
                continue
            return

    async def close(self, host: str, seconds: float, why: str) -> None:
        """Leave a host alone for some seconds, an hour at most, in this crawl and in all others."""
        seconds = min(seconds, LONGEST_REST)
        until = datetime.now(UTC) + timedelta(seconds=seconds)
        reason = f"{host} {why}, and is left alone until {until:%H:%M:%S} UTC"
        self._rests[host] = max(self._rests.get(host, (0.0, "")), (monotonic() + seconds, reason))
        await asyncio.to_thread(self._archive.close_host, host, seconds, reason)

    async def miss(self, host: str) -> None:
        """Note that a host did not answer in time; give it up where it did so again and again."""
        self._misses[host] += 1
        if self._misses[host] == MISSES:
            why = f"did not answer within {self._source.timeout:g} s, {MISSES} times over"
            await self.close(host, MISSED_REST, why)

    def meet(self, host: str) -> None:
        """Note that a host answered."""
        self._misses[host] = 0

    def _pace(self, host: str, latency: float) -> tuple[float, PacedBy]:
        paces: dict[PacedBy, float] = {
            "source": self._source.pace_of(host), "robots": self._slower.get(host, 0.0), "latency": latency,
        }  # fmt: skip
        slowest = max(paces, key=lambda one: paces[one])
        return paces[slowest], slowest

    async def _turn(self, host: str, pace: float, paced_by: PacedBy) -> float | Rest:
        rest = await self._rest(host, asked=pace > 0)
        if rest is not None:
            return rest
        return await asyncio.to_thread(self._archive.take_turn, host, pace, paced_by) if pace else 0.0

    async def _rest(self, host: str, *, asked: bool) -> Rest | None:
        """Return the rest of a host that this crawl knows of; where turns are not taken, it is looked up once."""
        if host not in self._rests:
            found = None if asked else await asyncio.to_thread(self._archive.rest_of, host)
            self._rests[host] = (monotonic() + found.seconds, found.reason) if found else (0.0, "")
        until, reason = self._rests[host]
        seconds = until - monotonic()
        return Rest(seconds, reason) if seconds > 0 else None

    async def _sit_out(self, host: str, rest: Rest) -> None:
        if rest.seconds > LONGEST_WAIT:
            raise HostClosed(host, rest.reason)
        await asyncio.sleep(rest.seconds)


class Handler(HTTP11DownloadHandler):  # type: ignore[misc, unused-ignore]
    """Downloads in its turn, and to no address that the source does not allow.

    Here, where a request has its place among those to its host already, one that waits takes no place from other hosts.
    """

    async def download_request(self, request: Request) -> Response:
        """Wait for the turn, then ask.

        Raises:
            HostClosed: the host is to be left alone.
            PrivateAddress: the guard let none of its addresses pass.
            BadCertificate: it is not who it says.
        """
        job = cast("SourceSpider", self._crawler.spider).job
        host = host_of(request.url)
        async with job.budget.place(host):
            await job.budget.wait_turn(host, self._latency(request))
            return await self._ask(request, host, job)

    async def _ask(self, request: Request, host: str, job: Job) -> Response:
        with allowing(job.source.allow_addresses) as allowance:
            try:
                response: Response = await super().download_request(request)
            except DownloadCancelledError as error:  # too large: it would be so again
                raise IgnoreRequest(str(error)) from error
            except DownloadTimeoutError:
                await job.budget.miss(host)
                raise
            except Exception as error:
                if allowance.refused:
                    raise PrivateAddress(host) from error
                for words, reason in CERTIFICATES.items():
                    if words in str(error):
                        raise BadCertificate(host, reason) from error
                raise
        job.budget.meet(host)
        if b",".join(response.headers.getlist("Content-Encoding")).count(b",") >= MOST_ENCODINGS:
            raise IgnoreRequest(f"the body is packed more than {MOST_ENCODINGS} times over")
        return response

    def _latency(self, request: Request) -> float:
        """Return the delay that AutoThrottle found for the host of a request."""
        slot: Any = self._crawler.engine.downloader.slots.get(request.meta["download_slot"])
        return float(slot.delay) if slot is not None else 0.0


def host_of(url: str) -> str:
    """Return the host of an address as its budget is kept: in lower case, without a port or a last dot."""
    return (urlsplit(url).hostname or "").rstrip(".")[:255]
