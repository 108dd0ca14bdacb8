"""Where a text stands as it goes on: the place of its title and lead, of a heading or label, of the paragraph, the way.

What has no place of its own happened where the nearest of these says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest.extract.drafts import Draft
from ingest.extract.titles import read_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Findings, Page
    from ingest.extract.places import Place
    from ingest.extract.sentences import Sentence

_LEAD: Final = 2
"""Among how many sentences that state figures the lead is sought."""
_ITEM: Final = 7
"""A line that is no longer is an item of a list."""
_KINDS: Final = {"country": "country", "region": "province", "city": "city"}
_ALIKE: Final = {
    "province": "province", "region": "region", "state": "province", "governorate": "province", "oblast": "province",
    "prefecture": "province", "department": "province", "city": "city", "town": "city", "municipality": "city",
    "village": "village", "township": "village", "settlement": "village", "district": "district", "county": "district",
    "island": "island", "country": "country", "nation": "country", "camp": "camp", "neighbourhood": "quarter",
    "neighborhood": "quarter", "quarter": "quarter",
}  # fmt: skip
_TOLD: Final = frozenset({"harm", "aid", "staff", "works", "movement", "other"})
"""Families of figures that a story tells together; what fights, courts and clinics count is told place by place."""
_RUNNING: Final = frozenset({"total", "since", "year"})
"""Periods of totals that run on while the story moves from place to place."""
_EVENTS: Final = frozenset({"day", "24h", "week", "unspecified"})
"""Periods of what happens in a story, and not of what is counted up to a day."""
_COUNTED: Final = _RUNNING | {"asof"}
_WIDE: Final = frozenset({"country", "province"})
_HAPPENED: Final = frozenset({"location", "object", "subject"})
_GOING: Final = frozenset({"leave", "arrive", "return", "reach", "pass"})
_LEFT: Final = frozenset({"left", "leave", "departed", "fled", "reach", "reached", "quit"})
_NEGATIONS: Final = frozenset({"no", "none", "nobody", "nothing", "neither"})
_TRUCE: Final = "truce"
_ORDER: Final = frozenset({"law", "health"})
_PLACED: Final = frozenset({"law", "fight", "health"})
"""Families of figures that stay where a sentence that counts nothing has set them."""


@dataclass(slots=True)
class Stage:
    """The places in force; each sentence that is left may change them."""

    route: dict[str, str] = field(default_factory=dict)
    route_paragraph: int = -1
    route_at: int = 0
    """How many sentences of the body had passed when it was told."""
    origin: str | None = None
    """Where the last people left."""
    passage: str | None = None
    zone: str | None = None
    named: str | None = None
    title: str | None = None
    """The place that the title names."""
    titled_wide: bool = False
    """Whether that is a country or a region, which governs whatever has no smaller place."""
    titled_one: bool = False
    """Whether that is one place where something happened, not where something came to."""
    titled_goal: bool = False
    """Whether it is where people or goods came to."""
    labelled: bool = False
    """Whether the title begins or ends with its place as with a label: `X: …`."""
    lead: str | None = None
    """The place of the first figures of the body."""
    lead_family: str = ""
    lead_part: int = 0
    """Under which heading the lead stands, the first being 0."""
    entered: str | None = None
    """The country that the last people came to."""
    entered_part: int = -1
    introducer: Draft | None = None
    """The figure of a sentence that ends in a colon: the items of the list below share its places."""
    introducing: int = -1
    """The line of that sentence."""
    part: int = 0
    """How many headings of the body were passed."""
    staged: bool = False
    """Whether a sentence that counts nothing set the scene: then it holds for figures of all sorts."""
    scene: str | None = None
    """The place of what the paragraph tells."""
    scene_family: str = ""
    paragraph: int = -1
    just: bool = False
    """Whether the scene was fresh when this sentence began."""
    fresh: bool = False
    """Whether the sentence before set the scene: then it holds beyond its paragraph."""
    left: str | None = None
    """The place from which a heading says that those came of whom its lines tell."""
    headed: str | None = None
    """The place that a heading names."""
    label: str | None = None
    """The place that a line begins with: `Jordan – …`."""
    line: int = -1
    sentences: int = 0
    """How many sentences of the body stated figures."""
    opened: int = 0
    """How many sentences of the body were no headings."""
    country: str | None = None
    """The first country of the text where something is told to happen."""
    by_kind: dict[str, str] = field(default_factory=dict)
    """The last place named of each kind, for `the province`, `the city`."""
    kinds: dict[str, str] = field(default_factory=dict)
    """Of which kind each place is."""

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: what holds for a paragraph ends with it."""
        if sentence.line != self.line:
            self.line, self.label, self.scene = sentence.line, None, None

    def begin(self, page: Page, findings: Findings) -> None:
        """Take the place with which a line begins as with a heading; let the scene go where another story begins."""
        sentence = findings.sentence
        self.just = self.fresh and sentence.paragraph == self.paragraph
        if sentence.paragraph != self.paragraph:
            self.paragraph = sentence.paragraph
            if self.scene and (not self.fresh or _opens_with_speaker(page, sentence)):
                self.scene = None
        self.fresh = False
        if not sentence.bullet and sentence.line != self.introducing:
            self.introducer = None
        first = next((place for place in findings.places if place.text), None)
        if first and (first.label or _heads_row(findings, first)) and first.first == findings.sentence.first:
            self.label, self.scene, self.scene_family = first.text, first.text, "harm"
            self.staged = True

    def governing(self, draft: Draft) -> str | None:
        """Where what a figure tells happened, if it does not say so itself."""
        if draft.family == _TRUCE:
            return self.label
        code = draft.indicator.code if draft.indicator else ""
        told = self.staged or (self.just and draft.family == "health" and draft.period in _EVENTS and draft.value > 0)
        if told and self.scene and draft.family in _PLACED and draft.period not in _COUNTED and not self.label:
            return self.scene
        if code == "aid_funding":
            near = self.scene if _reaches(self.scene_family, draft.family) else None
            return self.label or near or self.headed or self.headline()
        if self.label or draft.family not in _TOLD or code == "medical_aid":
            told = self.labelled or self.titled_wide or (self.titled_one and draft.family in _ORDER)
            return self.label or self.headed or (self.title if told else None)
        return self._story(draft)

    def _story(self, draft: Draft) -> str | None:
        """Where the story stands that a figure is told in."""
        stays = draft.period not in _RUNNING or (draft.period == "total" and self.by_kind.get("province") == self.scene)
        if self.scene and stays and (self.staged or not self.part) and _reaches(self.scene_family, draft.family):
            return self.scene
        return self._opening_place(draft)

    def _opening_place(self, draft: Draft) -> str | None:
        """The place of the heading, of the lead, of the title."""
        if self.headed or self.labelled:
            return self.headed or self.title
        held = self.lead if self.lead_part == self.part else None
        if held and _reaches(self.lead_family, draft.family):
            return held
        return None if draft.family == "harm" and self.titled_goal else self.title

    def heading(self) -> str | None:
        """The place that a heading or the title names for whatever stands below it without a place of its own."""
        return self.headed or (self.title if self.labelled or self.titled_wide else None)

    def wide_title(self) -> str | None:
        """The country or region that the title names."""
        return self.title if self.titled_wide else None

    def headline(self) -> str | None:
        """The place that the title names for all that is told."""
        return self.title if self.labelled or self.titled_wide else None

    def framing(self) -> str | None:
        """The place that the whole text is about."""
        return self.title if self.labelled else self.lead or self.title

    def refer(self, kind: str) -> str | None:
        """The place that a noun stands for: `the province`."""
        alike = _ALIKE.get(kind, kind)
        if self.scene and self.kinds.get(self.scene) == alike:
            return self.scene
        found = self.by_kind.get(alike)
        return found or (self.country if alike == "country" else None)

    def leave(self, page: Page, findings: Findings, drafts: Sequence[Draft]) -> None:
        """End a sentence: keep what it said of places."""
        named = [place for place in findings.places if place.text and not place.anaphor]
        if findings.sentence.line == 0:
            title, labelled = read_title(page, findings.sentence, named)
            if title or not self.title:
                self.title, self.labelled = title, labelled
                titled = next((place for place in named if place.text == title), None)
                self.titled_wide = titled is not None and kind_of(titled) in _WIDE
                going = any(event.sense in _GOING for _, _, event in findings.events)
                self.titled_goal = going and titled is not None and titled.role == "destination"
                self.titled_one = titled is not None and not titled.parts and titled.role != "destination"
                for draft in drafts:
                    if titled and not draft.roles and draft.family in _TOLD - {"movement"}:
                        draft.roles[draft.indicator.place if draft.indicator else "location"] = titled.text
        else:
            self._keep_scene(page, findings, drafts, named)
        if drafts and page.scene.word(findings.sentence.last - 1) == ":":
            self.introducer, self.introducing = drafts[-1], findings.sentence.line
        for place in named:
            self._keep_name(place)
        for draft in drafts:
            to = draft.roles.get("destination")
            if to and draft.family == "movement" and self.kinds.get(to) == "country":
                self.entered, self.entered_part = to, self.part

    def _keep_scene(self, page: Page, findings: Findings, drafts: Sequence[Draft], named: Sequence[Place]) -> None:
        sentence = findings.sentence
        self.sentences += bool(drafts)
        self.opened += not sentence.heading
        if not drafts and sentence.heading and not (named and named[0].label):
            self._head(findings, named)
            return
        if named and named[0].label and named[0].first == sentence.first:
            return
        tellers = [draft for draft in drafts if draft.own_place and not (draft.whole or draft.counted.partitive)]
        tellers = [draft for draft in tellers if draft.value]  # where nothing was, the story does not go
        told = {place for draft in tellers for place in _told_places(draft)}
        if len(told) == 1:
            self.scene, self.scene_family, self.fresh, self.staged = next(iter(told)), tellers[0].family, True, False
            whole = sentence.last - sentence.first > _ITEM and not sentence.heading
            if whole and self.sentences <= _LEAD and self.lead is None and self.scene_family != "fight":
                self.lead, self.lead_family, self.lead_part = self.scene, self.scene_family, self.part
        elif told:
            self.scene = None
        elif drafts:
            self.fresh = all(self.scene in draft.roles.values() for draft in drafts)
        elif not drafts and page.scene.word(sentence.first) not in _NEGATIONS:
            located = [place for place in named if place.role in _HAPPENED or place.aside]
            located = [place for place in located if place.level != "water" and not place.parts]
            located = [place for place in located if page.scene.word(place.outer) not in _LEFT]
            if len(located) == 1:
                self.scene, self.scene_family, self.fresh = located[0].text, "harm", True
                self.staged = True
            if len(located) == 1 and self.opened == 1 and (located[0].level == "country" or not self.title):
                self.lead, self.lead_family, self.lead_part = self.scene, "harm", self.part

    def _head(self, findings: Findings, named: Sequence[Place]) -> None:
        """Take the place of a heading: where the lines below it happen, or whence those came of whom they tell."""
        self.part += 1
        place = named[-1] if named and not _counts(findings) else None
        left = place is not None and place.role == "origin"
        self.headed = place.text if place and not left else None
        self.left = place.text if place and left else None

    def _keep_name(self, place: Place) -> None:
        for larger in place.within:
            if kind := kind_of(larger):
                self.by_kind[kind], self.kinds[larger.text] = larger.text, kind
        self.named = place.text
        if place.kind == "zone":
            self.zone = place.text
        if place.passage:
            self.passage = place.text
        kind = kind_of(place)
        if kind and not (kind == "country" and place.role == "origin"):
            self.by_kind[kind] = place.text
            self.kinds[place.text] = kind


