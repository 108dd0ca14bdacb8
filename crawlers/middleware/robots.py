"""What Scrapy leaves open of RFC 9309, section 2.3.1: which answers to robots.txt hold rules, which mean "not now"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

if TYPE_CHECKING:
    from scrapy.http import Request, Response

MOST_BYTES: Final = 500 * 1024
GOOD: Final = range(200, 300)
SERVER_ERROR: Final = 500


class RobotsUnknown(IgnoreRequest):
    """Whether the page may be fetched cannot be known now."""


class Robots:
    """A missing robots.txt allows everything, of a long one the first part counts, without an answer all must wait."""

    def __init__(self) -> None:
        self._unknown: set[str] = set()

    def process_request(self, request: Request) -> None:
        """Refuse a page of a host whose robots.txt could not be had: Scrapy asks for it before it comes here."""
        if not asks_for_rules(request) and urlsplit(request.url).netloc in self._unknown:
            raise RobotsUnknown(f"robots.txt of {urlsplit(request.url).netloc} could not be read")

    def process_response(self, request: Request, response: Response) -> Response:
        """Cut the answer to robots.txt down to its rules."""
        if not asks_for_rules(request):
            return response
        if response.status >= SERVER_ERROR:
            self._unknown.add(urlsplit(request.url).netloc)
        return response.replace(body=response.body[:MOST_BYTES] if response.status in GOOD else b"")

    def process_exception(self, request: Request, exception: Exception) -> None:  # noqa: ARG002 - Scrapy's signature
        """Remember a host that gave no answer."""
        if asks_for_rules(request):
            self._unknown.add(urlsplit(request.url).netloc)


def asks_for_rules(request: Request) -> bool:
    """Scrapy's own request for robots.txt, which alone need not obey it."""
    return bool(request.meta.get("dont_obey_robotstxt"))
