"""How well documents are read: figures that were read against figures that a person annotated.

A figure that was read is held against the annotated one of the same value that it overlaps and agrees with best. It is
*detected* by that, *core* where qualifier, indicator and unit are right, *full* where every field is. Precision, recall
and F1 are those of van Rijsbergen, Information Retrieval, chapter 7. Annotations marked optional count neither way, nor
does a mention said again that contradicts nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from ingest.dedupe import fold_name
from ingest.errors import UsageError
from ingest.model import PLACE_ROLES
from ingest.stated import Stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.model import Figure

CORE: Final = ("qualifier", "indicator", "unit")
REST: Final = ("population", "measure", "status", "period", "start", "end", *PLACE_ROLES, "part_of")
FIELDS: Final = (*CORE, *REST)
ECHOES: Final = 3
"""How often a figure may be read again elsewhere in its document before that counts as invented."""

BANDS: Final = (0.0, 0.75, 0.85, 0.95)
"""Lower ends of the bands of confidence in which precision is told."""

Level = Literal["detect", "core", "full"]
LEVELS: Final[tuple[Level, ...]] = ("detect", "core", "full")


class Annotation(Stated, kw_only=True, frozen=True):
    """A figure as a person wrote it down; an `optional` one need not be read."""

    quote: str
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A figure that was missed or invented, or read with wrong fields: name → (annotated, read).

    `span` is where it stands in the reading of its document.
    """

    document: str
    kind: Literal["missed", "invented", "differs"]
    span: tuple[int, int]
    value: Decimal
    fields: dict[str, tuple[object, object]] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """How many figures were annotated and read, and how many of these at each level."""

    annotated: int = 0
    read: int = 0
    right: Counter[Level] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        self.annotated += other.annotated
        self.read += other.read
        self.right += other.right

    def precision(self, level: Level) -> float:
        """Share of what was read that is right, 0 to 1; 1 where nothing was read."""
        return self.right[level] / self.read if self.read else 1.0

    def recall(self, level: Level) -> float:
        """Share of what was annotated that was read right, 0 to 1; 1 where nothing was annotated."""
        return self.right[level] / self.annotated if self.annotated else 1.0

    def f1(self, level: Level) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        precision, recall = self.precision(level), self.recall(level)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(slots=True)
class Evaluation:
    """What one document, or many, came to; `fields` counts the detected figures with that field right.

    `bands` tallies what was read by the lower end of its band of confidence.
    """

    tally: Tally = field(default_factory=Tally)
    fields: Counter[str] = field(default_factory=Counter)
    detected: int = 0
    faults: list[Fault] = field(default_factory=list)
    bands: dict[float, Tally] = field(default_factory=lambda: {band: Tally() for band in BANDS})

    def add(self, other: Evaluation) -> None:
        """Count another evaluation in."""
        self.tally.add(other.tally)
        self.fields += other.fields
        self.detected += other.detected
        self.faults += other.faults
        for band, tally in other.bands.items():
            self.bands[band].add(tally)


def evaluate(name: str, reading: str, annotations: Sequence[Annotation], figures: Sequence[Figure]) -> Evaluation:
    """Hold the figures read from one document, `name`, against its annotations; quotes are sought in `reading`."""
    pairs = _pair(reading, annotations, figures)
    result = Evaluation()
    for one, figure in pairs:
        if not one.optional:
            _count(result, name, one, figure)
    paired = {id(one) for one, _ in pairs}, {id(figure) for _, figure in pairs}
    for one in annotations:
        if id(one) not in paired[0] and not one.optional:
            result.tally.annotated += 1
            start = max(0, reading.find(one.quote))
            fault = Fault(document=name, kind="missed", span=(start, start + len(one.quote)), value=one.value)
            result.faults.append(fault)
    for figure in _invented(annotations, [figure for figure in figures if id(figure) not in paired[1]]):
        _tally(result, figure, ())
        result.faults.append(Fault(document=name, kind="invented", span=figure.span, value=figure.value))
    return result