def _heads_row(findings: Findings, place: Place) -> bool:
    """Whether a line is a row of several numbers behind the name of a place: `Lesvos 23 incidents, 902 migrants`."""
    numbers = findings.numbers
    return findings.sentence.heading and len(numbers) > 1 and place.after == numbers[0].outer


def _counts(findings: Findings) -> bool:
    """Whether a line holds a number that may count, as the row of a list does and a heading does not."""
    return any(number.reason is None for number in findings.numbers)


def _opens_with_speaker(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence begins by saying who says it: `The ministry said`, `According to`."""
    last = min(sentence.first + _OPENING, sentence.last)
    if page.marks_in("report.sources", sentence.first, last):
        return True
    verbs = page.marks_in("report.verbs", sentence.first, last)
    return any(page.scene.word(index - 1) not in PASSIVE for index, _ in verbs)


PASSIVE: Final = frozenset({"been", "be", "was", "were", "is", "are", "being"})


_OPENING: Final = 12


def kind_of(place: Place) -> str:
    """Of which kind a place is, by its noun or by what the facts know; of no kind, where neither tells."""
    noun = place.noun.rpartition(" ")[2]
    return _ALIKE.get(noun, "") or _KINDS.get(place.level, "")


def refers_to(noun: str, place: Place) -> bool:
    """Whether a noun such as `the province` can stand for a place."""
    return kind_of(place) == _ALIKE.get(noun, noun)


def _reaches(told: str, family: str) -> bool:
    """Whether figures of a family can have happened where others did: aid given here says nothing of returns."""
    harmed = family == "harm" and told != "movement"
    return harmed or told in ("harm", family) or (told, family) == ("aid", "movement")


def _told_places(draft: Draft) -> list[str]:
    """The place at which a figure leaves the reader."""
    role = draft.indicator.place if draft.indicator else "location"
    if role not in draft.roles and draft.family == "aid":
        role = "destination"
    return [draft.roles[role]] if role in draft.roles else []


def find_country(sentences: Sequence[Findings]) -> str | None:
    """The first country of a text in which something happens or to which something comes."""
    places = (place for findings in sentences for place in findings.places)
    return next((place.text for place in places if place.level == "country" and place.role in _HAPPENING), None)


_HAPPENING: Final = frozenset({"location", "destination", "object"})
