"""Listings: on a page, what repeats and holds a link and a date is an item; selectors are made that find them all."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple
from zoneinfo import ZoneInfo

from parsel import Selector

from crawlers.source import ListingRules
from ingest.parse.characters import clean, decode
from ingest.parse.moment import LONGEST, read_moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from ingest.model import DateOrder

FEWEST: Final = 3
"""What stands on a page less often than this may be chance."""

CLIMB: Final = 7
"""So many elements up from its date an item begins."""

MOST_ELEMENTS: Final = 50_000
MOST_DATES: Final = 1000
LOOKED_AT: Final = 100
LONG_TITLE: Final = 15
"""Characters from which the words of a link may be a headline."""

STRAY: Final = 1.2
"""How many more elements than the items a selector may hit."""

UTC: Final = ZoneInfo("UTC")
ORDERS: Final[tuple[DateOrder | None, ...]] = (None, "day-first", "month-first")
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_COLUMNS: Final = 8
_ALIKE_TITLES: Final = 2
"""At most so many items may share a title on average."""
_FEWEST_LETTERS: Final = 4
_NAME: Final = re.compile(r"-?[A-Za-z_][A-Za-z0-9_-]*")
_NEXT: Final = re.compile(r"(?:older|next|more|previous posts|load more|[›»→>]+)\b.*|[›»→>]+", re.IGNORECASE)
_IDLE: Final = frozenset({"first", "last", "odd", "even", "active", "current"})
_SKIPPED: Final = frozenset({"script", "style", "head", "noscript", "template", "nav", "footer"})


class Listing(NamedTuple):
    """How a page lists its items; `dates` is what its dates mean where that is not plain."""

    rules: ListingRules
    dates: DateOrder | None


class _Dated(NamedTuple):
    item: Any
    mark: Any
    rule: str
    printed: str


def find_listing(body: bytes, media_type: str | None) -> Listing | None:
    """Return the selectors of a page's items; None where nothing on it repeats like a list of items."""
    page = Selector(text=decode(body, media_type) or "<html/>", type="html")
    elements = list(_elements(page.root))
    holding = _holding(elements)
    dated = list(islice((one for element in elements if (one := _date_in(element, holding))), MOST_DATES))
    group = _largest([one for one in dated if one.item is not None])
    if group:
        dates = _order_of([one.printed for one in group[:LOOKED_AT]])
        marks, published = [one.item for one in group], _published(group)
    else:
        dates, published = None, None
        marks = _largest_of_links(elements)
    if len(marks) < FEWEST:
        return None
    item = _selector_of(page, marks)
    chosen = _choose_links(marks)
    return Listing(
        ListingRules(
            item=item,
            link=f"{chosen}::attr(href)",
            title=_title_of(page, item, chosen),
            published=published,
            next=_next_of(page),
        ),
        dates,
    )


def _elements(root: Any) -> Iterator[Any]:
    """Yield the elements of a page's body that can hold an item, in their order, within bounds."""
    skipped: set[Any] = set()
    for number, element in enumerate(root.iter()):
        if number > MOST_ELEMENTS:
            return
        if not isinstance(element.tag, str) or element.tag in _SKIPPED or element.getparent() in skipped:
            skipped.add(element)
        else:
            yield element


def _holding(elements: Sequence[Any]) -> set[Any]:
    """All elements that are or hold a link to a page."""
    holding: set[Any] = set()
    for element in elements:
        if element.tag == "a" and _leads(element):
            around = element
            while around is not None and around not in holding:
                holding.add(around)
                around = around.getparent()
    return holding


def _leads(link: Any) -> bool:
    href = (link.get("href") or "").strip().lower()
    return bool(href) and not href.startswith(("#", "javascript:", "mailto:"))


def _date_in(element: Any, holding: set[Any]) -> _Dated | None:
    stamp = element.get("datetime") if element.tag == "time" else None
    rule, printed = ("::attr(datetime)", stamp) if stamp else ("::text", " ".join(clean(element.text or "").split()))
    if not printed or len(printed) > LONGEST or not any(char.isdigit() for char in printed):
        return None
    if not any(read_moment(printed, UTC, order) for order in ORDERS):
        return None
    return _Dated(_item_of(element, holding), element, rule, printed)


def _item_of(element: Any, holding: set[Any]) -> Any:
    """The nearest element around a date that holds a link."""
    for _ in range(CLIMB):
        if element is None or element.tag in ("body", "html", "table", "tbody", "ul", "ol"):
            return None
        if element in holding:
            return element
        element = element.getparent()
    return None


def _links_in(element: Any) -> list[Any]:
    return [one for one in element.iter("a") if _leads(one)]


def _largest(dated: Sequence[_Dated]) -> list[_Dated]:
    """The dates that stand alike, as many as there are; each item once, with its first."""
    groups: dict[tuple[str, ...], dict[Any, _Dated]] = defaultdict(dict)
    for one in dated:
        groups[*_path(one.item), one.mark.tag].setdefault(one.item, one)
    best = max(groups.values(), key=len, default={})
    return list(best.values()) if len(best) >= FEWEST else []


