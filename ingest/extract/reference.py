"""The day on which a report was made: from its own date line, from "said on Sunday", else from its publication."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from ingest.extract.datemention import DateMention
from ingest.extract.lexicon import Marks
from ingest.extract.sentences import Sentence
from ingest.extract.text import BREAK, NUMERAL, WORD, Tokens
from ingest.model import ReportDay

_OLDEST: Final = timedelta(days=62)
_SHORT_LINE: Final = 16
_LINES: Final = 8
"""How many lines at either end of a text can hold its date."""
_EARLY: Final = 8
_BEFORE: Final = 14
_AFTER: Final = 1
_SUBJECT: Final = 22
_DATELINE: Final = 8
_BYLINE: Final = 2
_STAMPS: Final = frozenset(
    {"date", "of", "publication", "published", "posted", "updated", "update", "created", "on", ":"}
)
_FRESH: Final = timedelta(days=7)
"""News tells what was said within a week."""
_AGENCY: Final = 8
_DAY: Final = timedelta(days=1)
_NOT_OWN: Final = frozenset({"since", "from", "between", "until", "to", "on", "and", "by", "|"})
_DASHES: Final = frozenset({"-", "–", "—"})
_BE: Final = frozenset({"be", "been", "being", "is", "are", "was", "were"})


class Printing(NamedTuple):
    """When a report was published, and which day it then tells of where it states none."""

    day: date
    report_day: ReportDay


@dataclass(slots=True, frozen=True)
class Reference:
    """The reference day, and the dates that only say when something was said: first token → the day, if known."""

    day: date
    spoken: Mapping[int, date | None]


@dataclass(slots=True)
class _Reports:
    """What finding the day of a report needs."""

    tokens: Tokens
    sentences: Sequence[Sentence]
    dates: Sequence[DateMention]
    marks: dict[str, Marks]
    fillers: AbstractSet[str]
    """The words that may stand between a verb of saying and its day."""
    published: date
    verbs: Marks = field(default_factory=dict)


def find_reference(
    tokens: Tokens,
    sentences: Sequence[Sentence],
    dates: Sequence[DateMention],
    marks: dict[str, Marks],
    fillers: AbstractSet[str],
    printing: Printing,
) -> Reference:
    """Find the reference day of a report."""
    published = printing.day
    reports = _Reports(tokens, sentences, dates, marks, fillers, published)
    reports.verbs = {
        place: mark
        for place, mark in marks.get("report.verbs", {}).items()
        if not (place and tokens.word[place - 1] in _BE)
    }
    openings = sorted(sentence.first for sentence in sentences)
    said = [one for one in dates if _is_of_speech(reports, one) or _is_said(reports, one, openings)]
    noted = [mention for mention in dates if _is_of_report(reports, mention)]
    noted += [mention for mention in dates if _titles_report(reports, mention)]
    own = _dateline(reports) or _date_line(reports) or _titled(reports) or _numbered(reports)
    day = own[0] if own else _first_said(reports, said)
    if day is None:
        day = published - _DAY if printing.report_day == "before" else _said_yesterday(reports, said)
        if day:
            _count_from_print(dates, (published - day).days)
    reference = day or published
    spoken = {mention.first: _day_of(mention, reference) for mention in (*said, *noted)}
    spoken.update(dict.fromkeys(own[1] if own else (), reference))
    return Reference(reference, spoken)


def _count_from_print(dates: Sequence[DateMention], days: int) -> None:
    """Let `yesterday` count from the day on which it is printed, `days` after the one that is told of."""
    for mention in dates:
        if mention.shift is not None:
            mention.shift += days


def _day_of(mention: DateMention, reference: date) -> date | None:
    span = mention.resolve(reference)
    return span[0] if span else None


def _first_said(reports: _Reports, said: Sequence[DateMention]) -> date | None:
    """The day of the first saying near the beginning of a text."""
    sentences = reports.sentences
    early = sentences[min(_EARLY, len(sentences)) - 1].last if sentences else 0
    first = next(
        (mention for mention in said if mention.first < early and _is_day(mention) and not mention.shift), None
    )
    day = _day_of(first, reports.published) if first else None
    return day if day and -_DAY <= reports.published - day <= _FRESH else None


def _said_yesterday(reports: _Reports, said: Sequence[DateMention]) -> date | None:
    """The day before, where the first sentence that tells of anything was said then: papers print a day later."""
    first = _first_of_body(reports)
    lead = next((mention for mention in said if first and first.first <= mention.first < first.last), None)
    return reports.published - _DAY if lead and lead.shift == -1 else None


def _is_day(mention: DateMention) -> bool:
    return mention.day is not None or mention.weekday is not None or mention.shift is not None


def _dateline(reports: _Reports) -> tuple[date, list[int]] | None:
    """`LANZHOU, July 23 (Agency) -- …`, `(20 November 2013) - …`, or a full date that opens the text."""
    tokens = reports.tokens
    early = reports.sentences[:_EARLY]
    for mention in reports.dates:
        if not early or mention.first >= early[-1].last:
            break
        sentence = _sentence_of(reports, mention.first)
        if sentence is None or mention.until is not None or (mention.day is None and mention.weekday is None):
            continue
        plain = [place for place in range(sentence.first, mention.first) if tokens.word[place] not in _STAMPS]
        if not _opens_paragraph(early, sentence) or not _is_lead(reports, sentence, mention, plain):
            continue
        opens = mention.whole and len(plain) <= _BYLINE and sentence is _first_of_body(reports)
        opens = opens and tokens.word[sentence.first] != "on"
        opens = opens or (sentence is _first_of_body(reports) and _follows_town(tokens, mention, sentence))
        if opens or _is_agency(tokens, mention.last, sentence.last):
            day = _day_of(mention, reports.published + _DAY * (mention.day is not None))
            if day and reports.published - day <= _OLDEST:
                beside = range(mention.first, mention.last + _AGENCY)
                return day, [
                    other.first for other in reports.dates if other.first in beside and _day_of(other, day) == day
                ]
    return None


def _follows_town(tokens: Tokens, mention: DateMention, sentence: Sentence) -> bool:
    """Whether a day stands between a town with a comma and a new beginning: `New Latmah, August 2 At least 80 …`."""
    if mention.day is None or mention.month is None or mention.first - sentence.first <= 1:
        return False
    return tokens.word[mention.first - 1] == "," and mention.last < len(tokens) and tokens.capital(mention.last)


def _opens_paragraph(early: Sequence[Sentence], sentence: Sentence) -> bool:
    """Whether a sentence of the body is the first of its line or paragraph."""
    if sentence.line == 0:
        return False
    return not any(
        one.first < sentence.first and one.paragraph == sentence.paragraph for one in early if one.line == sentence.line
    )


def _is_lead(reports: _Reports, sentence: Sentence, mention: DateMention, plain: Sequence[int]) -> bool:
    """Whether a day stands behind nothing but the name of a place, and begins no run of days."""
    runs = any(other.first == mention.last + 1 for other in reports.dates)
    if runs or mention.first - sentence.first > _DATELINE:
        return False
    tokens = reports.tokens
    return all(tokens.capital(place) or tokens.word[place] in ",(-–—./" for place in plain)


def _first_of_body(reports: _Reports) -> Sentence | None:
    return next((sentence for sentence in reports.sentences if sentence.line > 0), None)


def _sentence_of(reports: _Reports, index: int) -> Sentence | None:
    """The sentence of a token, if it is among the first."""
    return next((one for one in reports.sentences[:_EARLY] if one.first <= index < one.last), None)


def _is_agency(tokens: Tokens, index: int, last: int) -> bool:
    """Whether a dash follows, perhaps after the name of an agency in brackets."""
    if tokens.word[index : index + 1] in ([")"], [","]):
        index += 1
    if index + 1 < last and tokens.capital(index) and tokens.word[index + 1] in "-–—":
        return True  # `Tehran, Aug 12, IRNA – …`
    if tokens.word[index : index + 1] == ["("]:
        closing = (place for place in range(index, min(index + _AGENCY, last)) if tokens.word[place] == ")")
        index = next(closing, last) + 1
        return index <= last
    return index < last and tokens.word[index] in "-–—|"


def _date_line(reports: _Reports) -> tuple[date, list[int]] | None:
    """The full date that a short line at either end of the text, else the title, gives as its own."""
    tokens, sentences = reports.tokens, reports.sentences
    lines: dict[int, Sentence] = {}
    shared = {one.line for one, other in pairwise(sentences) if one.line == other.line}
    for sentence in (*sentences[:_LINES], *sentences[-_LINES:]):
        alone = sentence.line not in shared or tokens.word[sentence.first : sentence.first + 1] == ["as"]
        if sentence.line == 0 or (alone and _is_short(tokens, sentence)):
            lines.update(dict.fromkeys(range(sentence.first, sentence.last), sentence))
    candidates = []
    ends = {mention.last for mention in reports.dates}
    for mention in reports.dates:
        before = tokens.word[mention.first - 1] if mention.first else ""
        if mention.first not in lines or mention.until is not None:
            continue
        if before in _DASHES and mention.first - 1 in ends:
            continue  # a run of days ends there
        if _is_row(reports, mention, lines[mention.first]):
            continue
        if (mention.whole and before not in _NOT_OWN) or _fills(reports, mention, lines[mention.first]):
            day = _day_of(mention, reports.published)
            if day and -_DAY <= reports.published - day <= _OLDEST:
                candidates.append((lines[mention.first].line == 0, mention.first, day))
    if not candidates:
        return None
    titled, first, day = min(candidates)
    line = lines[first]
    inside = [mention.first for mention in reports.dates if line.first <= mention.first < line.last]
    return day, [first] if titled else inside


def _is_row(reports: _Reports, mention: DateMention, line: Sentence) -> bool:
    """Whether a day only opens the row of a table: `9 May 3 12 0`, `9 May 2018 | 41`."""
    tokens = reports.tokens
    if mention.first != line.first or line.line == 0:
        return False
    dated = {place for other in reports.dates for place in range(other.first, other.last)}
    behind = [place for place in range(mention.last, line.last) if tokens.kind[place] == NUMERAL and place not in dated]
    return len(behind) > 1 or (bool(behind) and "|" in tokens.word[line.first : line.last])


def _fills(reports: _Reports, mention: DateMention, line: Sentence) -> bool:
    """Whether a day without its year, and words that stamp a report, make up a line: `Situation on 14 May, 18:00`."""
    if line.line == 0 or (mention.weekday is None and (mention.day is None or mention.month is None)):
        return False
    tokens, papers = reports.tokens, reports.marks.get("report.papers", {})
    rest = (place for place in range(line.first, line.last) if not mention.first <= place < mention.last)
    return all(tokens.kind[place] != WORD or tokens.word[place] in _LINE_WORDS or place in papers for place in rest)


_LINE_WORDS: Final = _STAMPS | {
    "morning", "evening", "afternoon", "noon", "midnight", "night", "information", "operational", "figures", "overview",
    "as", "on", "at", "the", "situation", "status", "data", "hrs", "hours", "local", "time", "a", "m", "p", "am", "pm",
    "a.m", "p.m", "day", "daily", "no", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
}  # fmt: skip


def _is_short(tokens: Tokens, sentence: Sentence) -> bool:
    """Whether a line is too short to be a sentence that tells something."""
    size = sentence.last - sentence.first
    return size <= (_SHORT_LINE if tokens.word[sentence.last - 1] != "." else _SHORT_LINE // 2)


def _is_of_speech(reports: _Reports, mention: DateMention) -> bool:
    """Whether a day is that of a speech: `at a briefing on Monday`."""
    words, first = reports.tokens.word, mention.first
    return _is_day(mention) and first > 1 and words[first - 1] == "on" and words[first - 2] in _SPEECHES


def _is_said(reports: _Reports, mention: DateMention, openings: Sequence[int]) -> bool:
    """Whether a day stands with a word of saying: `said on Sunday`, `on Thursday said`, `On Friday, they said`."""
    tokens, verbs = reports.tokens, reports.verbs
    if not _is_day(mention):
        return (
            mention.first > 1 and tokens.word[mention.first - 2] in _ISSUED and tokens.word[mention.first - 1] == "in"
        )
    for place in range(mention.first - 1, max(-1, mention.first - _BEFORE), -1):
        if place in verbs:
            if tokens.word[place] in _TOLD and _is_counted(reports, place):
                return False
            return tokens.word[verbs[place][0] : verbs[place][0] + 1] != ["of"]
        if not (tokens.capital(place) or tokens.word[place] in reports.fillers):
            break
    reach = range(mention.last, min(mention.last + _AFTER, len(tokens)))
    for place in reach:
        if place in verbs and not tokens.word[place].endswith("ing"):
            return not is_inverted(tokens, place + 1)
        if tokens.kind[place] != WORD:
            break
    lead = tokens.word[_opening(openings, mention.first) : mention.first]
    return _LEADS.issuperset(lead) and _says(reports, mention.last)


def is_inverted(tokens: Tokens, index: int) -> bool:
    """Whether who said it follows, so that a day before is of what is said: `died on Friday said a monitor`."""
    return tokens.word[index : index + 1] in (["a"], ["an"]) or (
        index + 1 < len(tokens) and tokens.capital(index) and tokens.capital(index + 1)
    )


def _is_counted(reports: _Reports, place: int) -> bool:
    """Whether a participle stands behind what is counted: `3 deaths reported today` happened that day."""
    nouns = reports.marks.get("noun", {})
    near = (nouns.get(index) for index in range(max(0, place - _COUNTED), place))
    return any(noun and noun[0] == place and noun[1].fixed for noun in near)


_COUNTED: Final = 3
_TOLD: Final = frozenset({"reported", "recorded", "confirmed"})
_LEADS: Final = frozenset(
    {"on", "but", "and", "meanwhile", "earlier", "later", "also", "separately", ",", "late", "early"}
)


_SPEECHES: Final = frozenset({
    "briefing", "briefings", "statement", "conference", "communique", "communiqué", "interview", "speaking", "release",
})  # fmt: skip
_ISSUED: Final = frozenset({"published", "released", "issued", "declassified"})


def _opening(openings: Sequence[int], index: int) -> int:
    """The first token of the sentence that holds a token."""
    return openings[bisect_right(openings, index) - 1] if openings else 0


def _says(reports: _Reports, index: int) -> bool:
    """Whether the first verb of a sentence, after the day that opens it, is one of saying."""
    tokens, events = reports.tokens, reports.marks.get("event", {})
    index += tokens.word[index : index + 1] == [","]
    aside = False
    for place in range(index, min(index + _SUBJECT, len(tokens))):
        if place in reports.verbs and place > index:
            return True
        if tokens.word[place] in ("which", "who"):
            aside = True
        if aside and tokens.word[place] in ("which", "who", ","):
            continue
        if tokens.word[place] == "," and tokens.word[place + 1 : place + 2] in (["which"], ["who"]):
            continue
        if tokens.kind[place] in (NUMERAL, BREAK) or tokens.word[place] in _VERBS:
            return False
        if place in events and events[place][1].verb and not tokens.capital(place) and not aside:
            return False
    return False


_VERBS: Final = _BE | {"has", "have", "had", "that", "when", "after", "as", ",", ";", ":", ".", "“", '"'}


def _titles_report(reports: _Reports, mention: DateMention) -> bool:
    """Whether a day ends the title of a report: `Situation report: 15 May`, `Operational summary for 16 September`."""
    title = reports.sentences[0] if reports.sentences else None
    if title is None or title.line or mention.day is None or mention.until:
        return False
    closing = mention.last + (reports.tokens.word[mention.last : mention.last + 1] == [")"])
    lead = reports.tokens.word[mention.first - 1] if mention.first else ""
    if closing != title.last:
        return False
    if lead in _DASHES and any(other.last == mention.first - 1 for other in reports.dates):
        return False  # a run of days ends there
    papers = reports.marks.get("report.papers", {})
    return lead in _TITLED and (lead != "for" or any(place in papers for place in range(title.first, mention.first)))


_TITLED: Final = frozenset({":", "-", "–", "—", "(", ",", "for", "|"})


def _numbered(reports: _Reports) -> tuple[date, list[int]] | None:
    """The day that `today (12)` or `yesterday (11)` gives by its number: papers print it a day or two later."""
    tokens = reports.tokens
    for mention in reports.dates:
        if mention.shift not in (0, -1) or tokens.word[mention.last - 1] != ")":
            continue
        for back in range(_PRINTED):
            day = reports.published - back * _DAY
            if str((day + mention.shift * _DAY).day) == tokens.word[mention.last - 2].lstrip("0"):
                return day, []
    return None


_PRINTED: Final = 4
"""Within how many days papers print what was said."""


def _titled(reports: _Reports) -> tuple[date, list[int]] | None:
    """The day without its year that ends the title of a report."""
    for mention in reports.dates:
        day = _day_of(mention, reports.published) if _titles_report(reports, mention) else None
        if day and -_DAY <= reports.published - day <= _OLDEST:
            return day, [mention.first]
    return None


def _is_of_report(reports: _Reports, mention: DateMention) -> bool:
    """`our report of 26 May`, `its bulletin dated 3 June`: when an account was given, nothing that it tells."""
    papers, word = reports.marks.get("report.papers", {}), reports.tokens.word
    place = mention.first - 1
    return place > 0 and word[place] in ("of", "dated", "from") and place - 1 in papers
