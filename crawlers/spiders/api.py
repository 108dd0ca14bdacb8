"""JSON APIs: items and the way to further ones by JMESPath."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import jmespath

from crawlers.index import Index, join, keep_web
from crawlers.job import Entry
from crawlers.paging import Paging
from crawlers.spiders.source import SourceSpider
from ingest.dedupe import address_by_content
from ingest.errors import TallywireError
from ingest.parse.answer import moment_in, read_answer, text_in
from ingest.parse.markup import is_markup, text_of

if TYPE_CHECKING:
    from datetime import date

    from crawlers.job import Job
    from crawlers.source import ApiRules, Source, Way


class ApiSpider(SourceSpider):
    """Reads the answers of an API by its source's expressions."""

    name = "api"

    def __init__(self, job: Job, **options: Any) -> None:
        """Take the job to do."""
        super().__init__(job, **options)
        self.windowed = bool(job.plan.window and job.source.api and job.source.api.window)

    @classmethod
    def paging_of(cls, source: Source, way: Way) -> Paging | None:  # noqa: ARG003
        """Return how further pages are addressed, where the source says it."""
        pages = source.api.pages if source.api else None
        return Paging(pages) if pages else None

    @classmethod
    def roots(cls, source: Source, way: Way, window: tuple[date, date] | None) -> tuple[str, ...]:
        """Return the addresses to ask, for the days of `window` alone where the API can be asked for days."""
        roots = super().roots(source, way, window)
        asked = source.api.window if source.api else None
        if window is None or asked is None:
            return roots
        days = asked.replace("{first}", window[0].isoformat()).replace("{last}", window[1].isoformat())
        return tuple(f"{url}{'&' if '?' in url else '?'}{days}" for url in roots)

    def read_index(self, body: bytes, media_type: str | None, url: str) -> Index:  # noqa: ARG002 - JSON names no charset
        """Return the items of an answer and the address of further ones."""
        rules = self.job.source.api
        if rules is None:
            raise TallywireError(f"The source {self.job.source.id} has no expressions for its API.")
        answer = read_answer(body)
        items = _find(rules.items, answer)
        if not isinstance(items, list):
            raise TallywireError(f"The answer holds no list at {rules.items}: its layout may have changed.")
        entries = keep_web(entry for item in items if (entry := _entry(item, rules, url)))
        following = text_in(_find(rules.next, answer))
        return Index(entries=entries, older=(join(url, following) or None) if following else None)


def _entry(item: Any, rules: ApiRules, url: str) -> Entry | None:
    """Return an item; None for one that neither has an address nor says anything."""
    link, guid = text_in(_find(rules.link, item)), text_in(_find(rules.guid, item))
    title = " ".join(text_in(_find(rules.title, item)).split())
    said = text_in(_find(rules.text, item))
    text = text_of(said) if is_markup(said) else said.strip()
    if rules.text is not None and not text:
        return None
    address = join(url, link) if link else address_by_content(url, *((guid,) if guid else (title, text)))
    if not link and not text:
        return None
    return Entry(
        url=address,
        title=text_of(title) if is_markup(title) else title,
        published=moment_in(_find(rules.published, item)),
        updated=moment_in(_find(rules.updated, item)),
        guid=guid,
        # A blank line parts a title from its text, for whoever reads plain text.
        text="\n\n".join(filter(None, (title, text))) if text else "",
    )


def _find(expression: str | None, value: Any) -> Any:
    return _compiled(expression).search(value) if expression else None


@cache
def _compiled(expression: str) -> Any:
    return jmespath.compile(expression)
