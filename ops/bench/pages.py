"""Made-up pages of a news site: bulletins of a day and a place amid prose and the furniture that such pages have."""

from __future__ import annotations

import html
import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from crawlers.rehearsal.press import MINISTRY, ZONE, publish
from crawlers.rehearsal.truth import ORIGINATOR, Bulletin, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE: Final = 20_000
SEED: Final = 20180513
FIRST: Final = date(2016, 1, 1)
PLACES: Final = (
    "Abersil", "Bretane", "Corvald", "Dunmere", "Estoril Vale", "Fenwick", "Garrow", "Hallin", "Istrava", "Jorvale",
    "Kelmont", "Lorran", "Mirha", "Norvik", "Orlen", "Pellan", "Quarnero", "Rastova", "Selmont", "Tarsa",
)  # fmt: skip
"""So many pages appear a day, one on each place."""
WEEK: Final = 7

PROSE: Final = (
    "Crews cleared the road behind the old market while shops along the harbour opened late.",
    "The centre asks families to keep their papers at hand and to follow the signs at the crossing.",
    "Buses stood ready on the square before the school, and hot meals were handed out in the gymnasium.",
    "Engineers went on with the repair of the pumping station and of the line that feeds the bakery.",
    "Letters to the editors are read with care; those that are printed may be shortened.",
)


@dataclass(frozen=True, slots=True)
class MadePage:
    """One page: its address below a site, its day, its title and its HTML."""

    path: str
    day: date
    title: str
    body: bytes


def make_pages(count: int, size: int = SIZE) -> Iterator[MadePage]:
    """Yield `count` pages of about `size` bytes in order of day, no two alike, the same every time."""
    chance = random.Random(SEED)  # noqa: S311 - a fixed press
    told = {place: _Told(chance.randrange(1000, 9000), []) for place in PLACES}
    for number in range(count):
        days, at = divmod(number, len(PLACES))
        day, place = FIRST + timedelta(days), PLACES[at]
        yield _lay_out(number, Bulletin(day=day, statements=told[place].report(chance, place)), place, size)


@dataclass(slots=True)
class _Told:
    """What was told of one place so far: how many came back in all, and how many left each day."""

    back: int
    left: list[int]

    def report(self, chance: random.Random, place: str) -> tuple[Statement, ...]:
        self.left.append(chance.randrange(120, 4000))
        returned = chance.randrange(60, 400)
        self.back += returned
        statements = [
            Statement(say="left_place", value=self.left[-1], origin=place),
            Statement(say="left_zone_since", value=sum(self.left), origin=place, since=FIRST),
            Statement(say="returned", value=returned, destination=place),
            Statement(say="returned_in_all", value=self.back, destination=place),
            Statement(say="kits", value=chance.randrange(50, 900), location=place),
            Statement(say="treated", value=chance.randrange(80, 300), location=place, children=chance.randrange(5, 70)),
        ]
        if len(self.left) % WEEK == 0:
            statements.append(Statement(say="left_week", value=sum(self.left[-WEEK:]), origin=place))
        return tuple(statements)


def _lay_out(number: int, bulletin: Bulletin, place: str, size: int) -> MadePage:
    piece = publish(MINISTRY, bulletin)
    title = f"{place}: bulletin of the {ORIGINATOR}"
    told = [text for n, one in enumerate(piece.paragraphs) for text in (one, " ".join(PROSE[n % 2 : n % 2 + 3]))]
    prose = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in told)
    stamp = datetime.combine(bulletin.day, datetime.min.time().replace(hour=18), ZONE).isoformat()
    head = f'<meta charset="utf-8"><title>{title} - Harbour Courier</title>'
    head += f'<meta property="article:published_time" content="{stamp}">'
    article = f'<article><h1>{title}</h1><time datetime="{stamp}">{bulletin.day}</time>{prose}</article>'
    page = f'<!doctype html><html lang="en"><head>{head}</head><body>{_menu()}<main>{article}</main>{{}}</body></html>'
    return MadePage(
        path=f"/news/{bulletin.day.isoformat()}/{number}.html",
        day=bulletin.day,
        title=title,
        body=page.format(_furniture(size - len(page))).encode(),
    )


@cache
def _menu() -> str:
    rows = "".join(f'<li class="entry"><a href="/section/{name.lower()}/">{name}</a></li>' for name in PLACES)
    return f'<header><nav class="menu"><ul>{rows}</ul></nav></header>'


@cache
def _furniture(size: int) -> str:
    """Return what stands beside an article, of about `size` bytes: teasers, and a script."""
    teaser = (
        '<div class="teaser"><a href="/news/older/{0}.html"><img src="/pictures/{0}.jpg" alt="">'
        "<h3>Older news of the region</h3></a><p>What was told before, in short.</p></div>"
    )
    teasers, script = [], "var later = function (act) { return window.setTimeout(act, 0); };\n"
    while sum(map(len, teasers)) < size // 2:
        teasers.append(teaser.format(len(teasers)))
    rest = max(0, size - sum(map(len, teasers)))
    return f"<aside>{''.join(teasers)}</aside><script>{script * (rest // len(script))}</script><footer>The end</footer>"
