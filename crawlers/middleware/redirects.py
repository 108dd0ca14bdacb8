"""Where a redirect may lead: within the site it left or the source's own, and to no page that is listed anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from tldextract import TLDExtract
from w3lib.url import canonicalize_url

from crawlers.index import without_login
from crawlers.memento import Replay
from crawlers.middleware.keeping import capture_of
from crawlers.middleware.mementos import NotAsTaken
from crawlers.middleware.robots import asks_for_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawlers.spiders.source import SourceSpider

# The list of public suffixes that comes with the package: one from the net would change what a crawl does.
_SUFFIXES: Final = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)

MOST_FOR_RULES: Final = 5
"""So many steps to a robots.txt are followed (RFC 9309, section 2.3.1.2)."""

NOT_FOUND: Final = 404


class LedAway(IgnoreRequest):
    """A redirect leads to somebody else's site."""


class LedToListed(IgnoreRequest):
    """A redirect leads to a page that the same crawl lists: that page is asked for under its own address."""


class Redirects(RedirectMiddleware):  # type: ignore[misc, unused-ignore]
    """Follows redirects within the site; keeps the one that leads to a listed page as all there is of its address."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._led: dict[str, str] = {}

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Return the answer or the request that follows it.

        Raises:
            LedAway: it leads to another site.
            LedToListed: it leads to a page that is listed; the answer is kept.
        """
        following = super().process_response(request, response)
        if not isinstance(following, Request):
            return following
        following = following.replace(url=without_login(following.url))
        if asks_for_rules(request):
            too_far = following.meta["redirect_times"] > MOST_FOR_RULES  # then it is as if there were none
            return Response(request.url, status=NOT_FOUND) if too_far else following
        spider = cast("SourceSpider", self.crawler.spider)
        address = request.meta.get("address", request.url)
        if not is_within(_target(spider, request, following.url), (address, *spider.job.source.urls, *spider.job.urls)):
            raise LedAway(urlsplit(following.url).hostname or following.url)
        if request.meta.get("role") == "item" and spider.lists(following.url) and self._lead(address, following.url):
            await spider.job.keeper.put(capture_of(spider.job, request, response), response.body)
            raise LedToListed(following.url)
        # Two addresses may lead to one page; the filter of duplicates would drop the second without a word.
        return following.replace(dont_filter=True)

    def _lead(self, address: str, target: str) -> bool:
        """Remember that an address leads to a listed one; say no where that leads back: nobody would be asked."""
        start, end = canonicalize_url(address), canonicalize_url(target)
        last = end
        while last in self._led and last != start:
            last = self._led[last]
        if last == start:
            return False
        self._led[start] = end
        return True


def _target(spider: SourceSpider, request: Request, url: str) -> str:
    """Return the page that a redirect leads to: an archive leads to a page of its own, at the instant it took one."""
    if "memento" not in request.meta.get("hint", {}):
        return url
    found = Replay(spider.job.source.archive.raw).read(url)
    if found is None:
        raise NotAsTaken("the archive leads to a page that is not as it was taken")
    return found.url


def is_within(url: str, known: Iterable[str]) -> bool:
    """Say whether an address is of the same registered site (ministry.example for www.ministry.example) as others."""
    host = urlsplit(url).hostname or ""
    hosts = {urlsplit(one).hostname or "" for one in known}
    return host in hosts or _site(host) in map(_site, hosts)


def _site(host: str) -> str:
    parts = _SUFFIXES(host)
    if parts.suffix:
        return parts.top_domain_under_public_suffix or host
    if parts.ipv4 or parts.ipv6 or ":" in host:
        return host
    # A name under no known suffix: the list's own rule for that is that the last label is one.
    return ".".join(host.split(".")[-2:])
