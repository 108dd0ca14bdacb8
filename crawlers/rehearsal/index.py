"""The newsroom's indexes: the ministry's listing, the wires' feeds; older pages behind a link."""

from __future__ import annotations

import html
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawlers.rehearsal.press import Outlet, Piece

PAGE: Final = 5


def write_index(outlet: Outlet, pieces: Sequence[Piece], number: int, base: str) -> tuple[str, str]:
    """Return page `number` (from 1) of an outlet's index over `pieces`, newest first, and its media type."""
    shown = pieces[(number - 1) * PAGE : number * PAGE]
    older = f"{base}/{outlet.name}/?page={number + 1}" if number * PAGE < len(pieces) else None
    match outlet.kind:
        case "rss":
            return _rss(outlet, shown, older, base), "application/rss+xml; charset=utf-8"
        case "atom":
            return _atom(outlet, shown, older, base), "application/atom+xml; charset=utf-8"
    return write_listing(outlet, shown, older), "text/html; charset=utf-8"


def write_listing(outlet: Outlet, shown: Sequence[Piece], older: str | None) -> str:
    """Return a page that lists `shown` and leads to older ones."""
    rows = "".join(
        f'<article><a href="{piece.path}">{html.escape(piece.title)}</a>'
        f'<time datetime="{piece.published_at.isoformat()}">{piece.day}</time></article>\n'
        for piece in shown
    )
    following = f'<a class="older" href="{older}">Older bulletins</a>' if older else ""
    hidden = '<a href="/private/drafts">Drafts</a>'
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{outlet.title}</title></head>'
        f"<body><h1>{outlet.title}</h1>\n{rows}{following}{hidden}</body></html>"
    )


def _rss(outlet: Outlet, shown: Sequence[Piece], older: str | None, base: str) -> str:
    items = "".join(
        f"<item><title>{html.escape(piece.title)}</title><link>{base}{piece.path}</link>"
        f"<guid>{base}{piece.path}</guid><pubDate>{format_datetime(piece.published_at)}</pubDate></item>\n"
        for piece in shown
    )
    following = f'<atom:link rel="next" href="{older}"/>' if older else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>{outlet.title}</title><link>{base}/</link><description>News</description>{following}\n{items}</channel></rss>"
    )


def _atom(outlet: Outlet, shown: Sequence[Piece], older: str | None, base: str) -> str:
    entries = "".join(
        f'<entry><title>{html.escape(piece.title)}</title><id>{base}{piece.path}</id><link href="{base}{piece.path}"/>'
        f"<published>{piece.published_at.isoformat()}</published><updated>{piece.published_at.isoformat()}</updated></entry>\n"
        for piece in shown
    )
    following = f'<link rel="next" href="{older}"/>' if older else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{outlet.title}</title><id>{base}/{outlet.name}</id>{following}\n{entries}</feed>"
    )
