"""Days, months and years that a text names, as written; a reference day then says which ones are meant."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Final

from ingest.extract.text import CLOCK, MONTHS, NUMERAL, WORD

if TYPE_CHECKING:
    from ingest.extract.text import Tokens

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
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2100
_LAST_DAY: Final = 31
_ORDINALS: Final = frozenset({"st", "nd", "rd", "th"})
_JOINTS: Final = frozenset({"and", "to", "-", "–", "—", "until", "through"})


@dataclass(slots=True)
class DateMention:
    """A date as written, tokens `first` up to `last`; what it leaves unsaid is None.

    `until` is the day on which a run of days ends ("4 to 10 March"); `shift` counts days from the reference day.
    """

    first: int
    last: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    shift: int | None = None
    until: int | None = None
    back: int | None = None
    """How many years before the reference day's: `in January this year`, `December 17 last year`."""
    weeks: int = 0
    """How many weeks before the last such day: `Thursday last week`."""

    @property
    def whole(self) -> bool:
        """Whether it names one full date with its year."""
        return None not in (self.year, self.month, self.day)

    def resolve(self, reference: date, *, ahead: bool = False) -> tuple[date, date] | None:
        """First and last day meant; without a year the last on or before (`ahead`: after) the reference day."""
        if self.shift is not None:
            day = reference + timedelta(days=self.shift)
            return day, day
        if self.month is None and self.day is None and self.weekday is not None:
            back = (reference.weekday() - self.weekday) % 7
            day = reference + timedelta(days=(7 - back) % 7 if ahead and not self.weeks else -back)
            if self.weeks:
                day = reference - timedelta(days=reference.weekday() - self.weekday + 7 * self.weeks)
            return day, day
        if self.back is not None:
            return self._in_year(reference.year - self.back)
        if self.year is not None:
            return self._in_year(self.year)
        for year in (reference.year, reference.year + 1) if ahead else (reference.year, reference.year - 1):
            span = self._in_year(year)
            if span and (span[self.day is None] >= reference if ahead else span[0] <= reference):
                return span
        return None

    def _in_year(self, year: int) -> tuple[date, date] | None:
        if self.month is None:
            return date(year, 1, 1), date(year, 12, 31)
        last = monthrange(year, self.month)[1]
        if self.day is None:
            return date(year, self.month, 1), date(year, self.month, last)
        until = self.until or self.day
        if max(self.day, until) > last:
            return None
        return date(year, self.month, self.day), date(year, self.month, until)


def find_dates(tokens: Tokens) -> list[DateMention]:
    """All dates in order; no token belongs to two."""
    found: list[DateMention] = []
    free = 0
    for index in tokens.find(_OPENERS):
        mention = _read(tokens, index) if index >= free else None
        if mention:
            _relate(tokens, mention)
            found.append(mention)
            free = mention.last
    return found


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
    last, year = _year_after(tokens, index + 1)
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
    if len(parts[0]) > 2:  # noqa: PLR2004 - a year has four digits
        parts.reverse()
    day, month, year = (int(part) for part in parts)
    year += _CENTURY * (year < 100)  # noqa: PLR2004 - two digits
    if "/" in word and day <= max(MONTHS.values()):
        return None  # day or month first: nobody can tell
    return _checked(DateMention(index, index + 1, year, month, day))


_CENTURY: Final = 2000


def _day_first(tokens: Tokens, index: int) -> DateMention | None:
    day = read_day(tokens, index)
    if day is None:
        return None
    after = _past_ordinal(tokens, index + 1)
    until = None
    if tokens.word[after : after + 1] and tokens.word[after] in _JOINTS and after + 1 < len(tokens):
        until = read_day(tokens, after + 1)
        if until is None or until <= day:
            return None
        after = _past_ordinal(tokens, after + 2)
    if tokens.word[after : after + 1] == ["of"]:
        after += 1
    month = _month_at(tokens, after)
    if month is None:
        return None
    last, year = _year_after(tokens, after + 1)
    return _checked(DateMention(index, last, year, month, day, until=until))


def _month_first(tokens: Tokens, index: int) -> DateMention | None:
    month, after = MONTHS[tokens.word[index]], index + 1
    if tokens.word[after : after + 1] == ["."]:
        after += 1
    day = read_day(tokens, after) if after < len(tokens) else None
    if day is not None and tokens.word[index - 1 : index] == ["of"] and _counts(tokens, after + 1):
        day = None  # "at the end of April 14 people died"
    if day is None:
        last, year = _year_after(tokens, after)
        if tokens.word[index] == "may" and year is None and not _after_preposition(tokens, index):
            return None
        return DateMention(index, last if year else index + 1, year, month)
    after = _past_ordinal(tokens, after + 1)
    until = None
    parted = not tokens.glued(after) and _counts(tokens, after + 2)  # "COLOMBO, June 5 – 12 people were killed"
    runs = after + 1 < len(tokens) and tokens.word[after] in ("-", "–", "to") and not parted
    if runs and (end := read_day(tokens, after + 1)):
        until, after = (end, after + 2) if end > day else (None, after)
    elif after + 1 < len(tokens) and tokens.word[after] == "and" and (end := read_day(tokens, after + 1)):
        between = tokens.word[index - 1 : index] == ["between"] and end > day
        if (between or end == day + 1) and not _counts(tokens, after + 2):
            until, after = end, after + 2
    last, year = _year_after(tokens, after)
    return _checked(DateMention(index, last, year, month, day, until=until))


