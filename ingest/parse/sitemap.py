"""Sitemaps and indexes of them, with the dates and titles of news: XML, plain lists, either of them packed by gzip."""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lxml import etree

from ingest.errors import TallywireError
from ingest.parse.characters import clean, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST: Final = 50 * 1024 * 1024
MOST: Final = 100_000
"""The protocol allows 50 MB and 50,000 addresses; twice as many are read, in case somebody counts badly."""

LONGEST: Final = 4096
_PACKED: Final = b"\x1f\x8b"
_TOO_MANY: Final = f"lists more than {MOST:,} addresses"
_QUOTED: Final = (b"<![CDATA[", b"]]>")
_BARE: Final = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_SAFE: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_FIELDS: Final = {"loc": 0, "lastmod": 1, "publication_date": 2, "title": 3}
_WITHIN: Final = frozenset({"news"})
_ROOTS: Final = frozenset({"urlset", "sitemapindex"})


class UnreadableSitemap(TallywireError):  # noqa: N818 - it names what the sitemap is
    """The body is no sitemap, or one that is too large."""


class Place(NamedTuple):
    """An address as a sitemap lists it: when it was changed, when news were published and under what title."""

    url: str
    updated: str = ""
    published: str = ""
    title: str = ""


class Sitemap(NamedTuple):
    """What a sitemap lists, in its order: pages, and further maps; `problem` says why not all of it was read."""

    pages: tuple[Place, ...]
    maps: tuple[Place, ...] = ()
    problem: str = ""


def read_sitemap(body: bytes, *, media_type: str | None = None) -> Sitemap:
    """Return what a sitemap lists. Entities are not resolved and nothing is opened, whatever the body asks for.

    Raises:
        UnreadableSitemap: it is no sitemap, or larger than sitemaps are.
    """
    if body.startswith(_PACKED):
        body = _unpack(body)
    if len(body) > LARGEST:
        raise UnreadableSitemap(f"The sitemap is larger than {LARGEST >> 20} MB.")
    if b"<" in body[:1024]:
        return _read_markup(body)
    return _read_lines(decode(body, media_type))


def _unpack(body: bytes) -> bytes:
    unpacked = bytearray()
    while body.startswith(_PACKED) and len(unpacked) <= LARGEST:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            unpacked += member.decompress(body, LARGEST + 1 - len(unpacked))
        except zlib.error:
            raise UnreadableSitemap("The sitemap is packed, and cannot be unpacked.") from None
        if not member.eof:
            break
        body = member.unused_data
    return bytes(unpacked)


def _read_markup(body: bytes) -> Sitemap:
    pages: list[Place] = []
    maps: list[Place] = []
    problem = ""
    try:
        for kind, place in _places(_escape(body)):
            if len(pages) + len(maps) == MOST:
                problem = _TOO_MANY
                break
            (pages if kind == "url" else maps).append(place)
    except etree.XMLSyntaxError as error:
        if not pages and not maps:
            raise UnreadableSitemap("The body is no sitemap: its markup cannot be read.") from None
        problem = f"breaks off in line {error.lineno}"
    return Sitemap(tuple(pages), tuple(maps), problem)


def _escape(body: bytes) -> bytes:
    """Write each & that begins no character reference as one: many do not, and no other reference has any use here."""
    if b"\x00" in body[:4]:
        return body  # UTF-16, and nobody forgets it there
    parts, at, end = [], 0, 0
    while end >= 0:
        start = body.find(_QUOTED[0], at)
        end = body.find(_QUOTED[1], start) if start >= 0 else -1
        if end < 0:
            parts.append(_BARE.sub(b"&amp;", body[at:]))
        else:
            parts += (_BARE.sub(b"&amp;", body[at:start]), body[start:end])
            at = end
    return b"".join(parts)


def _places(body: bytes) -> Iterator[tuple[str, Place]]:
    """Yield each address with the name of its element, letting go of what was read."""
    depth = 0
    for event, element in etree.iterparse(io.BytesIO(body), events=("start", "end"), **_SAFE):
        name = _name(element)
        if event == "start":
            depth += 1
            if depth == 1 and name not in _ROOTS:
                raise UnreadableSitemap(f"The body is no sitemap: it begins with <{name[:40]}>.")
            continue
        depth -= 1
        if depth != 1:
            continue
        place = _read_place(element)
        if name in {"url", "sitemap"} and 0 < len(place.url) <= LONGEST:
            yield name, place
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _read_place(element: Any) -> Place:
    found = ["", "", "", ""]
    for child in element:
        for part in child if _name(child) in _WITHIN else (child,):
            field = _FIELDS.get(_name(part))
            if field is not None:
                found[field] = " ".join(clean("".join(part.itertext())).split())
    return Place(*found)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _read_lines(text: str) -> Sitemap:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines[:10]):
        raise UnreadableSitemap("The body is no sitemap: neither markup nor a list of addresses.")
    pages = tuple(Place(line) for line in lines[:MOST] if len(line) <= LONGEST)
    return Sitemap(pages, problem=_TOO_MANY if len(lines) > MOST else "")
