"""Days, months and years that a text names, as written; a reference day then says which ones are meant."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from ingest.extract.datemention import AMBIGUOUS, DateMention, doubt_impossible
from ingest.extract.dateparts import (
    DAY_DIGITS,
    ORDINALS,
    read_day,
    read_month,
    read_year,
    read_year_after,
    skip_ordinal,
)
from ingest.extract.text import CLOCK, MONTHS, NUMERAL, WORD

if TYPE_CHECKING:
    from ingest.extract.text import Tokens
    from ingest.model import DateOrder

_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tue", "tues"),
            ("wednesday", "wed"),
            ("thursday", "thu", "thurs"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
_POSSESSIVES: Final = {f"{name}s": number for name, number in _WEEKDAYS.items() if name.endswith("day")}
"""Some papers lose the apostrophe: `Saturdays blast`."""
_RELATIVE: Final = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_JOINTS: Final = frozenset({"and", "to", "-", "–", "—", "until", "through"})


def find_dates(tokens: Tokens, order: DateOrder | None = None) -> list[DateMention]:
    """All dates in order; no token belongs to two. `order` says what the publisher means by 03/04/2026."""
    found: list[DateMention] = []
    free = 0
    for index in tokens.find(_OPENERS):
        mention = _read(tokens, index) if index >= free else None
        if mention:
            _relate(tokens, mention)
            if order and mention.doubt == AMBIGUOUS:
                _settle_order(mention, order)
            found.append(mention)
            free = mention.last
    return found


def _settle_order(mention: DateMention, order: DateOrder) -> None:
    mention.doubt = None
    if order == "month-first":
        mention.day, mention.month = mention.month, mention.day


def _read(tokens: Tokens, index: int) -> DateMention | None:
    kind = tokens.kind[index]
    if kind == NUMERAL:
        return _day_first(tokens, index) or _year_alone(tokens, index)
    return _digits(tokens, index) if kind == CLOCK else _in_words(tokens, index)


def _in_words(tokens: Tokens, index: int) -> DateMention | None:
    word = tokens.word[index]
    if word in MONTHS and tokens.capital(index):
        return _month_first(tokens, index)
    if word in _WEEKDAYS and tokens.capital(index):
        return _weekday(tokens, index)
    if word in _POSSESSIVES and tokens.capital(index) and tokens.word[index - 1] != "on":
        return DateMention(index, index + 1, weekday=_POSSESSIVES[word])
    if word in _PARTS_OF_MONTHS:
        return _part_of_month(tokens, index)
    if word in _RELATIVE:
        return DateMention(index, _bracketed_day(tokens, index + 1), shift=_RELATIVE[word])
    return None


def _relate(tokens: Tokens, mention: DateMention) -> None:
    """Take in the words that say which year or week is meant: `this year`, `last week`."""
    place = mention.last
    place += tokens.word[place : place + 1] == ["of"]
    which, unit = tokens.word[place : place + 1], tokens.word[place + 1 : place + 2]
    if not which or not unit or which[0] not in _BACK:
        return
    if unit[0] == "year" and mention.year is None and mention.month is not None:
        mention.back, mention.last = _BACK[which[0]], place + 2
    elif unit[0] == "week" and mention.month is None and mention.weekday is not None:
        mention.weeks, mention.last = _BACK[which[0]], place + 2


_BACK: Final = {"this": 0, "last": 1, "next": -1}


def _part_of_month(tokens: Tokens, index: int) -> DateMention | None:
    """`mid-July`: the month."""
    month = _PARTS_OF_MONTHS[tokens.word[index]]
    last, year = read_year_after(tokens, index + 1)
    return DateMention(index, last if year else index + 1, year, month)


_PARTS_OF_MONTHS: Final = {
    f"{part}-{name}": month for part in ("mid", "early", "late") for name, month in MONTHS.items()
}
_OPENERS: Final = frozenset(chain(MONTHS, _WEEKDAYS, _POSSESSIVES, _PARTS_OF_MONTHS, _RELATIVE))
"""The words that a date can begin with."""


def _digits(tokens: Tokens, index: int) -> DateMention | None:
    word = tokens.word[index]
    parts = word.replace(".", "-").replace("/", "-").split("-")
    if len(parts) != len(("day", "month", "year")) or ":" in word:
        return None
    if len(parts[0]) > DAY_DIGITS:
        parts.reverse()
    day, month, year = (int(part) for part in parts)
    year += _CENTURY * (year < _SHORT)
    if "/" in word and day <= max(MONTHS.values()) < month:
        day, month = month, day
    mention = doubt_impossible(DateMention(index, index + 1, year, month, day))
    if "/" in word and day <= max(MONTHS.values()) and day != month:
        mention.doubt = mention.doubt or AMBIGUOUS
    return mention


_CENTURY: Final = 2000
_SHORT: Final = 100
"""A smaller year is written with its last two digits."""


def _day_first(tokens: Tokens, index: int) -> DateMention | None:
    day = read_day(tokens, index)
    if day is None:
        return None
    after = skip_ordinal(tokens, index + 1)
    until = None
    if tokens.word[after : after + 1] and tokens.word[after] in _JOINTS and after + 1 < len(tokens):
        until = read_day(tokens, after + 1)
        if until is None or until <= day:
            return None
        after = skip_ordinal(tokens, after + 2)
    if tokens.word[after : after + 1] == ["of"]:
        after += 1
    month = read_month(tokens, after)
    if month is None:
        return None
    last, year = read_year_after(tokens, after + 1)
    return doubt_impossible(DateMention(index, last, year, month, day, until=until))


def _month_first(tokens: Tokens, index: int) -> DateMention | None:
    month, after = MONTHS[tokens.word[index]], index + 1
    if tokens.word[after : after + 1] == ["."]:
        after += 1
    day = read_day(tokens, after) if after < len(tokens) else None
    if day is not None and tokens.word[index - 1 : index] == ["of"] and _counts(tokens, after + 1):
        day = None  # "at the end of April 14 people died"
    if day is None:
        last, year = read_year_after(tokens, after)
        if tokens.word[index] == "may" and year is None and not _after_preposition(tokens, index):
            return None
        return DateMention(index, last if year else index + 1, year, month)
    after = skip_ordinal(tokens, after + 1)
    until = None
    parted = not tokens.glued(after) and _counts(tokens, after + 2)  # "COLOMBO, June 5 – 12 people were killed"
    runs = after + 1 < len(tokens) and tokens.word[after] in ("-", "–", "to") and not parted
    if runs and (end := read_day(tokens, after + 1)):
        until, after = (end, after + 2) if end > day else (None, after)
    elif after + 1 < len(tokens) and tokens.word[after] == "and" and (end := read_day(tokens, after + 1)):
        between = tokens.word[index - 1 : index] == ["between"] and end > day
        if (between or end == day + 1) and not _counts(tokens, after + 2):
            until, after = end, after + 2
    last, year = read_year_after(tokens, after)
    return doubt_impossible(DateMention(index, last, year, month, day, until=until))


def _counts(tokens: Tokens, index: int) -> bool:
    """Whether a number before a token counts something: `On May 4 and 5 people died` tells of five people."""
    word = tokens.word[index] if index < len(tokens) and tokens.kind[index] == WORD else ""
    return word.endswith("s") or word in _COUNTED


_COUNTED: Final = frozenset({"people", "men", "women", "children", "more", "other", "others", "police", "civilians"})


def _after_preposition(tokens: Tokens, index: int) -> bool:
    joined = index > 1 and tokens.word[index - 1] in ("and", "-", "–") and tokens.word[index - 2] in MONTHS
    return joined or (index > 0 and tokens.word[index - 1] in _MONTH_OPENERS)


_MONTH_OPENERS: Final = frozenset({
    "in", "since", "of", "from", "to", "until", "during", "by", "through", "late", "early", "last", "mid",
    "throughout",
})  # fmt: skip


def _weekday(tokens: Tokens, index: int) -> DateMention | None:
    weekday, after = _WEEKDAYS[tokens.word[index]], index + 1
    joined = after + 1 if tokens.word[after : after + 1] == [","] else after
    if joined < len(tokens):
        dated = _day_first(tokens, joined) if tokens.kind[joined] == NUMERAL else None
        if dated is None and read_month(tokens, joined) is not None:
            dated = _month_first(tokens, joined)
        if dated and dated.day is not None:
            dated.first, dated.weekday = index, weekday
            return dated
    return DateMention(index, _bracketed_day(tokens, after), weekday=weekday)


def _bracketed_day(tokens: Tokens, index: int) -> int:
    """Past the day that some papers add: `Saturday (14)`, `today (Jan.19)`, `Sunday evening (November 30, 2025)`."""
    start = index + (tokens.word[index : index + 1] in _HALVES)
    if tokens.word[start : start + 1] != ["("]:
        return index
    for last in range(start + 1, min(start + _BRACKETED, len(tokens))):
        if tokens.word[last] == ")":
            return last + 1
        if tokens.kind[last] == NUMERAL and read_day(tokens, last) is None and read_year(tokens, last) is None:
            break
        if tokens.kind[last] == WORD and tokens.word[last] not in MONTHS and tokens.word[last] not in ORDINALS:
            break
    return index


_BRACKETED: Final = 8
_HALVES: Final = (["morning"], ["afternoon"], ["evening"], ["night"])


def _year_alone(tokens: Tokens, index: int) -> DateMention | None:
    """A bare year after a word that announces one."""
    year = read_year(tokens, index)
    if year is None or index == 0:
        return None
    runs = index > 1 and tokens.word[index - 1] in _JOINTS and read_year(tokens, index - 2) is not None
    if not runs and tokens.word[index - 1] not in _YEAR_OPENERS:
        return None
    return DateMention(index, index + 1, year)


_YEAR_OPENERS: Final = frozenset({
    "in", "since", "between", "of", "year", "until", "from", "during", "by", "early", "late", "mid", "throughout",
    "for",
})  # fmt: skip
