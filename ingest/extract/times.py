"""The periods that a text names: what was said of when, as codes and days of the guidelines."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - a table of functions is typed where it stands
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ingest.extract.calendars import Calendar, Time
from ingest.extract.dateparts import read_day
from ingest.extract.moments import read_as_of, read_deadline, read_until
from ingest.extract.stretches import STRETCH_READERS
from ingest.extract.text import CLOCK, NUMERAL
from ingest.extract.totals import read_since, share_onsets

if TYPE_CHECKING:
    from datetime import date

    from ingest.extract.datemention import DateMention
    from ingest.model import Period


def find_times(calendar: Calendar) -> list[Time]:
    """All periods in order; no token belongs to two."""
    found: list[Time] = []
    free, words, dates = 0, calendar.tokens.word, calendar.dates
    for index in [place for place, word in enumerate(words) if word in _READERS or place in dates]:
        if index < free:
            continue
        reader = _READERS.get(words[index])
        time = reader(calendar, index) if reader else None
        if time is None and index in dates:
            time = _plain(calendar, dates[index], index)
        if time is None:
            continue
        time = _since_onset(calendar, time) or time
        time.against = _measures_change(words, time.first)
        if not time.idle and (not time.against or _counts(calendar, time)):
            time.relative = _is_relative(words, time.first)
            found.append(time)
        free = time.last
    return share_onsets(found)


def _since_onset(calendar: Calendar, time: Time) -> Time | None:
    """A total since what began on a day: `the campaign that began on 5 May has reached 300`; else nothing's day."""
    words, first = calendar.tokens.word, time.first
    if time.start is None or time.period not in ("day", "month", "year"):
        return None
    begun = next((place for place in range(first - 1, max(_ONSET, first - _CLAUSE), -1) if words[place] in _BEGAN), 0)
    between = words[begun + 1 : first]
    if not begun or _WHICH.isdisjoint(words[begun - _ONSET : begun]) or not _APART.isdisjoint(between):
        return None
    after = words[time.last : time.last + _SOON]
    if "far" in after:
        return None
    perfect = _PERFECT.intersection(after[1:2] if after[:1] == [","] else after[:1])
    return replace(time, period="since", end=None, running=True) if perfect else replace(time, idle=True)


_ONSET: Final = 2
_CLAUSE: Final = 9
_APART: Final = frozenset({",", ".", ";", "and", "but", "when", "after", "that", "which", "who"})
_SOON: Final = 5
_BEGAN: Final = frozenset({"began", "begun", "commenced", "started", "erupted", "broke", "launched"})
_WHICH: Final = frozenset({"that", "which"})
_PERFECT: Final = frozenset({"has", "have"})


def _is_relative(words: list[str], index: int) -> bool:
    """Whether a relative pronoun opens the clause of a token."""
    for place in range(index - 1, max(-1, index - _ASIDE), -1):
        if words[place] in _PRONOUNS:
            return True
        if words[place] in _BREAKS:
            return False
    return False


_ASIDE: Final = 10
_PRONOUNS: Final = frozenset({"which", "who", "whom", "whose"})
_BREAKS: Final = frozenset({".", ";", ":", ",", "\n", "(", ")"})


def _counts(calendar: Calendar, time: Time) -> bool:
    """Whether a count of a period stands with it: `18 percent fewer than in April (55,420)`."""
    tokens, place = calendar.tokens, time.last
    place += tokens.word[place : place + 1] == ["("]
    return place < len(tokens) and place > time.last and tokens.kind[place] == NUMERAL


def _measures_change(words: list[str], index: int) -> bool:
    """Whether a period is what a change is measured against: `down 8 percent from the previous day`."""
    for place in range(index, max(-1, index - _CHANGE), -1):
        if words[place] in _AGAINST:
            return not _SHARES.isdisjoint(words[max(0, place - _CHANGE + 1) : place])
    return False


_CHANGE: Final = 4
_AGAINST: Final = frozenset({"from", "than", "compared", "against", "on", "over", "versus"})
_SHARES: Final = frozenset({"percent", "%", "per", "cent", "pct"})


