"""What a web archive took of the newsroom: each page soon after it came and again a day later, and what is no page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from crawlers.rehearsal.press import OUTLETS

if TYPE_CHECKING:
    from datetime import datetime

    from crawlers.rehearsal.server import Newsroom

SOON: Final = timedelta(hours=6)
LATER: Final = timedelta(days=1)
HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Memento:
    """What an address answered at an instant."""

    url: str
    taken_at: datetime
    body: bytes
    status: int = 200
    media_type: str = HTML


def past_of(newsroom: Newsroom) -> list[Memento]:
    """Return all that an archive took of what is published, in order of time; of a corrected page both states."""
    taken = []
    for outlet in OUTLETS:
        pieces = newsroom.pieces(outlet)
        for piece in pieces:
            url, at = newsroom.url + piece.path, piece.published_at.astimezone(UTC)
            for text, after in zip(newsroom.states(piece), (SOON, LATER), strict=True):
                taken.append(Memento(url=url, taken_at=at + after, body=text.encode()))
        if pieces:
            at = pieces[0].published_at.astimezone(UTC) + LATER
            index = newsroom.answer(f"/{outlet.name}/")
            taken += [
                Memento(
                    url=f"{newsroom.url}/{outlet.name}/", taken_at=at, body=index.body, media_type=index.media_type
                ),
                Memento(url=f"{newsroom.url}/{outlet.name}/gone.html", taken_at=at, body=b"<p>No.</p>", status=404),
                Memento(url=f"https://elsewhere.example/{outlet.name}/a.html", taken_at=at, body=b"<p>Other news.</p>"),
            ]
    return sorted(taken, key=lambda one: (one.taken_at, one.url))
