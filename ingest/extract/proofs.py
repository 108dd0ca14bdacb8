"""Which names are places: by what stands around them, by what the facts know, by what the text shows elsewhere.

Syntax proves a place (`in X`, `X province`, `the towns of X`, `X (12)`); what speaks is none (`X said`, `told X`), nor
is an abbreviation that no fact knows. A name proven once is proven for its whole text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.datelines import find_datelines, lists_count
from ingest.extract.listings import continues_list, find_rows, find_shared
from ingest.extract.text import BREAK, NUMERAL, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.numbers import Scene
    from ingest.extract.places import Place
    from ingest.extract.sentences import Sentence

_FIRM: Final = frozenset({
    "in", "at", "near", "inside", "outside", "within", "around", "throughout", "across", "into", "toward", "towards",
    "off", "out", "from", "above", "below", "through", "via", "over", "to", "close", "next", "between",
})  # fmt: skip
_CLOSE: Final = frozenset({"in", "near", "across", "throughout", "at", "over"})
"""After these even an abbreviation is a place."""
_ABBREVIATED: Final = 6


def prove_places(scene: Scene, sentences: Sequence[Sentence], places: Sequence[Place]) -> list[Place]:
    """Keep the names that are places."""
    datelines = find_datelines(scene, sentences)
    candidates = [
        place for place in places
        if place.anaphor
        or not (
            _is_of_capital(scene, place) or datelines[place.first] or _speaks(scene, place) or _is_told(scene, place)
        )
    ]  # fmt: skip
    speakers = {_key(place) for place in places if not place.level and _speaks(scene, place)}
    proven = {
        _key(place) for place in candidates
        if not place.anaphor and not place.loud and _is_proven(scene, place) and _key(place) not in speakers
    }  # fmt: skip
    starts = {sentence.first for sentence in sentences if sentence.line}
    shared = find_shared(scene, candidates) | _find_headings(sentences, candidates)
    shared |= find_rows(scene, sentences, candidates)
    heading = _find_headed_rows(scene, sentences, candidates)
    kept: list[Place] = []
    for place in candidates:
        place.label = place.first in heading or (place.first in starts and _is_label(scene, place))
        last = kept[-1] if kept else None
        sure = place.anaphor or bool(place.level or place.kind) or _key(place) in proven or place.first in shared
        sure = sure or _is_part_named(scene, place) or (_key(place) not in speakers and _counts_much(scene, place))
        if not sure and last and continues_list(scene, last, place):
            sure = place.listed = True
            proven.add(_key(place))
        if sure or (not place.loud and _key(place) not in speakers and _is_proven(scene, place)):
            kept.append(place)
    return kept


def _is_of_capital(scene: Scene, place: Place) -> bool:
    """Whether a name only says whose capital is meant: `in the X capital`."""
    words = scene.tokens.word
    return words[place.after : place.after + 1] == ["capital"] and words[place.first - 1] == "the"


def _find_headings(sentences: Sequence[Sentence], places: Sequence[Place]) -> set[int]:
    """Names alone on their lines, where another such line is known for a place: headings of one sort."""
    lines = {sentence.first: sentence.last for sentence in sentences if sentence.line and sentence.heading}
    alone = [place for place in places if lines.get(place.first, 0) - place.after in (0, 1)]
    known = any(place.level or place.kind for place in alone)
    return {place.first for place in alone} if known else set()


def _find_headed_rows(scene: Scene, sentences: Sequence[Sentence], places: Sequence[Place]) -> set[int]:
    """Names that open a line which counts several things of each, and of no other place: `X – 3 dead, 9 hurt`."""
    ends: dict[int, int] = {}
    first, line = 0, 0
    for sentence in sentences:
        first, line = (first, line) if sentence.line == line else (sentence.first, sentence.line)
        if line:
            ends[first] = sentence.last
    counted = [place for place in places if scene.word(place.after) in _LABELS and lists_count(scene, place.after)]
    found = {place.first for place in counted if place.first in ends}
    lasts = [(place.first, max((first for first in found if first <= place.first), default=-1)) for place in counted]
    several = {first for at, first in lasts if first >= 0 and first < at < ends[first]}
    return {first for first in found - several if _says_more(scene, first, ends[first])}


def _says_more(scene: Scene, first: int, last: int) -> bool:
    """Whether a line counts several things or goes on with another sentence."""
    return scene.tokens.kind[first:last].count(NUMERAL) > 1 or "." in scene.tokens.word[first : last - 1]


def _is_label(scene: Scene, place: Place) -> bool:
    """Whether a name opens a line as its heading: `X – …`, `X province. …`."""
    words, after = scene.tokens.word, place.after
    return after < len(words) and words[after] in _LABELS and not lists_count(scene, after)


_LABELS: Final = frozenset("-–—:.")


def _key(place: Place) -> str:
    return place.text.casefold()


def _is_proven(scene: Scene, place: Place) -> bool:
    """Whether the words around a name make it a place."""
    if place.level or place.kind or place.people or _is_introduced(scene, place):
        return True
    if place.after in scene.marks.get("place.authorities", ()) or _is_worst(scene, place) or _is_fated(scene, place):
        return True
    return _is_proven_by_role(scene, place) or _is_counted(scene, place) or _is_located(scene, place)


def _is_fated(scene: Scene, place: Place) -> bool:
    """Whether only a place can have what stands beside a name: `the X quake`, `the siege of X`, `Eastern X`."""
    words, marks, first = scene.tokens.word, scene.marks, place.first
    if _is_abbreviation(scene, place) or _is_quoted(scene, place):
        return False
    if place.after in marks.get("place.fates", ()) and place.role in ("", "subject", "location", "object"):
        return words[first - 1] != "of"
    if words[place.after : place.after + 3] in _UNDER:
        return True
    if place.last - first > 1 and (first in marks.get("place.directions", ()) or words[place.last - 1] in _BODIES):
        return True
    if first < _FATED or words[first - 1] != "of":
        return False
    return any(marks.get("place.fated", {}).get(at, (0,))[0] == first - 1 for at in _before(first - 1))


_FATED: Final = 2
_UNDER: Final = (["came", "under", "fire"], ["came", "under", "attack"], ["is", "under", "siege"])
_BODIES: Final = frozenset({
    "street", "road", "avenue", "square", "island", "islands", "valley", "city", "airport", "hills", "mountains",
})  # fmt: skip


def _is_part_named(scene: Scene, place: Place) -> bool:
    """Whether a name among other capitals begins with a direction and nothing goes on with it: `Eastern X, 5 May`."""
    if not place.loud or place.last - place.first == 1 or place.first not in scene.marks.get("place.directions", ()):
        return False
    return place.after >= len(scene.tokens) or scene.tokens.word[place.after] in _ENDING


_ENDING: Final = frozenset({",", ":", "–", "-", "—", "(", ".", "|"})


def _is_worst(scene: Scene, place: Place) -> bool:
    """`X was the worst hit`."""
    return place.role == "subject" and not _WORST.isdisjoint(scene.tokens.word[place.after : place.after + 3])


_WORST: Final = frozenset({"worst", "hardest"})


def _is_proven_by_role(scene: Scene, place: Place) -> bool:
    """Whether a preposition or verb makes a place of a name."""
    if _is_abbreviation(scene, place):
        return place.role == "location" and place.word in _CLOSE and scene.tokens.word[place.first - 1] in _CLOSE
    if place.role in ("location", "origin", "destination", "via") and place.word in _FIRM:
        return not (_is_quoted(scene, place) or _is_attributive(scene, place))
    by_way = scene.tokens.word[place.outer : place.outer + 3] == ["by", "way", "of"]
    if place.role == "passage" or place.passage or by_way:
        return True
    if place.word == "for":
        return _is_left_for(scene, place)
    if place.role == "object":
        return place.word == "strikes" or _is_acted_on(scene, place)
    return False


def _is_attributive(scene: Scene, place: Place) -> bool:
    """Whether a name only says of what sort the noun behind it is: `to the ruling X clan`."""
    tokens, after = scene.tokens, place.after
    if after >= len(tokens) or tokens.kind[after] != WORD or tokens.capital(after) or after not in scene.marks["noun"]:
        return False
    articled = not _ARTICLES.isdisjoint(tokens.word[max(place.outer, place.first - _NEAR_BY) : place.first])
    return articled and after not in scene.marks["event"] and after not in scene.marks.get("place.compounds", ())


_ARTICLES: Final = frozenset({"the", "a", "an"})
_NEAR_BY: Final = 3


def _is_left_for(scene: Scene, place: Place) -> bool:
    """Whether people or vehicles set out for a name: `left A for B`, `headed for B`."""
    events = scene.marks["event"]
    near = range(max(0, place.outer - _SETTING_OUT), place.outer)
    return any(at in events and events[at][1].sense in ("leave", "arrive", "return") for at in near)


_SETTING_OUT: Final = 12


def _is_abbreviation(scene: Scene, place: Place) -> bool:
    raw = scene.tokens.slice(place.first, place.last)
    return place.last - place.first == 1 and len(raw) <= _ABBREVIATED and raw[:-1].isupper()


def _is_quoted(scene: Scene, place: Place) -> bool:
    return place.first > 0 and scene.tokens.word[place.first - 1] in "\"'“‘«"


def _is_introduced(scene: Scene, place: Place) -> bool:
    """`the town of X`, `the areas of X and Y`, `village X`."""
    types, first = scene.marks.get("place.types", {}), place.first
    words = scene.tokens.word
    if first > 1 and words[first - 1] == "of" and any(types.get(at, (0,))[0] == first - 1 for at in _before(first - 1)):
        return True
    return any(types.get(at, (0,))[0] == first for at in _before(first))


def _is_located(scene: Scene, place: Place) -> bool:
    """Whether a larger place stands behind a name to say where it lies: `X, Y province`, `X (Lebanon)`."""
    after = place.after
    if after + 1 >= len(scene.tokens) or scene.tokens.word[after] not in (",", "("):
        return False
    known = scene.marks.get("place.known", {}).get(after + 1)
    following = known[0] if known else after + 2
    if "'s" in scene.tokens.word[following : following + 2]:
        return False  # "Amir X, Y state's chief secretary"
    return (known is not None and known[1] in ("region", "country") and scene.tokens.word[after] == ",") or any(
        following in scene.marks.get(category, ()) for category in ("place.wide", "place.zones")
    )


def _before(index: int) -> range:
    return range(max(0, index - 2), index)


def _is_acted_on(scene: Scene, place: Place) -> bool:
    """Whether a verb stands before the name that people do to places: leave, enter, shell, hit."""
    events = scene.marks["event"]
    return any(
        at in events and events[at][1].sense in _ACTS and events[at][0] <= place.first
        for at in range(max(0, place.first - 4), place.first)
    )


_ACTS: Final = frozenset({"leave", "pass", "arrive", "attack", "strand", "affect", "damage", "return"})


def _is_counted(scene: Scene, place: Place) -> bool:
    """An item of a list of counts: `X (12)`, `X – 12`."""
    tokens, after = scene.tokens, place.after
    if after + 1 >= len(tokens):
        return False
    if tokens.word[after] == "(":
        closed = tokens.word[after + 2 : after + 3] == [")"]
        return (closed and _is_count(scene, after + 1)) or _is_times(scene, after + 1)
    return tokens.word[after] in _COUNTING and tokens.kind[after + 1] == NUMERAL


def _is_count(scene: Scene, index: int) -> bool:
    return scene.tokens.kind[index] == NUMERAL or scene.tokens.word[index] in ("twice", "once", "thrice")


def _is_times(scene: Scene, index: int) -> bool:
    """`(three times)`."""
    return scene.tokens.word[index + 1 : index + 3] in (["times", ")"], ["time", ")"])


def _counts_much(scene: Scene, place: Place) -> bool:
    """Whether a sentence begins with a name that reports one count after another, as districts do."""
    words, after = scene.tokens.word, place.after
    if after + 1 >= len(scene.tokens) or words[after] not in _REPORTING or _is_abbreviation(scene, place):
        return False
    if not (place.first == 0 or words[place.first - 1] in _STOPS or scene.tokens.kind[place.first - 1] == BREAK):
        return False
    counts = sum(
        kind == NUMERAL or word in _NUMBERS
        for kind, word in zip(scene.tokens.kind[after : after + _SOME], words[after : after + _SOME], strict=True)
    )
    return counts > 1 and (scene.tokens.kind[after + 1] == NUMERAL or words[after + 1] in _NUMBERS)


_STOPS: Final = frozenset(".;:")
_SOME: Final = 12
_REPORTING: Final = frozenset({"reported", "reports", "recorded", "registered", "suffered", "saw", "lost", "counted"})
_COUNTING: Final = frozenset({
    "had", "received", "recorded", "registered", "suffered", "saw", "logged", "sustained", "counted",
})  # fmt: skip


def _speaks(scene: Scene, place: Place) -> bool:
    """Whether a name is the subject of a verb of saying, `X said`, unless it counts: `X reported 3`."""
    tokens, reports = scene.tokens, scene.marks.get("report.verbs", {})
    after = place.after
    if after in reports and not place.role:
        following = reports[after][0]
        near = range(following, min(following + 2, len(tokens)))
        return not any(tokens.kind[at] == NUMERAL or tokens.word[at] in _NUMBERS for at in near)
    return after in scene.marks.get("name.acts", ()) and not place.level and not place.role


_NUMBERS: Final = frozenset([
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "over",
    "about", "some", "nearly", "around", "almost", "more", "at",
])  # fmt: skip


def _is_told(scene: Scene, place: Place) -> bool:
    """Whether someone tells a name or is quoted by it: `told X`, `according to X`, `said X`."""
    if place.kind:
        return False
    reports, sources, first = scene.marks.get("report.verbs", {}), scene.marks.get("report.sources", {}), place.first
    if sources and any(at in sources and sources[at][0] == first for at in range(max(0, first - 4), first)):
        return True
    return not place.level and first - 1 in reports and place.role != "location"