def _from(calendar: Calendar, index: int) -> Time | None:
    """`from … to …`, `between … and …`, `from … to date`."""
    first = calendar.date_at(index + 1)
    if first is None or first.shift is not None:
        return None
    tokens, joint = calendar.tokens, first.last
    if first.day is None and first.weekday is not None and (day := read_day(tokens, joint)):
        first, joint = replace(first, weekday=None, day=day), joint + 1  # from Tuesday 5 to Monday 11 November
    if tokens.word[joint : joint + 2] in (["to", "date"], ["until", "now"]):
        start = first.resolve(calendar.reference)
        return Time(index, joint + 2, "since", start[0] if start else None, running=True)
    second = calendar.date_at(joint + 1, far=True) if tokens.word[joint : joint + 1] in _TO else None
    if second is None and tokens.word[joint : joint + 1] in _TO:
        second = _month_end(calendar, joint + 1)
    second = second if second and second.first <= joint + _CLOSE + 1 else None
    ahead = calendar.ahead(index)
    if second is None:
        span = first.resolve(calendar.reference, ahead=ahead) if first.until else None
        return Time(index, first.last, "span", span[0], span[1]) if span else None
    end = second.resolve(calendar.reference, ahead=ahead)
    if end is None:
        return None
    if first.month is None and first.weekday is not None:
        start = first.resolve(end[1])
    else:
        start = _start(first, second, end[1])
    if start and end[1] >= calendar.reference and (end[1] - start[0]).days > _LONG_RUN and _sums_up(calendar, index):
        return Time(index, second.last, "since", start[0], end[1], running=True)
    return Time(index, second.last, "span", start[0] if start else None, end[1])


def _sums_up(calendar: Calendar, index: int) -> bool:
    """Whether a total leads to a run of days: `Total losses from 24 February to 3 May`."""
    return not _SUMS.isdisjoint(calendar.tokens.word[max(0, index - _LEAD) : index])


_SUMS: Final = frozenset({"total", "overall", "cumulative", "altogether"})
_LEAD: Final = 8
_LONG_RUN: Final = 31


def _start(first: DateMention, second: DateMention, end: date) -> tuple[date, date] | None:
    """The day on which a run of days begins that ends on `end`: `28 December to 3 January 2024` begins in 2023."""
    first = replace(first, month=first.month or second.month)
    start = replace(first, year=first.year or second.year).resolve(end)
    if start and start[0] > end and first.year is None and second.year is not None:
        return replace(first, year=second.year - 1).resolve(end)
    return start


_TO: Final = (["to"], ["and"], ["until"], ["till"], ["through"], ["-"], ["–"])


def _so_far(calendar: Calendar, index: int) -> Time | None:
    """`so far`, `to date`, `until now`: a total; `so far this year`, `thus far in May`: a total of that period."""
    words = calendar.tokens.word
    if words[index : index + 2] not in _SO_FAR and words[index : index + 3] != ["up", "to", "now"]:
        if words[index : index + 2] == ["up", "to"] and index + 2 in calendar.dates:
            return read_until(calendar, index, index + 2)
        deadline = read_deadline(calendar, index) if words[index] == "until" else None
        return deadline or (_through_day(calendar, index) if words[index] in ("until", "till") else None)
    place = index + 2 + (words[index] == "up")
    reader = _READERS.get(words[place]) if place < len(words) else None
    mention = calendar.dates.get(place + 1) if words[place : place + 1] == ["in"] else None
    period = _plain(calendar, mention, place + 1) if mention else reader(calendar, place) if reader else None
    if period and period.period in ("month", "year", "week", "since") and not period.idle:
        return replace(period, first=index, running=period.period != "week")
    return Time(index, place, "total", running=True)


_SO_FAR: Final = (["so", "far"], ["thus", "far"], ["this", "far"], ["to", "date"], ["until", "now"], ["till", "now"])


def _plain(calendar: Calendar, mention: DateMention, index: int) -> Time | None:
    """A date by itself: a day, a month, a year."""
    span = mention.resolve(calendar.reference, ahead=calendar.ahead(index))
    if span is None:
        return None
    start, end = span
    if through := _through(calendar, mention, index):
        return through
    first = index - 1 if index and calendar.tokens.word[index - 1] in ("on", "in", "during", "at") else index
    if mention.until:
        return Time(first, mention.last, "span", start, end)
    if mention.day is not None or mention.weekday is not None or mention.shift is not None:
        return Time(first, mention.last, "day", start, end)
    code: Period = "month" if mention.month is not None else "year"
    if not calendar.ahead(index):
        end = min(end, max(calendar.reference, start))
    return Time(first, mention.last, code, start, end)


