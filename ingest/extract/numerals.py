"""What one numeral is worth: digits with any grouping, number words, magnitudes."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from ingest.extract.text import NUMERAL, WORD

if TYPE_CHECKING:
    from ingest.extract.text import Tokens

LONGEST: Final = 18
"""No count of anything has more digits: what is longer is refused."""

_SMALL: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twice": 2, "thrice": 3,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ONES: Final = {name: value for name, value in _SMALL.items() if 0 < value < _SMALL["ten"]}
_PARTS: Final = _SMALL | _TENS | {f"{tens}-{ones}": _TENS[tens] + _ONES[ones] for tens in _TENS for ones in _ONES}
"""What is below a hundred: `seven`, `forty`, `forty-seven`."""
_ARTICLES: Final = frozenset({"a", "an"})
OPENERS: Final = _ARTICLES.union(_PARTS)
"""The words that a number can begin with, of which an article needs a scale behind it."""
_SCALES: Final = {
    "hundred": 100,
    "thousand": 1000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "crore": 10_000_000,
    "million": 1_000_000,
    "mln": 1_000_000,
    "mn": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "dozen": 12,
}
_MOST: Final = Decimal(10) ** LONGEST
_LETTERS: Final = {"k": 1000, "K": 1000, "M": 1_000_000, "B": 1_000_000_000}
_FRACTIONS: Final = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_GAPS: Final = str.maketrans(dict.fromkeys(" \u00a0\u2009\u202f'’") | {"٬": ",", "٫": "."})


def read_digits(raw: str) -> Decimal | None:
    """The value of a numeral in digits, None where it is refused.

    >>> [str(read_digits(raw)) for raw in ("1,866", "1 226 717", "12,34,567", "17, 029", "3,316. 45", "12,5", "1.5")]
    ['1866', '1226717', '1234567', '17029', '3316.45', '12.5', '1.5']
    """
    if raw.isdecimal():
        return Decimal(raw) if len(raw) <= LONGEST else None
    plain = raw.translate(_GAPS)
    head, _, tail = plain.rpartition(",")
    if head and len(tail.partition(".")[0]) < _GROUP and "." not in plain and "," not in head:
        plain = f"{head}.{tail}"
    plain = plain.replace(",", "")
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    if len(plain) > LONGEST:
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


_GROUP: Final = 3


def read_numeral(tokens: Tokens, index: int) -> tuple[int, Decimal] | None:
    """The numeral that begins at a token: the token after it and its value; None where there is none."""
    if tokens.kind[index] == NUMERAL:
        value = read_digits(tokens.word[index])
        if value is None:
            return None
        return _scale(tokens, *_fraction(tokens, index + 1, value))
    return _read_words(tokens, index) if tokens.word[index] in OPENERS else None


def _fraction(tokens: Tokens, index: int, value: Decimal) -> tuple[int, Decimal]:
    if index < len(tokens.word) and tokens.word[index] in _FRACTIONS and tokens.glued(index):
        return index + 1, value + _FRACTIONS[tokens.word[index]]
    return index, value


def _scale(tokens: Tokens, index: int, value: Decimal) -> tuple[int, Decimal]:
    """Apply the magnitudes that follow a numeral."""
    while index < len(tokens.kind) and tokens.kind[index] == WORD:
        word = tokens.word[index]
        scale = _SCALES.get(word) or (_LETTERS.get(tokens.slice(index, index + 1)) if len(word) == 1 else None)
        if not scale:
            break
        value, index = value * scale, index + 1
        if value > _MOST:
            break
    return index, value


def _read_words(tokens: Tokens, index: int) -> tuple[int, Decimal] | None:
    current = _opening(tokens, index)
    if current is None:
        return None
    total, position = 0, index + 1
    while position < len(tokens) and tokens.kind[position] == WORD and total < 10**LONGEST:
        word = tokens.word[position]
        step = _PARTS.get(word)
        if word in _SCALES:
            current *= _SCALES[word]
            if current >= _THOUSAND:
                total, current = total + int(current), Decimal(0)
        elif (
            word == "and"
            and (current or total)
            and tokens.word[position - 1] in _SCALES
            and _more(tokens, position + 1)
        ):
            pass
        elif step is not None and _fits(current, step, tokens.word[position - 1]):
            current += step
        else:
            break
        position += 1
    return position, total + current


_THOUSAND: Final = 1000


def _opening(tokens: Tokens, index: int) -> Decimal | None:
    word = tokens.word[index]
    part = _PARTS.get(word)
    if part is not None:
        return Decimal(part)
    following = tokens.word[index + 1] if index + 1 < len(tokens) else ""
    if word in _ARTICLES and following in _SCALES:
        return Decimal(1)
    return None


def _fits(current: Decimal, step: int, before: str) -> bool:
    """Whether a word goes on with a number: `forty` `seven`, `hundred` `twelve`, `thousand` `six`."""
    if before in _TENS:
        return 0 < step < 10  # noqa: PLR2004 - one digit
    return before in _SCALES or before == "and" or current == 0


def _more(tokens: Tokens, index: int) -> bool:
    return index < len(tokens) and tokens.kind[index] == WORD and tokens.word[index] in _PARTS
