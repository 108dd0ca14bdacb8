"""The word lists of a language (`lexicon/<language>.toml`) and the table of indicators, ready for lookup.

A phrase is matched token by token, so that lists hold phrases as people write them. Loading happens on first use.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, cast

from ingest.extract.inflection import noun_forms, verb_forms
from ingest.extract.text import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from importlib.resources.abc import Traversable

    from ingest.extract.text import Tokens


@dataclass(frozen=True, slots=True)
class Noun:
    """What can be counted: `kind` is its class, `unit` the singular that a figure names it by.

    `fixed` nouns say themselves what happened ("deaths"); `plural` tells a form that can follow any number; a
    `guessed` one stands in no list.
    """

    kind: str
    unit: str
    population: str | None = None
    indicator: str | None = None
    fixed: bool = False
    plural: bool = True
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """What can happen: `sense` is its class; a `weak` one gives way to any other in its clause.

    `toward` is the sense that it has for what stands behind it: who reached Greece arrived, whom aid reached got it.
    """

    sense: str
    weak: bool = False
    verb: bool = True
    toward: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One code of the guidelines: the role of its place, its measure, and which events make it of which kind."""

    code: str
    counts: str
    place: str = "location"
    measure: str = "flow"
    family: str = ""
    when: Mapping[str, frozenset[str]] = field(default_factory=dict)


Marks = dict[int, tuple[int, Any]]
"""Where phrases of one category stand, in order: first token → (token after the last, what the phrase means)."""


_Entry = tuple[tuple[str, ...], str, Any]
"""A phrase, its category and what it means."""


class _Opener:
    """The phrases that one word opens: those of the word `alone`, and the `longer` ones by their second word."""

    __slots__ = ("alone", "longer")

    def __init__(self, entries: Sequence[_Entry]) -> None:
        alone: dict[str, Any] = {}
        self.longer: Final[dict[str, list[tuple[list[str], int, str, Any]]]] = {}
        for phrase, category, meaning in sorted(entries, key=_negative_size) if len(entries) > 1 else entries:
            if len(phrase) == 1:
                alone.setdefault(category, meaning)
            else:
                rest = list(phrase[1:])
                self.longer.setdefault(rest[0], []).append((rest, len(rest), category, meaning))
        self.alone: Final = tuple(alone.items())


def _negative_size(entry: _Entry) -> int:
    return -len(entry[0])


