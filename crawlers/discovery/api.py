"""JSON APIs: the list of an answer that looks most like items becomes expressions that find its parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import jmespath
import msgspec

from crawlers.source import ApiRules
from ingest.errors import TallywireError
from ingest.parse.answer import moment_in, read_answer, text_in
from ingest.parse.moment import read_moment

if TYPE_CHECKING:
    from collections.abc import Mapping

DEEPEST: Final = 3
FEWEST: Final = 2
LOOKED_AT: Final = 20
_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_UTC: Final = ZoneInfo("UTC")
# By the last part of their name, the likeliest first.
_LINKS: Final = ("url_alias", "permalink", "link", "url", "href", "web_url", "html_url")
_TITLES: Final = ("title", "headline", "name", "summary", "subject")
_TEXTS: Final = ("body-html", "content_html", "body", "content", "text", "description")
_GUIDS: Final = ("guid", "id", "uuid")
_NEXTS: Final = (
    "links.next.href",
    "links.next",
    "next",
    "paging.next",
    "meta.next",
    "pagination.next",
    '"@odata.nextLink"',
)
_DATES: Final = re.compile(r"publi|creat|date|posted|time", re.IGNORECASE)
LONG_TEXT: Final = 200
"""Characters from which a field holds the whole of an item that has a page, too."""


def find_api(body: bytes) -> ApiRules | None:
    """Return the expressions that read an answer; None where it is no JSON or holds no list of items."""
    try:
        answer = read_answer(body)
    except TallywireError:
        return None
    lists = sorted(_lists(answer, "", DEEPEST), key=lambda one: len(one[1]), reverse=True)
    for path, items in lists:
        rules = _rules(path or "@", items[:LOOKED_AT])
        if rules is not None:
            return msgspec.structs.replace(rules, next=_next_of(answer))
    return None


def _lists(value: Any, path: str, depth: int) -> list[tuple[str, list[Any]]]:
    """All lists of objects within a value, with the expressions that lead to them."""
    if isinstance(value, list):
        return [(path, value)] if len(value) >= FEWEST and all(isinstance(one, dict) for one in value) else []
    if not isinstance(value, dict) or depth == 0:
        return []
    return [one for key, inner in value.items() for one in _lists(inner, _joined(path, key), depth - 1)]


def _rules(path: str, items: list[Any]) -> ApiRules | None:
    flat = [dict(_fields(item, "", DEEPEST)) for item in items]
    common = [key for key in flat[0] if all(key in one for one in flat)]
    link = _pick(flat, common, _LINKS, lambda text: text.startswith(("http://", "https://", "/")))
    telling = [key for key in common if len({text_in(one[key]) for one in flat}) * 2 > len(flat)]
    title = _pick(flat, telling, _TITLES, bool)
    dates = [key for key in common if all(_is_date(one[key]) for one in flat)]
    published = next((key for key in dates if _DATES.search(key)), next(iter(dates), None))
    text = _pick(flat, common, _TEXTS, lambda text: len(text) >= (LONG_TEXT if link else 1))
    if (link is None and text is None) or (title is None and published is None):
        return None
    guid = _pick(flat, common, _GUIDS, bool)
    return ApiRules(items=path, link=link, title=title, published=published, guid=guid, text=text)


def _fields(item: Mapping[str, Any], path: str, depth: int) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, value in item.items():
        inner = _joined(path, key)
        if isinstance(value, dict) and depth > 1:
            found += _fields(value, inner, depth - 1)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            found.append((inner, value))
    return found


def _pick(flat: list[dict[str, Any]], common: list[str], names: tuple[str, ...], fits: Any) -> str | None:
    """The likeliest of the fields that all items have whose name ends with one of `names` and whose values fit."""
    lasts = {key: key.rpartition(".")[2].strip('"').lower() for key in common}
    likely = [key for name in names for key in common if lasts[key] == name]
    likely += [key for name in names for key in common if lasts[key].endswith(name)]
    fitting = (key for key in likely if sum(bool(fits(text_in(one[key]))) for one in flat) * 2 > len(flat))
    return next(fitting, None)


def _is_date(value: Any) -> bool:
    return read_moment(moment_in(value), _UTC) is not None and not (isinstance(value, str) and value.isdigit())


def _next_of(answer: Any) -> str | None:
    for expression in _NEXTS:
        if isinstance(answer, dict) and text_in(jmespath.search(expression, answer)).startswith(("http", "/", "?")):
            return expression
    return None


def _joined(path: str, key: str) -> str:
    name = key if _PLAIN.fullmatch(key) else '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{path}.{name}" if path else name
