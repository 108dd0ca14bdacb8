"""What Scrapy leaves open of RFC 9309, section 2.3.1: which answers to robots.txt hold rules, which mean "not now"."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, Self, cast
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawlers.middleware.addresses import PrivateAddress
from crawlers.middleware.budget import BadCertificate, HostClosed, host_of
from crawlers.middleware.keeping import KNOWN
from crawlers.settings import PRODUCT

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request
    from scrapy.robotstxt import RobotParser

    from crawlers.job import Job
    from crawlers.spiders.source import SourceSpider

MOST_BYTES: Final = 500 * 1024
GOOD: Final = range(200, 300)
SERVER_ERROR: Final = 500

TRUSTED_SECONDS: Final = 3600.0
"""So long kept rules are believed. A day is allowed: an hour costs a site next to nothing, and obeys it the sooner."""


class RobotsUnknown(IgnoreRequest):
    """Whether the page may be fetched cannot be known now."""


class RobotsUnreachable(RobotsUnknown):
    """The host does not even answer for its robots.txt."""


class Robots:
    """A missing robots.txt allows everything, of a long one the first part counts, without an answer all must wait."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._known: set[str] = set()
        self._reasons: dict[str, IgnoreRequest] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make it for one crawl."""
        robots = cls(crawler)
        crawler.signals.connect(robots.keep_delay, signal=signals.robots_parsed)
        return robots

    @property
    def _job(self) -> Job:
        return cast("SourceSpider", self._crawler.spider).job

    async def process_request(self, request: Request) -> Response | None:
        """Answer for robots.txt from what is kept; refuse a page of a host whose rules could not be had.

        Scrapy asks for the rules before a page comes here: what then is not known was not answered.
        """
        if not asks_for_rules(request):
            site = urlsplit(request.url).netloc
            if site not in self._known:
                reason = self._reasons.get(site) or RobotsUnknown(f"robots.txt of {site} could not be read")
                raise reason.with_traceback(None)
            return None
        if "address" in request.meta:
            return None  # a redirect from there
        request.meta["address"] = request.url
        kept = await asyncio.to_thread(self._job.archive.kept_rules, self._job.source.id, request.url, TRUSTED_SECONDS)
        return Response(request.url, status=kept[0], body=kept[1], flags=[KNOWN]) if kept else None

    def process_response(self, request: Request, response: Response) -> Response:
        """Cut the answer to robots.txt down to its rules."""
        if not asks_for_rules(request):
            return response
        if response.status < SERVER_ERROR:
            self._known.add(_site_of(request))
        return response.replace(body=response.body[:MOST_BYTES] if response.status in GOOD else b"")

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Remember why a host did not answer, or was not asked: its pages are not to be had for the same reason."""
        if not asks_for_rules(request):
            return
        site = _site_of(request)
        if isinstance(exception, HostClosed | PrivateAddress | BadCertificate):
            self._reasons[site] = exception
        elif not isinstance(exception, IgnoreRequest):
            reason = " ".join(str(exception).split()) or type(exception).__name__
            self._reasons[site] = RobotsUnreachable(f"robots.txt of {site} could not be read: {reason}")

    def keep_delay(self, robotparser: RobotParser, request: Request) -> None:
        """Keep to the Crawl-delay of a host from now on."""
        self._job.budget.slow_down(host_of(request.url), robotparser.crawl_delay(PRODUCT) or 0.0)


def asks_for_rules(request: Request) -> bool:
    """Scrapy's own request for robots.txt, which alone need not obey it."""
    return bool(request.meta.get("dont_obey_robotstxt"))


def _site_of(request: Request) -> str:
    """Return whose rules a request asks for, wherever it was led."""
    return urlsplit(str(request.meta.get("address", request.url))).netloc