def _counts(tokens: Tokens, index: int) -> bool:
    """Whether a number before a token counts something: `On May 4 and 5 people died` tells of five people."""
    word = tokens.word[index] if index < len(tokens) and tokens.kind[index] == WORD else ""
    return word.endswith("s") or word in _COUNTED


_COUNTED: Final = frozenset({"people", "men", "women", "children", "more", "other", "others", "police", "civilians"})


def _after_preposition(tokens: Tokens, index: int) -> bool:
    return index > 0 and tokens.word[index - 1] in _MONTH_OPENERS


_MONTH_OPENERS: Final = frozenset({
    "in", "since", "of", "from", "to", "until", "during", "by", "through", "late", "early", "last", "mid",
    "throughout",
})  # fmt: skip


def _weekday(tokens: Tokens, index: int) -> DateMention | None:
    weekday, after = _WEEKDAYS[tokens.word[index]], index + 1
    joined = after + 1 if tokens.word[after : after + 1] == [","] else after
    if joined < len(tokens):
        dated = _day_first(tokens, joined) if tokens.kind[joined] == NUMERAL else None
        if dated is None and _month_at(tokens, joined) is not None:
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
        if tokens.kind[last] == NUMERAL and read_day(tokens, last) is None and _year(tokens, last) is None:
            break
        if tokens.kind[last] == WORD and tokens.word[last] not in MONTHS and tokens.word[last] not in _ORDINALS:
            break
    return index


_BRACKETED: Final = 8
_HALVES: Final = (["morning"], ["afternoon"], ["evening"], ["night"])


def _year_alone(tokens: Tokens, index: int) -> DateMention | None:
    """A bare year after a word that announces one."""
    year = _year(tokens, index)
    if year is None or index == 0:
        return None
    runs = index > 1 and tokens.word[index - 1] in _JOINTS and _year(tokens, index - 2) is not None
    if not runs and tokens.word[index - 1] not in _YEAR_OPENERS:
        return None
    return DateMention(index, index + 1, year)


_YEAR_OPENERS: Final = frozenset({
    "in", "since", "between", "of", "year", "until", "from", "during", "by", "early", "late", "mid", "throughout",
    "for",
})  # fmt: skip


def _year_after(tokens: Tokens, index: int) -> tuple[int, int | None]:
    """The token after a year that may stand at `index`, and the year."""
    place = index + 1 if tokens.word[index : index + 1] in ([","], ["."], ["of"]) else index
    if place < len(tokens) and (year := _year(tokens, place)) is not None:
        return place + 1, year
    return index, None


def _year(tokens: Tokens, index: int) -> int | None:
    word = tokens.word[index]
    if tokens.kind[index] != NUMERAL or len(word) != len("2018") or not word.isdecimal():
        return None
    return int(word) if _FIRST_YEAR <= int(word) <= _LAST_YEAR else None


def read_day(tokens: Tokens, index: int) -> int | None:
    """Return the day of the month that stands in digits at a token."""
    word = tokens.word[index] if index < len(tokens) and tokens.kind[index] == NUMERAL else ""
    if not 0 < len(word) <= 2 or not word.isdecimal():  # noqa: PLR2004 - two digits
        return None
    return int(word) if 0 < int(word) <= _LAST_DAY else None


def _past_ordinal(tokens: Tokens, index: int) -> int:
    if index < len(tokens) and tokens.glued(index) and tokens.word[index] in _ORDINALS:
        return index + 1
    return index


def _month_at(tokens: Tokens, index: int) -> int | None:
    if index < len(tokens) and tokens.kind[index] == WORD and tokens.capital(index):
        return MONTHS.get(tokens.word[index])
    return None


def _checked(mention: DateMention) -> DateMention | None:
    """Refuse a day that no calendar has: 31 February, month 13."""
    if mention.month is None or not 1 <= mention.month <= max(MONTHS.values()):
        return None
    longest = monthrange(mention.year or _LEAP, mention.month)[1]
    if mention.day is not None and not 1 <= max(mention.day, mention.until or 1) <= longest:
        return None
    return mention


_LEAP: Final = 2000
