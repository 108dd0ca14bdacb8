"""A way that was found becomes a source's file, with comments about what was guessed and must be checked."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import msgspec

from crawlers.discovery.zones import country_of, guess_zone
from crawlers.trial.reading import read_published

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawlers.discovery.kinds import Found
    from crawlers.source import Source

TABLES: Final = ("listing", "sitemap", "api", "article")
SHORTEST: Final = ("5m", "10m", "15m", "30m", "1h", "2h")
LONGEST: Final = ("1h", "2h", "6h", "12h", "1d")
_UNITS: Final = {"m": 60, "h": 3600, "d": 86400}
_DAY: Final = timedelta(days=1)
_PUBLIC: Final = re.compile(r"(?:^|\.)(?:gov|gob|gouv|govt|mil|int)(?:\.|$)")
_ELSEWHERE: Final = "other"
_LONGEST_ID: Final = 48


def complete(found: Found) -> Source:
    """Return what was found as a source, with the zone, rhythm and standing that it seems to have."""
    source = found.source
    guess = guess_zone(source.urls[0], (entry.published or entry.updated for entry in found.page.entries))
    source = msgspec.structs.replace(source, id=name_of(source.urls[0]), zone=guess.zone)
    rate = rate_of(found, source)
    if _PUBLIC.search(urlsplit(source.urls[0]).hostname or ""):
        source = msgspec.structs.replace(source, standing="primary", originator=source.publisher)
    expect = msgspec.structs.replace(source.expect, items_per_day=rate)
    return msgspec.structs.replace(source, schedule=schedule_of(rate), expect=expect)


def name_of(url: str) -> str:
    """Return an id for the source at an address: its host and the first folders, in letters, digits and dashes."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    words = re.findall(r"[a-z0-9]+", f"{host} {parts.path}".lower())
    return "-".join(words)[:_LONGEST_ID].strip("-") or "source"


def folder_of(url: str) -> str:
    """Return the folder in which the file of a source stands: that of its country, as far as its address tells it."""
    return country_of(url).lower() or _ELSEWHERE


def rate_of(found: Found, source: Source) -> float | None:
    """Return how many items a day an index gave, to two digits; None where its dates do not tell."""
    printed = (entry.published or entry.updated for entry in found.page.entries)
    days = sorted(day for text in printed if (day := read_published(source, text)))
    if len(days) < 2 or days[0] == days[-1]:  # noqa: PLR2004 - a rate needs two
        return None
    return float(f"{(len(days) - 1) / ((days[-1] - days[0]) / _DAY):.2g}")


def schedule_of(rate: float | None) -> str:
    """Return between which bounds a source of so many items a day should be looked at."""
    if not rate:
        return "adaptive 15m-6h"
    pause = _DAY.total_seconds() / rate
    shortest = max((one for one in SHORTEST if _seconds(one) <= pause / 4), key=_seconds, default=SHORTEST[0])
    longest = min((one for one in LONGEST if _seconds(one) >= pause * 2), key=_seconds, default=LONGEST[-1])
    return f"adaptive {shortest}-{longest}"


def write_source(found: Found, source: Source, others: Sequence[Found], *, now: datetime | None = None) -> str:
    """Return the text of a source's file."""
    listed = len(found.page.entries)
    guess = guess_zone(source.urls[0], (entry.published or entry.updated for entry in found.page.entries))
    day = (now or datetime.now(UTC)).date()
    lines = [
        f"# Drafted by tallywire sources add on {day}. Check each line, then: tallywire sources check {source.id}",
        _line("title", source.title),
        _line("publisher", source.publisher, "who publishes it"),
    ]
    if source.originator:
        lines.append(_line("originator", source.originator, "whose figures it carries where a text names nobody"))
    standing = 'it publishes its own figures; else "wire"' if source.originator else '"primary" needs an originator'
    lines += [
        _line("standing", source.standing, standing),
        _line("kind", source.kind, f"{found.how}: {listed} items" if listed else found.how),
        _line("urls", list(source.urls)),
        _line("language", source.language),
        _line("zone", source.zone, guess.why),
        _line("schedule", source.schedule),
        _line("licence", source.licence, "what its terms allow"),
    ]
    if source.allow_addresses:
        lines.append(_line("allow_addresses", list(source.allow_addresses)))
    lines.append("verified = false")
    lines += [f"# Also found: {one.source.kind}, {_plain(one.source.urls[0])}, {one.how}" for one in others]
    for name in TABLES:
        lines += _table(name, getattr(source, name))
    if source.expect.items_per_day:
        lines += ["", "[expect]", _line("items_per_day", source.expect.items_per_day)]
    return "\n".join(lines) + "\n"


def _table(name: str, rules: Any) -> list[str]:
    """The lines of a table: what is not as it is without being said."""
    if rules is None:
        return []
    usual = {field.name: field.default for field in msgspec.structs.fields(rules)}
    told = {key: value for key, value in msgspec.structs.asdict(rules).items() if value != usual[key]}
    return [
        "",
        f"[{name}]",
        *(_line(key, list(value) if isinstance(value, tuple) else value) for key, value in told.items()),
    ]


def _line(key: str, value: object, comment: str = "") -> str:
    said = f"  # {_plain(comment)}" if comment else ""
    # JSON's strings, numbers and lists are TOML's, but for one control character.
    return f"{key} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f") + said


def _plain(text: str) -> str:
    """Words from outside on one line of a comment."""
    return "".join(char if char.isprintable() else " " for char in text)


def _seconds(pause: str) -> int:
    return int(pause[:-1]) * _UNITS[pause[-1]]