def _largest_of_links(elements: Sequence[Any]) -> list[Any]:
    """Where no dates stand: the parents of links with words like a headline's, the most that stand alike."""
    groups: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for element in elements:
        if element.tag == "a" and _leads(element) and len(_words(element)) >= LONG_TITLE:
            parent = element.getparent()
            groups[_path(parent)].append(parent)
    best = max(groups.values(), key=len, default=[])
    return list(dict.fromkeys(best))


def _path(element: Any) -> tuple[str, ...]:
    return (element.tag, *(one.tag for one in element.iterancestors()))


def _words(element: Any) -> str:
    return " ".join(clean("".join(element.itertext())).split())


def _order_of(printed: Sequence[str]) -> DateOrder | None:
    """What the dates mean by 03/04/2026: the order in which most of them are days; None where none is needed."""
    counts = {order: sum(read_moment(one, UTC, order) is not None for one in printed) for order in ORDERS}
    return max(ORDERS, key=lambda order: counts[order])


def _name_of(elements: Sequence[Any]) -> str:
    """The tag and the classes that elements share, as a selector."""
    classes = [(one.get("class") or "").split() for one in elements]
    shared = [name for name in dict.fromkeys(classes[0]) if all(name in others for others in classes)]
    named = [name for name in shared if _NAME.fullmatch(name) and name not in _IDLE]
    return ".".join([elements[0].tag, *named[:2]])


def _selector_of(page: Selector, items: Sequence[Any]) -> str:
    """A selector that hits the items and little else: by their own name, else by those of what they stand in."""
    selector, around = _name_of(items), list(items)
    for _ in range(CLIMB):
        # A bare tag hits what it likes once the page has more on it.
        named = "." in selector or "#" in selector or items[0].tag == "article"
        if named and len(page.css(selector)) <= STRAY * len(items):
            break
        around = [one.getparent() for one in around if one.getparent() is not None]
        if not around or around[0].tag == "html":
            break
        number = around[0].get("id") or ""
        alone = len(set(around)) == 1 and _NAME.fullmatch(number)
        selector = f"{f'{around[0].tag}#{number}' if alone else _name_of(around)} > {selector}"
    return selector


def _choose_links(items: Sequence[Any]) -> str:
    """A selector of each item's link with the most words: its first link, one in a heading, or one by its class."""
    items = items[:LOOKED_AT]
    wanted = [max(_links_in(item), key=lambda link: len(_words(link))) for item in items]
    return _hitting(items, wanted, ["a", *(f"{heading} a" for heading in _HEADINGS), _name_of(wanted)])


def _published(group: Sequence[_Dated]) -> str:
    """A selector of each item's date: by its name, or by its column where the items are rows."""
    group = group[:LOOKED_AT]
    marks = [one.mark for one in group]
    columns = [f"{marks[0].tag}:nth-child({number})" for number in range(1, _COLUMNS)]
    return _hitting([one.item for one in group], marks, [_name_of(marks), *columns]) + group[0].rule


def _hitting(items: Sequence[Any], wanted: Sequence[Any], rules: Sequence[str]) -> str:
    """The first of those selectors that hit, in most items, the wanted element before any other."""
    hits = {rule: sum(_first(item, rule) is one for item, one in zip(items, wanted, strict=True)) for rule in rules}
    return max(rules, key=lambda rule: hits[rule])


def _first(item: Any, rule: str) -> Any:
    found = Selector(root=item).css(rule)
    return found[0].root if found else None


def _title_of(page: Selector, item: str, link: str) -> str | None:
    """A selector of text that tells items apart: of the link itself, a heading or a column, whichever has most letters.

    `Read more` and dates tell nothing.
    """
    items = page.css(item)[:LOOKED_AT]
    best, most = None, 0.0
    for rule in (link, *_HEADINGS, f"{link} *", *(f"td:nth-child({number})" for number in range(1, _COLUMNS))):
        texts = [" ".join(one.css(f"{rule}::text").get("").split()) for one in items]
        told = {text for text in texts if text}
        letters = sum(char.isalpha() for text in texts for char in text) / len(items)
        if len(told) * _ALIKE_TITLES >= len(items) and letters > max(most * STRAY, _FEWEST_LETTERS):
            best, most = f"{rule}::text", letters
    return best


def _next_of(page: Selector) -> str | None:
    """A selector of the link to older items: by its relation, else by its class or its parent's, where it says so."""
    if page.css("a[rel~=next]"):
        return "a[rel~=next]::attr(href)"
    for link in page.css("a[href]"):
        words = _words(link.root)
        named = [name for name in ("next", "older") if name in (link.attrib.get("class") or "").lower()]
        if not (named or _NEXT.fullmatch(words)):
            continue
        parent = link.root.getparent()
        for rule in (_name_of([link.root]), f"{_name_of([parent])} > a"):
            if "." in rule and page.css(rule)[0].root is link.root:
                return f"{rule}::attr(href)"
    return None
