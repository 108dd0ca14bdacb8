"""A server that says when to come back is left alone until then, within reason."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, Self, cast

from crawlers.middleware.budget import LONGEST_WAIT, host_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

    from crawlers.spiders.source import SourceSpider

BUSY: Final = frozenset({429, 503})


class Patience:
    """Closes a busy server to all requests as long as its Retry-After asks."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make it for one crawl."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Close a busy server for the time it asks for: the retry waits, or fails where that is too long to wait."""
        if response.status not in BUSY:
            return response
        asked = (response.headers.get("Retry-After") or b"").decode("latin-1")
        seconds = read_retry_after(asked, datetime.now(UTC))
        if seconds > 0:
            budget = cast("SourceSpider", self._crawler.spider).job.budget
            await budget.close(host_of(request.url), seconds, f"answered {response.status} and asks for a rest")
        if seconds > LONGEST_WAIT:
            request.meta["dont_retry"] = True
        return response


def read_retry_after(value: str, now: datetime) -> float:
    """Return the seconds that a Retry-After header asks for; 0 where it is absent, past or nonsense."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return 0.0
    return max(0.0, (until - now).total_seconds()) if until.tzinfo else 0.0
