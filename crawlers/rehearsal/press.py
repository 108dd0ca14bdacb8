"""How the press tells it: the ministry's bulletins, and wires that copy them in styles of their own."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from crawlers.rehearsal.truth import ORIGINATOR, phrases

if TYPE_CHECKING:
    from crawlers.rehearsal.truth import Bulletin, Statement

ZONE: Final = ZoneInfo("Europe/Moscow")
WORDS_OF: Final = {"over": "more than "}
HEADLINE_FROM: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Somebody who publishes. `wording` picks among the sentences; `hours` is how long after the bulletin it comes."""

    name: str
    title: str
    wire: bool
    kind: str
    wording: int = 0
    hours: int = 0
    most: int = 99
    reverse: bool = False
    city: str = ""


MINISTRY: Final = Outlet(name="ministry", title="Ministry: bulletins of the Centre", wire=False, kind="listing")
WIRES: Final = (
    Outlet(name="harbour", title="Harbour Wire", wire=True, kind="rss", wording=0, hours=1, city="HARBOUR CITY"),
    Outlet(name="meridian", title="Meridian News", wire=True, kind="atom", wording=1, hours=2, city="MERIDIAN", most=6),
    Outlet(
        name="lantern", title="Lantern Post", wire=True, kind="rss", wording=1, hours=3, city="NORTHPORT", reverse=True
    ),
)
OUTLETS: Final = (MINISTRY, *WIRES)
CHANNEL: Final = Outlet(name="centre_daily", title="The Centre's channel", wire=False, kind="telegram", hours=4)
PRINT: Final = Outlet(name="printer", title="Ministry: printed bulletins", wire=False, kind="pdf", hours=5)
OTHERS: Final = (
    Outlet(name="courier", title="Evening Courier", wire=True, kind="json_feed", wording=1, hours=1, city="COURIER"),
    Outlet(name="gazette", title="Hill Gazette", wire=True, kind="rdf", wording=0, hours=2, city="HILLTOP", most=5),
    Outlet(name="beacon", title="Coast Beacon", wire=True, kind="sitemap", wording=1, hours=3, city="BEACON BAY"),
    Outlet(name="tribune", title="River Tribune", wire=True, kind="news", hours=4, city="RIVERTON", reverse=True),
    Outlet(name="relief", title="Relief Reports", wire=True, kind="api", wording=1, hours=5, city="ALDERTON"),
    Outlet(name="almanac", title="Day by Day", wire=True, kind="calendar", wording=0, hours=2, city="OLD TOWN", most=4),
    CHANNEL,
    PRINT,
)
"""One outlet for each kind of source that the four do not have."""

ALL: Final = (*OUTLETS, *OTHERS)
FIRST_POST: Final = date(2010, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One published page."""

    outlet: Outlet
    day: date
    title: str
    paragraphs: tuple[str, ...]
    published_at: datetime

    @property
    def path(self) -> str:
        """Where it stands on the server."""
        if self.outlet.kind == "telegram":
            return f"/{self.outlet.name}/{(self.day - FIRST_POST).days}"
        return f"/{self.outlet.name}/{self.day.isoformat()}.{'pdf' if self.outlet.kind == 'pdf' else 'html'}"

    def page(self) -> str:
        """Return it as HTML, a wire's with the furniture that such pages have."""
        prose = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in self.paragraphs)
        stamp = self.published_at.isoformat()
        head = f'<meta charset="utf-8"><title>{html.escape(self.title)} - {self.outlet.title}</title>'
        if not self.outlet.wire:
            head = f'<h1>{html.escape(self.title)}</h1><time datetime="{stamp}">{self.day}</time>'
            body = f'{head}<div class="text">{prose}</div>'
            return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'
        head += f'<meta property="article:published_time" content="{stamp}">'
        menu = '<nav><a href="/">Home</a> <a href="/private/readers">Readers</a></nav>'
        body = f"<header>{menu}</header><main><article><h1>{html.escape(self.title)}</h1>{prose}</article></main>"
        body += "<footer><p>All rights reserved by the editors of this page.</p></footer>"
        return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def publish(outlet: Outlet, bulletin: Bulletin) -> Piece:
    """Return an outlet's page on a bulletin."""
    published_at = datetime.combine(bulletin.day, time(18), ZONE) + timedelta(hours=outlet.hours)
    piece = Piece(outlet=outlet, day=bulletin.day, title="", paragraphs=(), published_at=published_at)
    if not outlet.wire:
        return replace(
            piece,
            title=f"Bulletin of the {ORIGINATOR}, {_date(bulletin.day)}",
            paragraphs=tuple(_tell(one, outlet, bulletin.day) for one in bulletin.statements),
        )
    chosen = list(bulletin.statements[: outlet.most])
    if outlet.reverse:
        chosen.reverse()
    told = [_tell(one, outlet, bulletin.day) for one in chosen]
    dateline = f"{outlet.city} ({outlet.title}) – "
    return replace(piece, title=_headline(chosen, outlet), paragraphs=(dateline + told[0], *told[1:]))


def _headline(statements: list[Statement], outlet: Outlet) -> str:
    """Return a headline; the first outlet rounds the day's largest departure as headlines do."""
    daily = [one for one in statements if one.say == "left" and one.value >= HEADLINE_FROM and one.qualifier == "exact"]
    if outlet.wording == 0 and daily:
        largest = max(daily, key=lambda one: one.value)
        rounded = largest.value // 100 * 100
        if rounded != largest.value:
            return f"Over {rounded:,} people leave {_the(largest.origin or '')} in past 24 hours"
    return f"{ORIGINATOR} reports on the day"


def _tell(statement: Statement, outlet: Outlet, day: date) -> str:
    wordings = phrases()[statement.say]["wire" if outlet.wire else "ministry"]
    number = (not outlet.wire and statement.printed) or f"{statement.value:,}"
    value = WORDS_OF.get(statement.qualifier, "") + number
    if value == "1":
        value = "one"
    return str(
        wordings[outlet.wording % len(wordings)].format(
            value=value,
            Value=value[0].upper() + value[1:],
            children=f", including {statement.children} children," if statement.children else "",
            the_origin=_the(statement.origin or ""),
            destination=_the(statement.destination or ""),
            via=statement.via,
            where=f" in {_the(statement.location)}" if statement.location else "",
            since=_date(statement.since) if statement.since else "",
            today=f"{day:%A}",
            yesterday=f"{day - timedelta(days=1):%A}",
            said=f"the {ORIGINATOR} said on {day:%A}",
        )
    )


def _the(name: str) -> str:
    return f"the {name}" if name.endswith("zone") else name


def _date(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
