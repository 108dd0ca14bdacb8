"""A text as light tokens: parallel lists of kind, normalised word and offsets, in one linear pass.

Kinds are one letter each: `d` a numeral in digits, `t` a date or clock time in digits, `w` a word, `p` any other
visible character, `n` line breaks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest.extract.stacks import find_stacked

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

NUMERAL: Final = "d"
WORD: Final = "w"
MARK: Final = "p"
BREAK: Final = "n"
CLOCK: Final = "t"

MONTHS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}

# Every repetition below is bounded or consumes what no other branch can, so that a hostile text costs linear time.
_SPACES: Final = "[ \u00a0\u2009\u202f]"
_NUMERALS: Final = (
    r"\d{1,3}(?:,\d{3}){1,6}\.[ ]\d{1,3}(?=[ ](?:t|tons?|tonnes?|kg|ha|hectares?|km|mln|million|billion)\b)",  # a slip
    r"\d{1,3}(?:[,٬]\d{3}){1,6}(?:[.٫]\d{1,9})?(?![\d])",
    r"\d{1,3},[ ]\d{3}(?:,\d{3}){0,5}(?=[ ][A-Za-z])",  # 17, 029 people: the same
    r"\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)",
    rf"\d{{1,3}}(?:{_SPACES}\d{{3}}){{1,6}}(?:[.,]\d{{1,9}})?(?![\d])",
    r"\d{1,3}(?:\.\d{3}){2,6}(?!\d)",
    r"\d{1,3}(?:['’]\d{3}){1,6}(?!\d)",
    r"\d{1,12}[.٫]\d{1,12}(?![\d.])",
    r"\d{1,12},\d{1,2}(?![\d,])",
    r"\d+",
)
_CLOCKS: Final = (
    r"\d{4}-\d{2}-\d{2}(?![\d-])",
    r"\d{1,2}[./]\d{1,2}[./]\d{4}(?!\d)",
    r"\d{1,2}\.\d{2}\.\d{2}(?![\d.])",
    r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)",
    r"24/7(?!\d)",
)
_HIDDEN: Final = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_LETTER: Final = r"[^\W\d_]"
_LETTERS: Final = rf"[A-Za-z]*+{_LETTER}*+"
# The commonest come first, words, digits and marks with nothing special about them: reading is half this search.
_TOKEN: Final = re.compile(
    r"[ ]?(?:([A-Za-z]++(?=[ .,]|\Z))|(\d++(?=[.,;:]?[ ][A-Za-z]|\)))|([,.();:])"
    rf"|((?={_LETTER}){_LETTERS}(?:(?:[\u0300-\u036f\u00ad\u200d]+|['’ʼ‘`\-‐‑](?!s\b)(?={_LETTER})){_LETTERS})*)"
    rf"|(\n\s*)|(?=\d)(?:({'|'.join(_CLOCKS)})|({'|'.join(_NUMERALS)}))[⁰¹²³⁴-⁹]{{0,3}}"  # with the mark of a note
    rf"|(['’]s\b)|([^\s{_HIDDEN}]))"
)
_KINDS: Final = ("", WORD, NUMERAL, MARK, WORD, BREAK, CLOCK, NUMERAL, WORD, MARK)  # by number of group
_PLAIN: Final = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "`": "'", "‐": "-", "‑": "-", "\u00ad": None, "\u200d": None}
)
# What a number after a word only counts off, so that a comma parts it from the next: "week 19, 214 cases".
_NUMBERED: Final = frozenset(
    {*MONTHS, "the", "week", "day", "no", "phase", "section", "age", "aged", "bulletin", "wave", "round"}
)


@dataclass(slots=True)
class Tokens:
    """Parallel lists; `word` is case-folded with plain apostrophes and hyphens, `capitals` marks words of names.

    A name begins with a word in upper case, or with a particle joined to one (`ar-Rastan`).
    """

    text: str
    kind: list[str]
    word: list[str]
    start: list[int]
    end: list[int]
    capitals: list[bool]
    digits: list[int]
    """The tokens in digits: numerals, dates, clock times."""
    capital: Callable[[int], bool] = field(init=False, repr=False, compare=False)
    """Whether a token is a word that begins a name."""

    def __post_init__(self) -> None:
        self.capital = self.capitals.__getitem__  # asked so often that a method around it would show

    def __len__(self) -> int:
        return len(self.kind)

    def find(self, words: Container[str]) -> list[int]:
        """The tokens in digits and those that are one of some words, so that a stage visits only what concerns it."""
        found = [index for index, word in enumerate(self.word) if word in words]
        return sorted(self.digits + found)

    def glued(self, index: int) -> bool:
        """Whether token `index` touches the one before it."""
        return 0 < index < len(self.kind) and self.start[index] == self.end[index - 1]

    def slice(self, first: int, last: int) -> str:
        """The letters of the text from token `first` up to, not including, token `last`."""
        return self.text[self.start[first] : self.end[last - 1]]


_PARTICLE: Final = 3
_SIMPLE: Final = 1
_IN_DIGITS: Final = frozenset({NUMERAL, CLOCK})


_HIDDEN_ONE: Final = re.compile(rf"[{_HIDDEN}]")
_HIDDEN_RUN: Final = re.compile(rf"[{_HIDDEN}]+(?=[\d,.])")


def tokenise(text: str) -> Tokens:
    """Cut a text into tokens; white space, zero-width and direction marks are left out, also from within numbers."""
    hidden = [] if text.isascii() or not _HIDDEN_ONE.search(text) else _find_hidden(text)
    tokens = Tokens(_leave_out(text, hidden), [], [], [], [], [], [])
    _cut(tokens)
    if stacked := find_stacked(tokens.text):
        _join_lines(tokens, stacked)
    if hidden:
        tokens.text = text
        _move(tokens, hidden)
    return tokens


def _join_lines(tokens: Tokens, stacked: Container[int]) -> None:
    """Leave out the breaks between numbers and what they count."""
    lists = (tokens.kind, tokens.word, tokens.start, tokens.end, tokens.capitals)
    breaks = [index for index, kind in enumerate(tokens.kind) if kind == BREAK and tokens.start[index] in stacked]
    for index in reversed(breaks):
        for values in lists:
            del values[index]
    tokens.digits = [index - bisect_left(breaks, index) for index in tokens.digits]


def _find_hidden(text: str) -> list[tuple[int, int]]:
    """Where invisible characters stand within a number."""
    runs = (match.span() for match in _HIDDEN_RUN.finditer(text))
    return [(start, end) for start, end in runs if start and (text[start - 1].isdecimal() or text[start - 1] in ",.")]


def _leave_out(text: str, hidden: Sequence[tuple[int, int]]) -> str:
    starts, ends = [0, *(end for _, end in hidden)], [*(start for start, _ in hidden), len(text)]
    return "".join(text[start:end] for start, end in zip(starts, ends, strict=True)) if hidden else text


def _move(tokens: Tokens, hidden: Sequence[tuple[int, int]]) -> None:
    """Let offsets count in the text with its hidden characters again."""
    places, lengths = [], [0]
    for start, end in hidden:
        places.append(start - lengths[-1])
        lengths.append(lengths[-1] + end - start)
    tokens.start = [start + lengths[bisect_right(places, start)] for start in tokens.start]
    tokens.end = [end + lengths[bisect_left(places, end)] for end in tokens.end]


@dataclass(slots=True)
class _Piece:
    """A token, its offsets counted from where its chunk begins."""

    kind: str
    word: str
    capital: bool
    start: int
    end: int


@dataclass(slots=True)
class _Chunk:
    """What stands between two spaces; a numeral in it goes on behind the space if digits follow."""

    pieces: list[_Piece]
    in_digits: bool


_CHUNKS: Final[dict[str, _Chunk]] = {}
"""The chunks met last, since texts say the same again and again, each with the tokens that it always holds."""
_MOST_CHUNKS: Final = 1 << 15
_LONGEST_CHUNK: Final = 40
_LONGEST_NUMERAL: Final = len("(1,866)")
"""Longer ones are met too seldom to be kept."""
_DIGIT: Final = re.compile(r"\d")
_OPEN_BREAK: Final = re.compile(r"\n\s*\Z")
"""A break that goes on behind the space."""


def _cut(tokens: Tokens) -> None:
    """Append the tokens of a text, chunk by chunk."""
    kinds, words, starts, ends, capitals = tokens.kind, tokens.word, tokens.start, tokens.end, tokens.capitals
    text, after, free = tokens.text, 0, 0
    for run in text.split(" "):
        place = after
        after += len(run) + 1
        if place < free:  # a token goes on behind a space
            free = _cut_run(tokens, free, after - 1)
            continue
        chunk = _CHUNKS.get(run) or _cut_chunk(run)
        if chunk is None or (chunk.in_digits and text[after : after + 1].isdecimal()):
            free = _cut_run(tokens, place, after - 1)
            continue
        for piece in chunk.pieces:
            if chunk.in_digits and piece.kind in _IN_DIGITS:
                tokens.digits.append(len(words))
            kinds.append(piece.kind)
            words.append(piece.word)
            starts.append(place + piece.start)
            ends.append(place + piece.end)
            capitals.append(piece.capital)


def _cut_chunk(run: str) -> _Chunk | None:
    """Cut what stands between two spaces and keep it; None where that depends on what stands around."""
    in_digits = _DIGIT.search(run) is not None
    if len(run) > (_LONGEST_NUMERAL if in_digits else _LONGEST_CHUNK) or _OPEN_BREAK.search(run):
        return None
    tokens = Tokens(run, [], [], [], [], [], [])
    _cut_run(tokens, 0, len(run))
    columns = (tokens.kind, tokens.word, tokens.capitals, tokens.start, tokens.end)
    chunk = _Chunk([_Piece(*row) for row in zip(*columns, strict=True)], in_digits)
    if len(_CHUNKS) >= _MOST_CHUNKS:
        _CHUNKS.clear()
    _CHUNKS[run] = chunk
    return chunk


def _cut_run(tokens: Tokens, position: int, limit: int) -> int:
    """Append the tokens that begin from one place of a text up to another, and return where the last of them ends."""
    text, kinds, words, starts, ends = tokens.text, tokens.kind, tokens.word, tokens.start, tokens.end
    while position < limit:
        match = _TOKEN.search(text, position)
        if match is None:
            return limit
        group = match.lastindex or len(_KINDS) - 1
        start, end = match.span(group)
        if start >= limit:
            return limit
        position = match.end()
        kind, word, capital = _KINDS[group], text[start:end], False
        if group == _SIMPLE:
            word, capital = word.lower(), word[0] <= "Z"
        elif kind == WORD:
            word, capital = word.translate(_PLAIN).casefold(), _is_capital(word)
        elif kind in _IN_DIGITS:
            tokens.digits.append(len(words))
            if ", " in word and words and words[-1] in _NUMBERED:  # "May 17, 200 people"
                word = word.partition(",")[0]
                end = position = start + len(word)
        kinds.append(kind)
        words.append(word)
        starts.append(start)
        ends.append(end)
        tokens.capitals.append(capital)
    return position


def _is_capital(raw: str) -> bool:
    if raw[0].isupper():
        return True
    head, joint, tail = raw.partition("-")
    return bool(joint) and tail[:1].isupper() and len(head) <= _PARTICLE
