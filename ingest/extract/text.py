"""A text as light tokens: parallel lists of kind, normalised word and offsets, in one linear pass.

Kinds are one letter each: `d` a numeral in digits, `t` a date or clock time in digits, `w` a word, `p` any other
visible character, `n` line breaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

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
_SPACES = "[ \u00a0\u2009\u202f]"
_NUMERALS = (
    r"\d{1,3}(?:,\d{3}){1,6}\.[ ]\d{1,3}(?=[ ](?:t|tons?|tonnes?|kg|ha|hectares?|km|mln|million|billion)\b)",  # a slip
    r"\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,9})?(?![\d])",
    r"\d{1,3},[ ]\d{3}(?:,\d{3}){0,5}(?=[ ][A-Za-z])",  # 17, 029 people: the same
    r"\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)",
    rf"\d{{1,3}}(?:{_SPACES}\d{{3}}){{1,6}}(?:[.,]\d{{1,9}})?(?![\d])",
    r"\d{1,3}(?:\.\d{3}){2,6}(?!\d)",
    r"\d{1,3}(?:['’]\d{3}){1,6}(?!\d)",
    r"\d{1,12}\.\d{1,12}(?![\d.])",
    r"\d{1,12},\d{1,2}(?![\d,])",
    r"\d+",
)
_CLOCKS = (
    r"\d{4}-\d{2}-\d{2}(?![\d-])",
    r"\d{1,2}[./]\d{1,2}[./]\d{4}(?!\d)",
    r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)",
    r"24/7(?!\d)",
)
_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"(?P<n>\n\s*)|(?P<t>{'|'.join(_CLOCKS)})|(?P<d>{'|'.join(_NUMERALS)})"
    rf"|(?P<w>{_LETTER}+(?:(?:[\u0300-\u036f\u00ad\u200d]+|['’ʼ‘`\-‐‑](?!s\b)(?={_LETTER})){_LETTER}*)*)"
    r"|(?P<q>['’]s\b)|(?P<p>[^\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff])"
)
_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "‐": "-", "‑": "-", "\u00ad": None, "\u200d": None})
_STRICT = re.compile(r"\d{1,3}")


@dataclass(slots=True)
class Tokens:
    """Parallel lists; `word` is case-folded with plain apostrophes and hyphens, `gap` says what stood before."""

    text: str
    kind: list[str]
    word: list[str]
    start: list[int]
    end: list[int]

    def __len__(self) -> int:
        return len(self.kind)

    def glued(self, index: int) -> bool:
        """Whether token `index` touches the one before it."""
        return 0 < index < len(self.kind) and self.start[index] == self.end[index - 1]

    def capital(self, index: int) -> bool:
        """Whether a token is a word that begins a name: upper case, or a particle joined to one (`ar-Rastan`)."""
        if self.kind[index] != WORD:
            return False
        raw = self.text[self.start[index] : self.end[index]]
        if raw[0].isupper():
            return True
        head, joint, tail = raw.partition("-")
        return bool(joint) and tail[:1].isupper() and len(head) <= _PARTICLE

    def slice(self, first: int, last: int) -> str:
        """The letters of the text from token `first` up to, not including, token `last`."""
        return self.text[self.start[first] : self.end[last - 1]]


_PARTICLE = 3


def tokenise(text: str) -> Tokens:
    """Cut a text into tokens; white space, zero-width and direction marks are left out."""
    kinds: list[str] = []
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    while match := _TOKEN.search(text, position):
        kind = match.lastgroup or MARK
        start, position = match.span()
        if kind == NUMERAL and match[0].find(", ") > 0 and words and words[-1] in MONTHS:
            position = start + len(_STRICT.match(match[0])[0])  # type: ignore[index]
        kinds.append(WORD if kind == "q" else kind)
        raw = text[start:position]
        words.append(raw.translate(_PLAIN).casefold() if kind in "wq" else raw)
        starts.append(start)
        ends.append(position)
    return Tokens(text, kinds, words, starts, ends)
