"""Figures under construction, and everything that was found in the text they come from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from ingest.extract.calendars import Time
from ingest.extract.counted import Counted
from ingest.extract.lexicon import Event, Indicator, Lexicon, Noun
from ingest.extract.numbers import Number, Scene
from ingest.extract.places import Place
from ingest.extract.sentences import Sentence
from ingest.model import Measure, Period, Status

Aspect = Literal["", "state", "there", "stood", "doing", "done", "perfect"]
"""What a clause tells of: a state that holds, where something is, what stood; what is being, was, has been done."""


class Happening(NamedTuple):
    """An event at tokens `first` up to `last`."""

    first: int
    last: int
    event: Event


@dataclass(slots=True)
class Findings:
    """What stands in one sentence, each list in order of text."""

    sentence: Sentence
    numbers: list[Number] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    events: list[Happening] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    """First tokens of its numbers."""
    owners: dict[int, Number] = field(default_factory=dict)
    """The numbers on which events lean, by the first token of the event."""
    said: date | None = None
    """The day on which a sentence says that it was said."""


_ARMY: Final = frozenset({"army", "military", "soldier", "soldiers", "troops", "navy", "servicemen"})
_AIR = frozenset({"air", "airstrike", "airstrikes", "warplanes", "jets", "aviation", "bombing", "bombardment"})
_TRAVELLERS: Final = frozenset({"tourists", "refugees", "migrants"})


@dataclass(slots=True)
class Page:
    """One text as it is read: tokens and marks, the language's words, the reference day."""

    scene: Scene
    lexicon: Lexicon
    reference: date
    named: bytearray
    """Which tokens belong to the name of a place or to its noun."""
    _travellers: str | None = None
    _polices: bool | None = None
    _places: dict[str, list[int]] = field(default_factory=dict)
    """Where phrases of a category begin, of those that were asked for."""
    _truce: bool | None = None
    _war: bool | None = None
    counted_before: dict[str, str] = field(default_factory=dict)
    """What figures of a unit counted last."""
    arms: str | None = None
    """What happened to the arms or munitions that were counted last."""
    values: set[Decimal] = field(default_factory=set)
    """What was counted so far."""
    topics: frozenset[str] = frozenset()
    """The senses of what the title says that happens."""
    attributes: set[int] = field(default_factory=set)
    """Which words of happening only describe the noun behind them: `the displaced families`."""
    heading_events: list[Event] = field(default_factory=list)
    """What the heading above says that happened."""
    heading_noun: Noun | None = None
    """What the heading above counts, if its lines are to: `Houses damaged`."""
    heading_line: int = -1
    within: set[tuple[str, str]] = field(default_factory=set)
    """Which place was said to lie in which."""
    doubts: Mapping[int, str] = field(default_factory=dict)
    """Why nobody can tell which day a date means, by its first token."""

    def polices(self) -> bool:
        """Whether the text speaks of the police and of no soldiers but officers."""
        if self._polices is None:
            words = self.scene.tokens.word
            self._polices = "police" in words and _ARMY.isdisjoint(words)
        return self._polices

    def truces(self) -> bool:
        """Whether the text speaks of a truce, so that a shelling breaches it."""
        if self._truce is None:
            events = self.scene.marks.get("event", {}).values()
            self._truce = any(event.sense in ("violate", "join") for _, event in events)
        return self._truce

    def wars(self) -> bool:
        """Whether the text speaks of war from the air, so that a raid is an attack."""
        if self._war is None:
            self._war = not _AIR.isdisjoint(self.scene.tokens.word)
        return self._war

    def travellers(self) -> str | None:
        """Which people the text is about that comes and goes, such as tourists; the first whom it names."""
        nouns = self.scene.marks.get("noun", {})
        if self._travellers is None:
            said = (nouns[index][1].population for index in sorted(nouns))
            self._travellers = next((name for name in said if name in _TRAVELLERS), "")
        return self._travellers or None

    def marks_in(self, category: str, first: int, last: int) -> list[tuple[int, object]]:
        """First token and meaning of the phrases of a category that begin in a run of tokens."""
        marks = self.scene.marks.get(category)
        if not marks:
            return []
        places = self._places.get(category)
        if places is None:
            places = self._places[category] = list(marks)
        begin = bisect_left(places, first)
        if begin == len(places) or places[begin] >= last:
            return []
        return [(index, marks[index][1]) for index in places[begin : bisect_left(places, last, begin)]]


@dataclass(slots=True)
class Draft:
    """A figure that is being read: `first` up to `last` is the part of the sentence that speaks of it alone."""

    number: Number
    counted: Counted
    first: int
    last: int
    joint: str = ""
    """The word or mark that parts it from the number before: `,`, `and`, `:`, `(` …"""
    opening: int = 0
    """The first token of its sentence."""
    reach: int = 0
    """Where the list ends in which it stands."""
    words: frozenset[object] = frozenset()
    """The classes of the words of time around it, once its sentence is read."""
    present: bool = False
    """Whether it tells of a state that holds now."""
    aspect: Aspect = ""
    """What its clause tells of."""
    source: Draft | None = None
    """The figure with which one that leaves its noun unsaid goes on."""
    noun: Noun | None = None
    event: Event | None = None
    indicator: Indicator | None = None
    time: Time | None = None
    period: Period = "unspecified"
    measure: Measure = "flow"
    start: date | None = None
    end: date | None = None
    status: Status = "actual"
    roles: dict[str, str] = field(default_factory=dict)
    whole: Draft | None = None
    link: str = ""
    """How it was found to be a part: by a `partitive`, a `list`, the `opening` of its sentence, a `breakdown`."""
    originator: str | None = None
    doubt: float = 0.0
    """What speaks against it, summed up: the weaker the rules that found it, the more."""
    own_time: bool = False
    near_time: bool = False
    """Whether its period was taken from its sentence, for other figures than it."""
    perfect: bool = False
    compared: bool = False
    """Whether it only stands against another figure: `up from 19`."""
    aside: bool = False
    """Whether its own period stands with it in brackets and so dates nothing else: `(previous day – 1)`."""
    own_place: bool = False
    restated: bool = False
    """Whether it is a toll that only repeats a figure told before."""
    teller: str | None = None
    """Where whoever tells of it is: there it was, if nothing says more."""
    sender: bool = False
    """Whether its origin is the country that sends it."""
    bound: bool = False
    """Whether a preposition binds it, so that nothing goes on with it: `61 cases in seven districts: Arly 24`."""
    reference: bool = False
    """Whether its number only refers to a whole: `seven of the 27`."""
    value: Decimal = field(init=False)
    """The number itself."""
    rest: tuple[int, int] = (0, 0)
    """A further part of the sentence that speaks of it, behind what speaks of its parts."""

    def __post_init__(self) -> None:
        self.value = self.number.value

    def holds(self, index: int) -> bool:
        """Whether a token belongs to what speaks of it."""
        return self.first <= index < self.last or self.rest[0] <= index < self.rest[1]

    @property
    def dated(self) -> bool:
        """Whether its own sentence says when."""
        return self.own_time or self.near_time

    @property
    def family(self) -> str:
        """The family of its indicator, such as `movement`, `aid` or `harm`."""
        return self.indicator.family if self.indicator else ""