def _through(calendar: Calendar, mention: DateMention, index: int) -> Time | None:
    """`31 July to 2 August`, `28 February – 4 March`: a run of days in two months."""
    words = calendar.tokens.word
    joint = _past_clock(calendar, mention.last)
    if mention.day is None and not mention.until and joint + 1 < len(words):
        return _through_months(calendar, mention, index) or _weekdays(calendar, mention, index)
    if mention.day is None or mention.until or words[joint : joint + 1] not in _RUN:
        return None
    second = calendar.date_at(joint + 1, far=joint > mention.last)
    if second is None or second.day is None or second.first > joint + _CLOSE:
        return None
    end = second.resolve(calendar.reference, ahead=calendar.ahead(index))
    start = _start(mention, second, end[1]) if end else None
    if end is None or start is None or start[0] > end[1]:
        return None
    return Time(index, second.last, "span", start[0], end[1])


def _through_months(calendar: Calendar, mention: DateMention, index: int) -> Time | None:
    """`June to November 2023`, `January–March`, `May to the end of July`: a run of months."""
    words = calendar.tokens.word
    joint = words[mention.last : mention.last + 1]
    if mention.weekday is not None or mention.shift is not None or not (joint in _RUN or joint == ["and"]):
        return None
    second = _month_end(calendar, mention.last + 1)
    if second is None or second.day is not None or (second.month is None) != (mention.month is None):
        return None
    end = second.resolve(calendar.reference, ahead=calendar.ahead(index))
    start = _start(mention, second, end[1]) if end else None
    if joint == ["and"] and start and end and start[1] + timedelta(days=1) != end[0]:
        return None
    return Time(index, second.last, "span", start[0], end[1]) if start and end and start[0] < end[1] else None


def _month_end(calendar: Calendar, place: int) -> DateMention | None:
    """The month that ends a run, perhaps after `the end of`."""
    words = calendar.tokens.word
    if words[place : place + 3] == ["the", "end", "of"]:
        place += 3
    elif words[place : place + 2] == ["end", "of"] or words[place : place + 2] == ["end", "-"]:
        place += 2
    return calendar.dates.get(place)


def _weekdays(calendar: Calendar, mention: DateMention, index: int) -> Time | None:
    """`Saturday and Sunday`, `Friday to Monday`, `Thursday and Friday`: days of a week that follow each other."""
    words = calendar.tokens.word
    second = calendar.dates.get(mention.last + 1)
    if mention.weekday is None or second is None or second.weekday is None or mention.month is not None:
        return None
    if words[mention.last] not in _BOTH or second.day is not None:
        return None
    ahead = calendar.ahead(index)
    end = second.resolve(calendar.reference, ahead=ahead)
    start = mention.resolve(end[1]) if end else None
    if end is None or start is None:
        return None
    follows = (end[1] - start[0]).days == 1
    if not follows and words[mention.last] in ("and", "&", "/"):
        return None
    return Time(index - (index > 0 and words[index - 1] == "on"), second.last, "span", start[0], end[1])


_BOTH: Final = frozenset({"and", "&", "/", "to", "until", "till", "through", "-", "–"})


def _past_clock(calendar: Calendar, place: int) -> int:
    """Past the clock time that follows a day: `13 May, 06:00 to 14 May, 06:00`."""
    tokens = calendar.tokens
    after = place + (tokens.word[place : place + 1] == [","])
    return after + 1 if after < len(tokens.word) and tokens.kind[after] == CLOCK else place


def _starting(calendar: Calendar, index: int) -> Time | None:
    """`starting from 1 May`: since that day, where no other ends it."""
    words = calendar.tokens.word
    mention = calendar.date_at(index + 1 + (words[index + 1 : index + 2] == ["from"]))
    span = mention.resolve(calendar.reference) if mention and not calendar.ahead(index) else None
    if mention is None or span is None or mention.until or words[mention.last : mention.last + 1] in _RUN:
        return None
    return Time(index, mention.last, "since", span[0], running=True)


def _through_day(calendar: Calendar, index: int) -> Time | None:
    """`through 14 May`, `until 14 May` with nothing before it that begins: as of that day."""
    mention = calendar.dates.get(index + 1)
    span = mention.resolve(calendar.reference) if mention and not calendar.ahead(index) else None
    return read_until(calendar, index, index + 1) if span and span[0] == span[1] else None


_CLOSE: Final = 3
_RUN: Final = (["to"], ["until"], ["till"], ["through"], ["-"], ["–"], ["—"])
_READERS: Final[dict[str, Callable[[Calendar, int], Time | None]]] = {
    "since": read_since,
    "from": _from,
    "between": _from,
    "as": read_as_of,
    "by": read_deadline,
    "before": read_deadline,
    "starting": _starting,
    "through": _through_day,
    **STRETCH_READERS,
    **dict.fromkeys(("so", "thus", "to", "till", "until", "up"), _so_far),
}
