"""Where sentences, lines and paragraphs begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.extract.text import BREAK, MARK, MONTHS, NUMERAL, WORD

if TYPE_CHECKING:
    from ingest.extract.text import Tokens

_STOPS: Final = frozenset(".!?")
_CLOSERS: Final = frozenset("\"'”’»)]")
_ABBREVIATIONS: Final = frozenset({
    "mr", "mrs", "ms", "dr", "st", "no", "nos", "rs", "gen", "col", "lt", "maj", "capt", "sgt", "prof", "approx",
    "sq", "incl", "vs", "art", "fig", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec", "mt", "tel", "est", "dept",
})  # fmt: skip
_BULLETS: Final = frozenset("•*-–—·▪►🔴⭕◾✅🔹🔸➢>📊📦❌⚫🏥💉🦠🤧❗☎👉🇰🇿")
_PARAGRAPH_GAP: Final = 2
_BINDING: Final = frozenset({
    "the", "a", "an", "of", "in", "on", "at", "to", "from", "by", "for", "with", "and", "or", "but", "as", "than",
    "that", "is", "are", "was", "were", "be", "has", "have", "had", "over", "about", "some", "nearly", "almost", "its",
    "their", "his", "her", "our", "this", "these", "those", "mr", "mrs", "ms", "dr", "into", "under", "between", "near",
    "least", "|", ",", "(", "-", "–", "—", "/", "rs", "$", "₱", "€", "£", "=", "+", "➡", ":",
})  # fmt: skip
"""After these no line ends."""


class Sentence(NamedTuple):
    """A run of tokens, `first` up to `last`; `paragraph` counts blocks of text, `heading` opens the lines below it.

    `again` marks a title that the body repeats: it tells nothing new.
    """

    first: int
    last: int
    line: int
    paragraph: int
    heading: bool = False
    bullet: bool = False
    again: bool = False


def split_sentences(tokens: Tokens) -> list[Sentence]:
    """Cut tokens into sentences; a line break always ends one, a blank line (or a wide gap) ends a paragraph."""
    found: list[Sentence] = []
    first = line = paragraph = 0
    flattened = _is_flattened(tokens)
    copy, word = _find_copied_title(tokens), tokens.word
    for index, kind in enumerate(tokens.kind):
        if index in copy:
            _close(tokens, found, (first, index), line, paragraph)
            if index == copy[-1]:
                found[-1] = found[-1]._replace(again=True)
            first = max(first, index)
        if kind == BREAK:
            _close(tokens, found, (first, index), line, paragraph)
            first, line = index + 1, line + 1
            paragraph += tokens.text.count("\n", tokens.start[index], tokens.end[index]) > 1
        elif line and index - first > _DATELINE and word[index] in _ANEW and _begins_anew(tokens, index):
            _close(tokens, found, (first, index), line, paragraph)
            first = index
        elif index - first >= _LONGEST or (flattened and index > first and _is_lost_break(tokens, index)):
            _close(tokens, found, (first, index), line, paragraph)
            paragraph += index - first < _LONGEST
            first = index
        elif kind == MARK and word[index] == ")" and index - first > _DATELINE and _ends_caption(tokens, index):
            _close(tokens, found, (first, index + 1), line, paragraph)
            first = index + 1
        elif kind == MARK and tokens.word[index] in _STOPS and _ends(tokens, index):
            last = _after_closers(tokens, index + 1)
            _close(tokens, found, (first, last), line, paragraph)
            first = max(first, last)
            wide = last < len(tokens.word) and tokens.start[last] - tokens.end[last - 1] >= _PARAGRAPH_GAP
            paragraph += wide and tokens.kind[last] != BREAK
    _close(tokens, found, (first, len(tokens.word)), line, paragraph)
    return found


def _begins_anew(tokens: Tokens, index: int) -> bool:
    """Whether a capital inside a sentence shows that a stop was lost: `a rocket on Latmah Three people were hurt`."""
    if not tokens.capital(index) or index + 1 >= len(tokens) or tokens.capital(index + 1):
        return False
    if tokens.kind[index - 1] != WORD or tokens.kind[index + 1] != WORD:
        return False
    return tokens.word[index - 1] not in _BINDING and tokens.word[index - 1] not in _ANEW


def _ends_caption(tokens: Tokens, index: int) -> bool:
    """Whether a bracket ends that says whose picture it is, before a sentence: `… in Latmah (File photo) A bomb`."""
    if index + 2 >= len(tokens) or not tokens.capital(index + 1) or tokens.capital(index + 2):
        return False
    opening = next((place for place in range(index - 1, max(-1, index - _CREDIT), -1) if tokens.word[place] == "("), -1)
    return opening >= 0 and not _CREDITS.isdisjoint(tokens.word[opening:index])


_CREDIT: Final = 9
_CREDITS: Final = frozenset({"photo", "photograph", "picture", "image", "agencies", "file", "reuters", "afp", "getty"})
_DATELINE: Final = 5
_ANEW: Final = frozenset({
    "the", "an", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
})  # fmt: skip
"""What is written with a capital inside a sentence only by mistake or where another begins."""


def _find_copied_title(tokens: Tokens) -> tuple[int, ...]:
    """Where a body that says its title again, maybe behind a date or a byline, begins to do so and where it ends."""
    words = tokens.word
    size = tokens.kind.index(BREAK) if BREAK in tokens.kind else 0
    if size < _TITLE:
        return ()
    title = words[:size]
    for first in range(size + 1, min(size + 1 + _BYLINE, len(words) - size)):
        if words[first] == title[0] and words[first : first + size] == title:
            last = first + size
            return first, last + (words[last : last + 1] in ([stop] for stop in _STOPS))
    return ()


_TITLE: Final = 4
"""A shorter title may stand in a sentence by chance."""
_BYLINE: Final = 30


def _is_flattened(tokens: Tokens) -> bool:
    """Whether a text has all its paragraphs on one line, parted by wide gaps."""
    if tokens.kind.count(BREAK) > 1:
        return False
    gaps = [
        index for index in range(1, len(tokens.word)) if tokens.start[index] - tokens.end[index - 1] >= _PARAGRAPH_GAP
    ]
    wide = [index for index in gaps if BREAK not in (tokens.kind[index], tokens.kind[index - 1])]
    return len(wide) > 1 and sum(tokens.word[index - 1] in _STOPS for index in wide) > 1


def _is_lost_break(tokens: Tokens, index: int) -> bool:
    """Whether a wide gap stands where a line once ended: what follows begins anew and what precedes is complete."""
    if tokens.start[index] - tokens.end[index - 1] < _PARAGRAPH_GAP:
        return False
    if tokens.kind[index] not in (WORD, NUMERAL) or not (tokens.kind[index] == NUMERAL or tokens.capital(index)):
        return False
    return tokens.word[index - 1] not in _BINDING and tokens.kind[index - 1] in (WORD, NUMERAL, MARK)


def _close(tokens: Tokens, found: list[Sentence], span: tuple[int, int], line: int, paragraph: int) -> None:
    first, last = span
    bullet = False
    while first < last and tokens.kind[first] == MARK and _is_bullet(tokens.word[first]):
        first, bullet = first + 1, True
    if first >= last:
        return
    heading = tokens.word[last - 1] == ":" or (tokens.word[last - 1] not in _STOPS and last - first <= _HEADING)
    heading = heading or (_is_run_in(tokens, first, last) and not (found and found[-1].line == line))
    found.append(Sentence(first, last, line, paragraph, heading, bullet))


def _is_run_in(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a few words and a stop that open a line head what follows in it: `Attack on X. Five people …`."""
    return 1 < last - first <= _RUN_IN and all(tokens.kind[index] == WORD for index in range(first, last - 1))