class Lexicon:
    """All phrases of one language by their first word, and the indicators."""

    def __init__(self, words: Mapping[str, Any], indicators: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
        self._phrases: dict[str, list[_Entry]] = defaultdict(list)
        self._add_nouns(words["noun"])
        self._add_events(words["event"])
        for section, lists in words.items():
            if section not in ("noun", "event", "countries"):
                self._add_lists(section, lists)
        # So common that marking them would cost more than to look them up where one is asked for.
        self.stops: Final = frozenset(words.get("name", {}).get("stops", ()))
        self.fillers: Final = frozenset(words.get("report", {}).get("fillers", ()))
        phrases = chain.from_iterable(key for key, _, _ in chain(*self._phrases.values()))
        self.ordinary: Final = self.stops.union(self.fillers, phrases)
        self._add_places(words.get("countries", {}), facts)
        self.countries: Final = frozenset(words.get("countries", {}))
        self.demonym_endings: Final = tuple(words["phrase"]["demonym_endings"])
        self._openers: Final = {word: _Opener(entries) for word, entries in self._phrases.items()}
        self.indicators: Final = {code: _read_indicator(code, table) for code, table in indicators.items()}
        self._by_event: dict[tuple[str, str], str] = {}
        for indicator in self.indicators.values():
            for kind, senses in indicator.when.items():
                for sense in senses:
                    self._by_event.setdefault((kind, sense), indicator.code)

    def indicator_of(self, kind: str, sense: str) -> str | None:
        """The indicator of a count of `kind` to which `sense` happened, None where they do not go together."""
        return self._by_event.get((kind, sense)) or self._by_event.get(("any", sense))

    def code_of(self, noun: Noun, sense: str) -> str | None:
        """The indicator of a count of a noun to which `sense` happened: prisoners who return are released."""
        if noun.population and (code := self._by_event.get((noun.population, sense))):
            return code
        return self.indicator_of(noun.kind, sense)

    def mark(self, tokens: Tokens) -> dict[str, Marks]:
        """Find every phrase in the tokens, the longest of each category at each place."""
        found: dict[str, Marks] = defaultdict(dict)
        words, openers = tokens.word, self._openers
        for index, word in enumerate(words):
            opener = openers.get(word)
            if opener is None:
                continue
            last = index + 1
            if opener.longer and last < len(words):
                for rest, size, category, meaning in opener.longer.get(words[last], ()):
                    if words[last : last + size] == rest:
                        found[category].setdefault(index, (last + size, meaning))
            for category, meaning in opener.alone:
                found[category].setdefault(index, (last, meaning))
        return found

    def parted(self, opening: str, words: Sequence[str], place: int) -> Event | None:
        """The event of a phrase that its object parts: `held` 14 people `captive`, `brought` them `to safety`."""
        opener = self._openers.get(opening)
        if opener is None or place >= len(words) or words[place] not in opener.longer:
            return None
        for rest, size, category, meaning in opener.longer[words[place]]:
            if category == "event" and words[place : place + size] == rest:
                return cast("Event", meaning)
        return None

    def _add(self, phrase: str, category: str, meaning: object) -> None:
        plain = phrase.isascii() and phrase.replace(" ", "").isalpha()
        key = tuple(phrase.lower().split() if plain else tokenise(phrase).word)
        self._phrases[key[0]].append((key, category, meaning))

    def _add_places(self, countries: Mapping[str, Sequence[str]], facts: Mapping[str, Any]) -> None:
        for name, demonyms in countries.items():
            self._add(name, "place.known", "country")
            self._add_genitive(name)
            for demonym in demonyms:
                self._add(demonym, "demonym", name)
        for level, groups in (("country", [facts["also"]["countries"]]), ("wider", [facts["also"]["wider"]])):
            self._add_known(level, groups)
        self._add_known("region", facts["regions"].values())
        self._add_known("city", facts["cities"].values())

    def _add_known(self, level: str, groups: Iterable[Sequence[str]]) -> None:
        for name in chain.from_iterable(groups):
            self._add(name, "place.known", level)
            self._add_genitive(name)

    def _add_genitive(self, name: str) -> None:
        """Some feeds lose apostrophes: in `Syrias Idlib` the first word is an adjective."""
        if not name.endswith("s"):
            self._add(f"{name}s", "demonym", name)

    def _add_nouns(self, groups: Iterable[Mapping[str, Any]]) -> None:
        for group in groups:
            for entry in group["words"]:
                singular, *plurals = noun_forms(entry)
                meaning = {
                    "kind": group["kind"],
                    "unit": group.get("unit") or _head(singular),
                    "population": group.get("population"),
                    "indicator": group.get("indicator"),
                    "fixed": group.get("fixed", False),
                }
                self._add(singular, "noun", Noun(**meaning, plural=singular in plurals))
                for plural in plurals:
                    if plural != singular:
                        self._add(plural, "noun", Noun(**meaning))

    def _add_events(self, groups: Mapping[str, Mapping[str, Any]]) -> None:
        for sense, group in groups.items():
            sense = group.get("sense", sense)  # noqa: PLW2901 - groups of one sense differ in what they say backwards
            weak, toward = group.get("weak", False), group.get("toward")
            for verb in group.get("verbs", ()):
                for form in verb_forms(verb):
                    self._add(form, "event", Event(sense, weak, toward=toward))
            for phrase in (*group.get("phrases", ()), *group.get("nouns", ())):
                self._add(phrase, "event", Event(sense, weak, phrase in group.get("phrases", ()), toward))

    def _add_lists(self, section: str, lists: Mapping[str, Any]) -> None:
        for name, phrases in lists.items():
            for phrase in () if (section, name) in _UNMARKED else phrases:
                forms = verb_forms(phrase) if (section, name) in _VERBS else (phrase,)
                for form in forms:
                    self._add(form, section if section in _VALUED else f"{section}.{name}", name)


def _head(phrase: str) -> str:
    """The noun of a phrase without its adjectives: `food kit` is counted as `kit`."""
    head, _, _ = phrase.removeprefix("head of ").partition(" of ")
    return head.rpartition(" ")[2]


_VERBS: Final = frozenset([("report", "verbs"), ("place", "strikes")])
_UNMARKED: Final = frozenset([("phrase", "demonym_endings"), ("name", "stops"), ("report", "fillers")])
_VALUED: Final = frozenset({"qualifier", "preposition", "time", "currency"})


def _read_indicator(code: str, table: Mapping[str, Any]) -> Indicator:
    when = {kind: frozenset(senses) for kind, senses in table.get("when", {}).items()}
    plain = {key: value for key, value in table.items() if key != "when"}
    return Indicator(code=code, when=when, **plain)


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """Read a language's words as they are shipped; cached, since they never change while a program runs."""
    return read_lexicon(resources.files(__package__), language)


def read_lexicon(folder: Traversable, language: str = "en") -> Lexicon:
    """Read a language's words from a folder that is laid out as this one: indicators.toml beside lexicon/."""
    words = tomllib.loads((folder / "lexicon" / f"{language}.toml").read_text("utf-8"))
    indicators = tomllib.loads((folder / "indicators.toml").read_text("utf-8"))
    facts = tomllib.loads((folder / "lexicon" / "places.toml").read_text("utf-8"))
    return Lexicon(words, indicators, facts)
