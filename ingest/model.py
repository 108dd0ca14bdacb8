"""The few types that every room shares. Frozen; every time is aware; every day is a day in the publisher's zone.

The words are those of the fields they come from: capture, digest (web archives); indicator, period, observation
(SDMX); vintage, as of (real-time statistics); wire, story (news).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal, NamedTuple

import msgspec

DateOrder = Literal["day-first", "month-first"]
"""How a publisher writes 03/04/2026; without it nobody can tell."""
ReportDay = Literal["published", "before"]
"""Which day a report closes with where it states none: that of its publication, or, if it comes in the morning, the one
before."""
Precision = Literal["instant", "day"]
Qualifier = Literal["exact", "about", "over", "at_least", "under", "up_to", "range"]
Measure = Literal["flow", "cumulative", "stock"]
Status = Literal["actual", "planned", "denied"]
Period = Literal["24h", "48h", "72h", "day", "week", "month", "year", "since", "span", "total", "asof", "unspecified"]
Verdict = Literal["balanced", "unbalanced", "open"]
Standing = Literal["primary", "wire"]
PlaceRole = Literal["origin", "destination", "via", "location"]

PLACE_ROLES: Final[tuple[PlaceRole, ...]] = ("origin", "destination", "via", "location")


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What one request brought back, before anybody looked inside.

    `digest` is the SHA-256 of the body after its content encoding was undone; the bytes live apart (`ingest.archive`).
    `revisit_of` is the earlier capture whose body a 304 confirmed; such a capture has no digest of its own.
    """

    source: str
    url: str
    role: Literal["index", "item", "other"]
    fetched_at: datetime
    status: int
    media_type: str | None
    headers: Mapping[str, str]
    digest: bytes | None
    revisit_of: int | None = None
    hint: Mapping[str, str] = field(default_factory=dict)
    """What the index said of this page: `title`, `published` (as printed), `guid`."""


class WaitingCapture(NamedTuple):
    """A capture to read, with what its source says of it. `originator` is empty where the source names none."""

    id: int
    source: str
    url: str
    fetched_at: datetime
    media_type: str | None
    hint: dict[str, str]
    body: bytes
    zone: str
    language: str
    originator: str
    publisher: str
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a parser found in the bytes of one capture."""

    title: str
    text: str
    language: str | None = None
    published_at: datetime | None = None
    precision: Precision = "day"
    canonical_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One version of a page, as it is read.

    `published_at` is aware, in the publisher's zone; with `precision` "day" only its day was stated.
    """

    source: str
    canonical_url: str
    title: str
    text: str
    language: str
    published_at: datetime
    precision: Precision = "day"
    guid: str | None = None

    @property
    def reading(self) -> str:
        """The text that offsets count in: the title, a blank line, the text."""
        return f"{self.title}\n\n{self.text}"


class Figure(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number that a document states about the world: what, how many, when, where, and the words that say so.

    Fields and codes are those of the guidelines for figures (`tallywire extract --help` lists them).
    `span` holds the offsets of `quote`, `number` those of the number itself, in `Document.reading`.
    `start` and `end` are days in the publisher's zone. `since_label` keeps the words of an event that a running total
    counts from when no date is stated ("the humanitarian pauses began"): totals of different operations must not meet.
    `basis` holds the words that fixed the period; None where none did. `confidence` is within 0 and 1.
    """

    value: Decimal
    value_high: Decimal | None = None
    qualifier: Qualifier = "exact"
    indicator: str
    unit: str
    population: str | None = None
    measure: Measure
    period: Period
    start: date | None = None
    end: date
    origin: str | None = None
    destination: str | None = None
    via: str | None = None
    location: str | None = None
    part_of: Decimal | None = None
    status: Status = "actual"
    quote: str
    span: tuple[int, int]
    number: tuple[int, int]
    originator: str | None = None
    since_label: str | None = None
    basis: str | None = None
    confidence: float = 1.0


class Numeral(NamedTuple):
    """A number in digits or words at offsets `start` up to `end` of `Document.reading`, and what became of it.

    `outcome` is "figure", the reason why it is none (such as "date", "name", "rate", "measure"), "repeated" where the
    same was read from other words of the document, or "unread" where nothing could be made of it.
    """

    start: int
    end: int
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that the extractor read in one document: the day the report was made, and in order of text its figures.

    `numerals` accounts for every number of the text: nothing is missed in silence.
    """

    reference_day: date
    figures: tuple[Figure, ...]
    numerals: tuple[Numeral, ...]


class Observation(msgspec.Struct, frozen=True, gc=False):
    """One statement of one originator, as the checks see it: however many outlets copied it, it stands here once.

    Places are canonical names. `vintage` is when it was said (publication); `reference_day` the day of the report.
    `document` names the document of the canonical description (its URL), `outlet` the source that published it, as
    `standing` says; None where that is not known. `headline`: it stands in the document's title.

    Quick to make, since a check in full makes millions of them.
    """

    id: int | str
    outlet: str
    document: str
    vintage: datetime
    reference_day: date
    value: Decimal
    period: Period
    end: date
    originator: str
    indicator: str
    unit: str
    measure: Measure
    start: date | None = None
    value_high: Decimal | None = None
    qualifier: Qualifier = "exact"
    part_of: Decimal | None = None
    since_label: str | None = None
    standing: Standing | None = None
    headline: bool = False
    population: str | None = None
    status: Status = "actual"
    origin: str | None = None
    destination: str | None = None
    via: str | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterKey:
    """What one running count is kept of: series that differ only in population, measure, route or spelling share it.

    `scope` is the place counted at: the origin of departures, the destination of returns and arrivals, else the
    location; None where a report states none.
    """

    originator: str
    indicator: str
    unit: str
    scope: str | None


class Finding(msgspec.Struct, frozen=True, kw_only=True, eq=False, gc=False):
    """What the checks can prove about one observation.

    `subject` is the observation judged, `proof` all observations that the verdict rests on (the subject among them),
    `suspect` the one most likely wrong. `low` and `high` bound what the other statements allow the subject to be (None:
    unbounded); `difference` is `stated` less the nearest value they allow. `slip` names the likeliest slip of the pen,
    `would_be` the value that closes the contradiction. `explanation` is one sentence for a person, put in words only
    when it is asked for: a check in full needs none of what is known already.
    """

    rule: str
    verdict: Verdict
    counter: CounterKey
    subject: int | str
    proof: tuple[int | str, ...]
    assumptions: tuple[str, ...] = ()
    stated: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    difference: Decimal | None = None
    suspect: int | str | None = None
    slip: str | None = None
    would_be: Decimal | None = None
    words: Callable[[], str]

    @property
    def explanation(self) -> str:
        """The whole in one sentence."""
        return self.words()

    @property
    def facts(self) -> tuple[object, ...]:
        """All that it says but for the words."""
        return (
            self.rule, self.verdict, self.subject, self.proof, self.assumptions, self.stated, self.low, self.high,
            self.difference, self.suspect, self.slip, self.would_be,
        )  # fmt: skip

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Finding):
            return NotImplemented
        return (self.counter, self.facts, self.explanation) == (other.counter, other.facts, other.explanation)

    def __ne__(self, other: object) -> bool:
        return not self == other  # else inherited from Struct, which would not ask __eq__

    def __hash__(self) -> int:
        return hash(self.facts)
