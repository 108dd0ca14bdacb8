"""The newsroom's indexes of other kinds: JSON and RDF feeds, maps, an API, a channel, a calendar, numbered pages."""

from __future__ import annotations

import gzip
import html
import json
import re
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

from crawlers.rehearsal.index import PAGE, write_listing
from crawlers.rehearsal.press import FIRST_POST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crawlers.rehearsal.press import Outlet, Piece

    Answer = tuple[bytes, str]


class Asked(NamedTuple):
    """What is asked for: a path and its query."""

    path: str
    query: dict[str, str]


XML: Final = "application/xml; charset=utf-8"
HTML: Final = "text/html; charset=utf-8"
MAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"


def write_kind(outlet: Outlet, pieces: Sequence[Piece], target: str, base: str) -> Answer | None:
    """Return what an index of `outlet` over `pieces`, newest first, answers, and its media type; None where it is none.

    `target` is the path that is asked for, with its query; `base` the newsroom's address.
    """
    parts = urlsplit(target)
    asked = Asked(parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()})
    writer = _WRITERS.get(outlet.kind)
    return writer(outlet, pieces, asked, base) if writer else None


def _json_feed(outlet: Outlet, pieces: Sequence[Piece], asked: Asked, base: str) -> Answer | None:
    if asked.path != f"/{outlet.name}/":
        return None
    start = int(asked.query.get("after", "0"))
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.title,
        "items": [
            {
                "id": base + piece.path,
                "url": base + piece.path,
                "title": piece.title,
                "content_text": piece.paragraphs[0],
                "date_published": piece.published_at.isoformat(),
            }
            for piece in pieces[start : start + PAGE]
        ],
    }
    if start + PAGE < len(pieces):
        feed["next_url"] = f"{base}/{outlet.name}/?after={start + PAGE}"
    return json.dumps(feed).encode(), "application/feed+json"


def _rdf(outlet: Outlet, pieces: Sequence[Piece], asked: Asked, base: str) -> Answer | None:
    if asked.path != f"/{outlet.name}/":
        return None
    items = "".join(
        f'<item rdf:about="{base}{piece.path}"><title>{html.escape(piece.title)}</title><link>{base}{piece.path}</link>'
        f"<dc:date>{piece.published_at.isoformat()}</dc:date></item>\n"
        for piece in pieces
    )
    text = (
        '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="{base}/"><title>{outlet.title}</title><link>{base}/</link></channel>\n{items}</rdf:RDF>'
    )
    return text.encode(), "application/rdf+xml"


def _sitemap(outlet: Outlet, pieces: Sequence[Piece], asked: Asked, base: str) -> Answer | None:
    """An index of maps, one a month, those of past months packed; it leads to itself, too, and to a page of 2999."""
    months = {name: list(found) for name, found in groupby(pieces, key=lambda piece: f"{piece.day:%Y-%m}")}
    names = {f"/{outlet.name}/{name}.xml{'.gz' if n else ''}": name for n, name in enumerate(months)}
    if asked.path == f"/{outlet.name}/sitemap.xml":
        maps = [(f"{base}{one}", months[name][0].published_at.isoformat()) for one, name in names.items()]
        rows = "".join(_row("sitemap", *one) for one in [*maps, (f"{base}{asked.path}", "2999-01-01")])
        return f'<sitemapindex xmlns="{MAP}">{rows}</sitemapindex>'.encode(), XML
    if asked.path not in names:
        return None
    rows = "".join(
        _row("url", base + piece.path, piece.published_at.isoformat()) for piece in months[names[asked.path]]
    )
    rows += _row("url", f"{base}/{outlet.name}/about.html", "2999-01-01")
    rows += _row("url", f"{base}/{outlet.name}/2999-draft-1.html", "")
    body = f'<urlset xmlns="{MAP}">{rows}</urlset>'.encode()
    return (gzip.compress(body, mtime=0), "application/gzip") if asked.path.endswith(".gz") else (body, XML)


def _news(outlet: Outlet, pieces: Sequence[Piece], asked: Asked, base: str) -> Answer | None:
    if asked.path != f"/{outlet.name}/news.xml":
        return None
    rows = "".join(
        f"<url><loc>{base}{piece.path}</loc><n:news><n:publication><n:name>{outlet.title}</n:name>"
        f"<n:language>en</n:language></n:publication><n:title>{html.escape(piece.title)}</n:title>"
        f"<n:publication_date>{piece.published_at.isoformat()}</n:publication_date></n:news></url>"
        for piece in pieces[:PAGE]
    )
    return f'<urlset xmlns="{MAP}" xmlns:n="{NEWS}">{rows}</urlset>'.encode(), XML