_RUN_IN: Final = 5


def _is_bullet(mark: str) -> bool:
    """Whether a mark opens an item of a list: a dot, a dash, any pictogram."""
    return mark in _BULLETS or mark[0] >= _PICTOGRAMS


_PICTOGRAMS: Final = "\u2190"
"""From arrows on, what Unicode holds are signs and pictures (and letters, which are no marks)."""
_HEADING: Final = 9
_LONGEST: Final = 400
"""No sentence of people is longer; what is cut here keeps the work linear."""


def _after_closers(tokens: Tokens, index: int) -> int:
    while (
        index < len(tokens.word)
        and tokens.kind[index] == MARK
        and tokens.word[index] in _CLOSERS
        and tokens.glued(index)
    ):
        index += 1
    return index


def _ends(tokens: Tokens, index: int) -> bool:
    """Whether the stop at `index` ends a sentence and no abbreviation or initial."""
    after = _after_closers(tokens, index + 1)
    if after >= len(tokens.word) or tokens.kind[after] == BREAK:
        return True
    if tokens.glued(after) or (tokens.kind[after] == NUMERAL and tokens.word[index - 2 : index] == [".", "."]):
        return False  # dots may lead from a label to its number
    before = tokens.word[index - 1] if index else ""
    if tokens.word[index] == "." and index and tokens.kind[index - 1] == WORD:
        if before in _ABBREVIATIONS:
            return False
        if len(before) == 1 and (before != "m" or not tokens.capital(after) or _is_day(tokens, after)):
            return False
    if tokens.kind[after] in (WORD, NUMERAL):
        return tokens.kind[after] == NUMERAL or tokens.capital(after)
    return True


def _is_day(tokens: Tokens, index: int) -> bool:
    """Whether the day of a clock time follows it: `11 a.m. Sunday`."""
    return tokens.word[index] in MONTHS or tokens.word[index].endswith("day")