def _count(result: Evaluation, name: str, one: Annotation, figure: Figure) -> None:
    wrong = {key: (getattr(one, key), getattr(figure, key)) for key in FIELDS if not _same(key, one, figure)}
    result.tally.annotated += 1
    result.detected += 1
    reached = 3 if not wrong else 2 if not wrong.keys() & set(CORE) else 1
    _tally(result, figure, LEVELS[:reached])
    result.fields.update(key for key in FIELDS if key not in wrong)
    if wrong:
        result.faults.append(Fault(document=name, kind="differs", span=figure.span, value=one.value, fields=wrong))


def _tally(result: Evaluation, figure: Figure, right: Sequence[Level]) -> None:
    """Count a figure that was read, with the levels at which it is right, in all and in its band of confidence."""
    band = max(band for band in BANDS if band <= figure.confidence)
    for tally in (result.tally, result.bands[band]):
        tally.read += 1
        tally.right.update(right)


def _pair(
    reading: str, annotations: Sequence[Annotation], figures: Sequence[Figure]
) -> list[tuple[Annotation, Figure]]:
    """Pair annotations and figures of one value whose quotes overlap, those first that agree in most fields."""
    scored = [
        (-_agreement(one, figure), one.optional, i, j)
        for i, one in enumerate(annotations)
        for j, figure in enumerate(figures)
        if (one.value, one.value_high) == (figure.value, figure.value_high) and _overlap(reading, one, figure)
    ]
    left, right, pairs = set[int](), set[int](), []
    for _, _, i, j in sorted(scored):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((annotations[i], figures[j]))
    return pairs


def _overlap(reading: str, one: Annotation, figure: Figure) -> bool:
    """Whether the figure's words overlap the annotated quote, wherever in the text either of them stands."""
    if not one.quote:
        return False
    return any(
        0 <= reading.find(one.quote, max(0, first - len(one.quote) + 1)) < first + len(figure.quote)
        for first in _places(reading, figure.quote)
    )


def _places(reading: str, quote: str) -> Iterator[int]:
    """Where a quote stands in a text."""
    first = reading.find(quote)
    while first >= 0:
        yield first
        first = reading.find(quote, first + 1)


def _agreement(one: Annotation, figure: Figure) -> int:
    near = one.quote in figure.quote or figure.quote in one.quote
    return 4 * near + sum(3 if key in CORE else 1 for key in FIELDS if _same(key, one, figure))


def _same(key: str, one: Annotation, figure: Figure) -> bool:
    mine, read = getattr(one, key), getattr(figure, key)
    return _same_place(mine, read) if key in PLACE_ROLES else bool(mine == read)


def _same_place(one: str | None, other: str | None) -> bool:
    """Whether two names are one, or one of them the other with at most as many words more ("Aleppo province")."""
    mine, read = (frozenset(fold_name(name or "").split()) for name in (one, other))
    fewer, more = sorted((mine, read), key=len)
    return mine == read or bool(fewer and fewer <= more and 2 * len(fewer) >= len(more))


def _invented(annotations: Sequence[Annotation], figures: Iterable[Figure]) -> list[Figure]:
    """Of figures that no annotation was paired with, those that are no echo of one."""
    echoes: Counter[int] = Counter()
    found = []
    for figure in figures:
        number = next((i for i, one in enumerate(annotations) if _is_echo(one, figure)), None)
        if number is not None:
            echoes[number] += 1
        if number is None or echoes[number] > ECHOES:
            found.append(figure)
    return found


def _is_echo(one: Annotation, figure: Figure) -> bool:
    if (one.value, one.value_high) != (figure.value, figure.value_high):
        return False
    return all(getattr(figure, key) is None or _same(key, one, figure) for key in FIELDS)


class Annotated(msgspec.Struct, kw_only=True, frozen=True):
    """A document with its annotations; `published_at` is a day or an instant with its zone, in ISO 8601."""

    id: str
    text: str
    published_at: str
    figures: list[Annotation]
    title: str = ""
    source: str = ""
    language: str = "en"


_DECODER: Final = msgspec.json.Decoder(Annotated)


def read_annotated(body: bytes, *, name: str) -> Annotated:
    """Return an annotated document from JSON; `name` is that of its file.

    Raises:
        UsageError: it is none; file and field are named.
    """
    try:
        return _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{name} is no annotated document ({error}).") from None