def _row(name: str, url: str, changed: str) -> str:
    return f"<{name}><loc>{url}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</{name}>"


def _api(outlet: Outlet, pieces: Sequence[Piece], asked: Asked, base: str) -> Answer | None:
    if asked.path != f"/{outlet.name}/":
        return None
    days = (asked.query.get("from", "0001-01-01"), asked.query.get("to", "9999-12-31"))
    found = [piece for piece in pieces if days[0] <= f"{piece.published_at:%Y-%m-%d}" <= days[1]]
    start = int(asked.query.get("offset", "0"))
    answer: dict[str, Any] = {
        "totalCount": len(found),
        "links": {},
        "data": [
            {
                "id": str((piece.day - FIRST_POST).days),
                "fields": {
                    "id": (piece.day - FIRST_POST).days,
                    "url": base + piece.path,
                    "title": piece.title,
                    "date": {"created": piece.published_at.isoformat()},
                    "body-html": "".join(f"<p>{html.escape(one)}</p>" for one in piece.paragraphs),
                },
            }
            for piece in found[start : start + PAGE]
        ],
    }
    if start + PAGE < len(found):
        kept = "".join(f"&{name}={value}" for name, value in asked.query.items() if name != "offset")
        answer["links"]["next"] = {"href": f"{base}/{outlet.name}/?offset={start + PAGE}{kept}"}
    return json.dumps(answer).encode(), "application/json"


def _telegram(outlet: Outlet, pieces: Sequence[Piece], asked: Asked, base: str) -> Answer | None:
    """The newest messages at the foot of the page, each third day a picture without a word before it."""
    if asked.path != f"/s/{outlet.name}":
        return None
    before = int(asked.query.get("before", str(10**9)))
    shown = [piece for piece in pieces if (piece.day - FIRST_POST).days < before][:PAGE]
    first = (shown[-1].day - FIRST_POST).days if shown else 0
    older = any((piece.day - FIRST_POST).days < first for piece in pieces)
    link = f'<a class="tme_messages_more" data-before="{first}" href="/s/{outlet.name}?before={first}"></a>'
    messages = "".join(_message(outlet, piece, base) for piece in reversed(shown))
    return f"<!doctype html><html><body>{link if older else ''}{messages}</body></html>".encode(), HTML


def _message(outlet: Outlet, piece: Piece, base: str) -> str:
    said = "<br/><br/>".join(html.escape(one) for one in piece.paragraphs)
    picture = (
        f'<div class="tgme_widget_message" data-post="{outlet.name}/{(piece.day - FIRST_POST).days * 10 + 1}">'
        '<a class="tgme_widget_message_photo_wrap"></a></div>'
    )
    return (
        f'{picture if piece.day.day % 3 == 0 else ""}<div class="tgme_widget_message" data-post="{piece.path[1:]}">'
        f'<div class="tgme_widget_message_text js-message_text">{said}</div><span class="tgme_widget_message_meta">'
        f'<a class="tgme_widget_message_date" href="{base}{piece.path}">'
        f'<time datetime="{piece.published_at.isoformat()}"></time></a></span></div>\n'
    )


def _calendar(outlet: Outlet, pieces: Sequence[Piece], asked: Asked, base: str) -> Answer | None:
    """A page for each day there ever was, each with a link to the day before."""
    if asked.path == f"/{outlet.name}/":
        return write_listing(outlet, pieces[:PAGE], None).encode(), HTML
    found = re.fullmatch(rf"/{outlet.name}/(\d{{4}})/(\d\d)/(\d\d)/", asked.path)
    if found is None:
        return None
    day = date(int(found[1]), int(found[2]), int(found[3]))
    before = f"{base}/{outlet.name}/{day - timedelta(days=1):%Y/%m/%d}/"
    shown = [piece for piece in pieces if piece.published_at.date() == day]
    return write_listing(outlet, shown, before).encode(), HTML


def _numbered(outlet: Outlet, pieces: Sequence[Piece], asked: Asked, base: str) -> Answer | None:  # noqa: ARG001 - all writers are asked alike
    start = (int(asked.query.get("page", "1")) - 1) * PAGE
    if asked.path != f"/{outlet.name}/" or (start and start >= len(pieces)):
        return None
    return write_listing(outlet, pieces[start : start + PAGE], None).encode(), HTML


_WRITERS: Final[dict[str, Callable[[Outlet, Sequence[Piece], Asked, str], Answer | None]]] = {
    "json_feed": _json_feed,
    "rdf": _rdf,
    "sitemap": _sitemap,
    "news": _news,
    "api": _api,
    "telegram": _telegram,
    "calendar": _calendar,
    "pdf": _numbered,
}
