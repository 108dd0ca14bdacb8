"""Totals that count from a day or an event: `since 28 February`, `since the start of the year`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ingest.extract.calendars import Calendar, Time
from ingest.extract.text import WORD

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ingest.extract.datemention import DateMention
    from ingest.model import Period

_DAY: Final = timedelta(days=1)
_LABEL_WORDS: Final = 16


def read_since(calendar: Calendar, index: int) -> Time | None:
    """`since D`, `since then`, `since the start of the year`, `since the ceasefire (D)`."""
    tokens, after = calendar.tokens, index + 1
    if tokens.word[after : after + 1] == ["then"]:
        return Time(index, after + 1, "since", running=True, again=True)
    if index and tokens.word[index - 1] in _HAVE:
        return None
    mention = calendar.date_at(after, far=True)
    if mention and mention.shift in (0, -1):  # since dawn today, since yesterday
        code: Period = "24h" if mention.shift else "day"
        return Time(index, mention.last, code, calendar.reference + mention.shift * _DAY, calendar.reference)
    if mention:
        return _from_day(calendar, index, mention)
    if begun := _end_of(calendar, after) or _beginning(calendar, after):
        return Time(index, begun[1], "since", begun[0], running=True)
    done = after < len(tokens.word) and _is_participle(tokens.word[after])  # "one of them since confirmed"
    return None if done else _from_event(calendar, index)


def _end_of(calendar: Calendar, after: int) -> tuple[date, int] | None:
    """`the end of May`: its last day, and the token after the words."""
    words = calendar.tokens.word
    after += words[after : after + 1] == ["the"]
    mention = calendar.dates.get(after + 2) if words[after : after + 2] == ["end", "of"] else None
    span = mention.resolve(calendar.reference) if mention else None
    return (span[1], mention.last) if mention and span else None


def _is_participle(word: str) -> bool:
    return word in _DONE or (word.endswith("ed") and len(word) > _SHORTEST)


_DONE: Final = frozenset({"been", "become", "died", "left", "gone", "risen", "fallen", "grown", "dropped"})
_SHORTEST: Final = 4


def _from_day(calendar: Calendar, index: int, mention: DateMention) -> Time:
    """Since a day; `since 8 May when` tells of that day alone."""
    span = mention.resolve(calendar.reference)
    comma = calendar.tokens.word[mention.last : mention.last + 1] == [","]
    place = mention.last + comma
    if span and calendar.tokens.word[place : place + 1] in (["when"], ["where"]) and not _begins(calendar, place):
        return Time(index, mention.last, "day" if span[0] == span[1] else "month" if mention.month else "year", *span)
    idle = _is_superlative(calendar, index)
    return Time(index, mention.last, "since", span[0] if span else None, running=True, idle=idle)


def _begins(calendar: Calendar, place: int) -> bool:
    """Whether a clause tells what began on a day: `since Tuesday, when the incursion began`."""
    return not _BEGUN.isdisjoint(calendar.tokens.word[place : place + _BEGINNING])


_BEGINNING: Final = 10


def _from_event(calendar: Calendar, index: int) -> Time | None:
    tokens, after = calendar.tokens, index + 1
    last, words = _label_end(calendar, after)
    if last == after:
        return None
    begun = not _BEGUN.isdisjoint(tokens.word[after:last])
    words += 2 * (begun and tokens.word[last : last + 1] in (["in"], ["on"]))
    dated = next((calendar.dates[place] for place in range(after, words) if place in calendar.dates), None)
    placed = tokens.word[last : last + 1] == ["in"] and tokens.capital(last + 1)  # since the talks in X in December
    dated = dated or (_onset(calendar, last) if begun or placed else None)
    span = dated.resolve(calendar.reference) if dated else None
    last = max(last, dated.last) if dated else last
    idle, label = "first" in tokens.word[max(0, index - _FAR) : index], tokens.slice(after, last)
    return Time(index, last, "since", span[0] if span else None, running=True, label=label, idle=idle)


def _onset(calendar: Calendar, place: int) -> DateMention | None:
    """The day on which something began, told behind how: `since the war erupted with protests in March 2011`."""
    tokens = calendar.tokens
    for index in range(place, min(place + _LABEL_WORDS, len(tokens) - 1)):
        if tokens.kind[index] != WORD:
            return None
        if tokens.word[index] in ("in", "on") and index + 1 in calendar.dates:
            return calendar.dates[index + 1]
    return None


def share_onsets(times: Sequence[Time]) -> list[Time]:
    """Give totals since an event the day that the text says elsewhere for it: `since the truce` of 27 November."""
    known = [(_names(time), time.start) for time in times if time.label and time.start]
    if not known:
        return list(times)
    return [
        replace(time, start=_start_of(_names(time), known)) if time.label and time.start is None else time
        for time in times
    ]


def _names(time: Time) -> frozenset[str]:
    """What a total counts from, in words; all words for a war are one."""
    words = frozenset((time.label or "").lower().split())
    return (words - _NAMELESS - _WARS) | (frozenset({"war"}) if words & _WARS else frozenset())


def _start_of(names: frozenset[str], known: Sequence[tuple[frozenset[str], date]]) -> date | None:
    return next((start for others, start in known if names & others), None)


_WARS: Final = frozenset({
    "war", "fighting", "conflict", "hostilities", "battle", "battles", "clashes", "violence", "uprising", "crisis",
    "unrest", "offensive", "invasion", "revolt", "insurgency", "escalation",
})  # fmt: skip
_NAMELESS: Final = frozenset({
    "the", "a", "an", "of", "in", "on", "at", "between", "and", "its", "their", "this", "began", "begin", "begun",
    "started", "start", "beginning", "outbreak", "broke", "out", "erupted", "launched", "onset", "took", "effect",
    "declared", "was", "were", "had", "has", "resumed", "civil", "first", "last", "to", "by", "with", "from",
})  # fmt: skip
_BEGUN: Final = frozenset({
    "began", "started", "erupted", "launched", "start", "beginning", "outbreak", "onset", "took", "declared",
    "flared", "resumed", "escalated", "invaded",
})  # fmt: skip
_HAVE: Final = frozenset({"has", "have", "had", "'s", "ever", "long"})


def _is_superlative(calendar: Calendar, index: int) -> bool:
    """Whether `since` only says of how long something is the greatest: `the strongest rainfall since 2008`."""
    words = calendar.tokens.word
    before = range(max(0, index - _SUPERLATIVE), index)
    return any(words[place] in _EXTREMES or words[place].endswith("iest") for place in before)


_FAR: Final = 11
_SUPERLATIVE: Final = 9
_EXTREMES: Final = frozenset({
    "biggest", "largest", "strongest", "worst", "highest", "lowest", "most", "fewest", "greatest", "longest",
    "smallest", "hardest", "fastest", "sharpest", "best", "first", "steepest", "severest", "wettest", "hottest",
})  # fmt: skip


def _beginning(calendar: Calendar, place: int) -> tuple[date, int] | None:
    """`the start of the year`, `the beginning of this month`: the day, and the token after the words."""
    words, reference = calendar.tokens.word, calendar.reference
    place += words[place : place + 1] == ["the"]
    if words[place : place + 1] not in (["start"], ["beginning"], ["onset"]) or words[place + 1 : place + 2] != ["of"]:
        return None
    place += 2
    place += words[place : place + 1] in (["the"], ["this"])
    unit = words[place] if place < len(words) else ""
    days = {"year": reference.replace(month=1, day=1), "month": reference.replace(day=1)}
    days["week"] = reference - timedelta(days=reference.weekday())
    return (days[unit], place + 1) if unit in days else None


def _label_end(calendar: Calendar, index: int) -> tuple[int, int]:
    """Where the words of an event end, and how far to look for its date (it may stand in brackets)."""
    tokens, last = calendar.tokens, index
    while last < len(tokens) and last - index < _LABEL_WORDS and (tokens.kind[last] == WORD or last in calendar.dates):
        paired = tokens.word[last] == "and" and "between" in tokens.word[index:last]  # since the war between X and Y
        if tokens.word[last] in _LABEL_STOPS and last > index + 1 and not paired:
            break
        last = calendar.dates[last].last if last in calendar.dates else last + 1
    bracketed = last + 2 if tokens.word[last : last + 1] == ["("] else last
    return last, bracketed


_LABEL_STOPS: Final = frozenset({"and", "while", "with", "in", "as"})
