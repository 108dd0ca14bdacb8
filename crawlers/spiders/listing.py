"""Listings: HTML pages that link to the items, older ones behind a link or at addresses known by number or date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsel import Selector

from crawlers.index import Index, join, keep_web
from crawlers.job import Entry
from crawlers.paging import Paging
from crawlers.spiders.source import SourceSpider
from ingest.errors import TallywireError
from ingest.parse.characters import clean, decode

if TYPE_CHECKING:
    from crawlers.source import Source, Way


class ListingSpider(SourceSpider):
    """Reads a listing by its source's selectors."""

    name = "listing"

    @classmethod
    def paging_of(cls, source: Source, way: Way) -> Paging | None:  # noqa: ARG003
        """Return how older pages are addressed, where the source says it."""
        pages = source.listing.pages if source.listing else None
        return Paging(pages) if pages else None

    def read_index(self, body: bytes, media_type: str | None, url: str) -> Index:
        """Return the entries of a listing page and the address of the next older one."""
        rules = self.job.source.listing
        if rules is None:
            raise TallywireError(f"The source {self.job.source.id} has no selectors for its listing.")
        page = Selector(text=decode(body, media_type))
        entries = keep_web(
            Entry(
                url=join(url, _select(item, rules.link)),
                title=_select(item, rules.title),
                published=_select(item, rules.published),
            )
            for item in page.css(rules.item)
            if _select(item, rules.link)
        )
        following = _select(page, rules.next)
        return Index(entries=entries, older=(join(url, following) or None) if following else None)


def _select(part: Selector, rule: str | None) -> str:
    # Cleaned once more: a page may write control characters as entities.
    return " ".join(clean(part.css(rule).get() or "").split()) if rule else ""
