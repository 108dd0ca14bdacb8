"""From a web archive pages are taken as it took them: neither framed nor with their links made to lead into it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Self, cast

from scrapy.exceptions import IgnoreRequest

from crawlers.job import GOOD
from crawlers.memento import Replay, is_rewritten, taken_at

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

    from crawlers.spiders.source import SourceSpider

TAKEN_AT: Final = "taken_at"


class NotAsTaken(IgnoreRequest):
    """An archive shows a page in another form than it took it, or does not say when that was."""


class Mementos:
    """Refuses pages of an archive that it changed, and notes when it took the others."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make it for one crawl."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Let an answer pass that is no page of an archive, or one as it was taken.

        Raises:
            NotAsTaken: it is a page that the archive changed, or of no known instant.
        """
        hint: dict[str, str] = request.meta.get("hint", {})
        if "memento" not in hint or response.status != GOOD:
            return response
        found = Replay(cast("SourceSpider", self._crawler.spider).job.source.archive.raw).read(request.url)
        if found is None or is_rewritten(response.body):
            raise NotAsTaken("the archive shows it in its own frame, or with its links rewritten")
        said: Any = response.headers.get("Memento-Datetime") or b""
        at = taken_at(said.decode("latin-1"), found.timestamp)
        if at is None or at > datetime.now(UTC):
            raise NotAsTaken("the archive does not say when it took it")
        request.meta[TAKEN_AT] = at
        request.meta["hint"] = hint | {"archived_at": f"{at:%Y-%m-%dT%H:%M:%SZ}"}
        return response
