"""One page becomes title, text and date: by the source's selectors where it gives them, else by trafilatura."""

from __future__ import annotations

import html
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import lxml.html
import msgspec
from lxml.etree import LxmlError, ParserError
from parsel import Selector

from ingest.errors import TallywireError
from ingest.model import DateOrder, Page, ReportDay
from ingest.parse.characters import clean, decode
from ingest.parse.child import BrokenParser
from ingest.parse.moment import read_moment
from ingest.parse.pdf import is_pdf, read_pdf

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from ingest.parse.moment import Moment

LONGEST_TITLE: Final = 300
LARGEST: Final = 16 * 1024 * 1024
WRAPPED_FROM: Final = 50
"""A shorter line ends where its writer ended it."""

_ENDS: Final = ".:;!?…"
_BULLET: Final = re.compile(r"\s*(?:[-*•–—▪●]|\(?\d{1,2}[.)])\s")
_SPACES: Final = re.compile(r"[ \t\f\v]+")
_MARKUP: Final = re.compile(r"<(?:!doctype|html|head|body|p|div|article)\b", re.IGNORECASE)
_MARKUP_WITHIN: Final = 2048


class UnreadablePage(TallywireError):  # noqa: N818 - it names what the page is
    """The page holds no text to read."""


class ArticleRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a source's pages are read: CSS selectors, where None leaves the part to trafilatura, and its dates.

    `text` selects the elements that are the paragraphs; `title` and `published` select text or an attribute. `dates`
    says what its texts mean by 03/04/2026; without it, figures that are so dated are put aside. `report_day` is
    "before" where reports come in the morning and close with the day before: it holds where a text states no day.
    """

    title: str | None = None
    text: str | None = None
    published: str | None = None
    dates: DateOrder | None = None
    report_day: ReportDay = "published"


def read_page(
    body: bytes, *, media_type: str | None, url: str | None, rules: ArticleRules | None, zone: ZoneInfo
) -> Page:
    """Return what a page says, its paragraphs parted by blank lines.

    Raises:
        UnreadablePage: it is too large, no text, or holds none.
    """
    if len(body) > LARGEST:
        raise UnreadablePage(f"The page is larger than {LARGEST >> 20} MB.")
    text = _text_of_pdf(body) if is_pdf(body) else decode(body, media_type)
    if not text.strip():
        raise UnreadablePage("The page is empty.")
    markup = not is_pdf(body) and _is_markup(text, media_type)
    page = _read_markup(text, url, rules or ArticleRules(), zone) if markup else _read_plain(text)
    if not page.text:
        raise UnreadablePage("The page holds no text: its layout may have changed, or it needs JavaScript.")
    return page


def _text_of_pdf(body: bytes) -> str:
    try:
        text = read_pdf(body)
    except BrokenParser as error:
        raise UnreadablePage(f"The PDF {error}.") from None
    if not text.strip():
        raise UnreadablePage("The PDF has no text layer: it holds pictures of pages.")
    return text


def _is_markup(text: str, media_type: str | None) -> bool:
    named = (media_type or "").partition(";")[0].strip().lower()
    if named in {"text/html", "application/xhtml+xml"}:
        return True
    return named != "text/plain" and _MARKUP.search(text, 0, _MARKUP_WITHIN) is not None


def _read_plain(text: str) -> Page:
    """A first line that stands apart by a blank line is the title; lines that were wrapped are joined again."""
    lines = text.strip().split("\n")
    if len(lines) > 1 and not lines[1].strip() and len(lines[0]) <= LONGEST_TITLE:
        return Page(title=_one_line(lines[0]), text=_unwrap(lines[2:]))
    return Page(title="", text=_unwrap(lines))


def _unwrap(lines: list[str]) -> str:
    """Join a line to the one before where that breaks off in mid-sentence at the width of a page."""
    joined: list[str] = []
    for line in lines:
        previous = joined[-1] if joined else ""
        if len(previous) >= WRAPPED_FROM and previous[-1] not in _ENDS and line.strip() and not _BULLET.match(line):
            joined[-1] = f"{previous} {line.strip()}"
        else:
            joined.append(line.rstrip())
    return "\n".join(joined).strip()


def _read_markup(text: str, url: str | None, rules: ArticleRules, zone: ZoneInfo) -> Page:
    selector = Selector(text=text)
    title, prose = _select(selector, rules.title), _select_paragraphs(selector, rules.text)
    moment = read_moment(_select(selector, rules.published), zone, rules.dates)
    language = (selector.xpath("/html/@lang").get() or "")[:2].lower() or None
    if not (title and prose and moment):
        moment = moment or _find_moment(selector, zone)
        found = _extract(text, url, is_dated=moment is not None)
        title = title or found[0] or _one_line(selector.xpath("//title/text()").get() or "")
        prose = prose or ("" if rules.text else found[1])
        moment = moment or read_moment(found[2], zone)
    return Page(
        title=title[:LONGEST_TITLE],
        text=prose,
        language=language,
        published_at=moment.at if moment else None,
        precision=moment.precision if moment else "day",
    )


def _select(selector: Selector, rule: str | None) -> str:
    return _one_line(selector.css(rule).get() or "") if rule else ""


def _select_paragraphs(selector: Selector, rule: str | None) -> str:
    if not rule:
        return ""
    paragraphs = (_one_line(clean(" ".join(one.xpath(".//text()").getall()))) for one in selector.css(rule))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _find_moment(selector: Selector, zone: ZoneInfo) -> Moment | None:
    """The page's own machine-readable instant; trafilatura keeps only its day."""
    for path in ("//meta[@property='article:published_time']/@content", "//time[@datetime]/@datetime"):
        moment = read_moment(selector.xpath(path).get() or "", zone)
        if moment:
            return moment
    return None


def _extract(text: str, url: str | None, *, is_dated: bool) -> tuple[str, str, str]:
    """Return title, text and date as trafilatura finds them; the date is looked for where nothing else `is_dated`.

    What else it finds of a page, its author above all, costs as much as the text, and nobody asks for it.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second that pages with selectors do not need

    try:
        tree = lxml.html.fromstring(text.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))
        found = bare_extraction(tree, url=url, include_comments=False, include_tables=True, with_metadata=not is_dated)
        named = _find_title(tree) if is_dated else ""
    except (LxmlError, ParserError, ValueError, RecursionError) as error:
        raise UnreadablePage(f"The page's markup cannot be read ({type(error).__name__}).") from None
    if found is None or isinstance(found, dict):
        return "", "", ""
    title = _one_line(found.title or named)
    lines = [line.strip() for line in clean(found.text or "").split("\n") if line.strip()]
    if lines and lines[0] == title:
        del lines[0]  # the headline within the article; its numbers would stand in the reading twice
    return title, "\n\n".join(lines), found.date or ""


def _find_title(tree: Any) -> str:
    """Return the title of a page as trafilatura finds it beside its text."""
    from trafilatura.metadata import examine_meta, extract_meta_json, extract_title  # noqa: PLC0415 - as above

    found = examine_meta(tree)
    with suppress(Exception):  # data in a script that is not what it says it is; trafilatura passes over it, too
        found = extract_meta_json(tree, found)
    return html.unescape(found.title or extract_title(tree) or "")


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", clean(text).replace("\n", " ")).strip()
