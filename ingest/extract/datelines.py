"""Datelines: where and when a report was written, which is not where what it tells happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.text import NUMERAL, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.numbers import Scene
    from ingest.extract.sentences import Sentence

_LONGEST: Final = 14
_TOP: Final = 3


def find_datelines(scene: Scene, sentences: Sequence[Sentence]) -> bytearray:
    """Mark the tokens of datelines, which say where a report was written: `KOLKATA, 5 May (Agency) –`."""
    marked = bytearray(len(scene.tokens) + 1)
    previous = None
    for sentence in sentences:
        if sentence.line and (previous is None or _opens(sentence, previous)):
            end = _dateline_end(scene, sentence)
            marked[sentence.first : end] = b"\x01" * (end - sentence.first)
        previous = sentence
    return marked


def _opens(sentence: Sentence, previous: Sentence) -> bool:
    return sentence.paragraph != previous.paragraph or sentence.line != previous.line


def _dateline_end(scene: Scene, sentence: Sentence) -> int:
    """The token after a dateline that a sentence begins with, else its first."""
    tokens, first = scene.tokens, sentence.first
    if not tokens.capital(first):
        return first
    stamped = inside = False
    shouted = any(
        tokens.slice(first, at).isupper() and tokens.end[at - 1] - tokens.start[at - 1] > _TOP
        for at in range(first + 1, min(first + 3, sentence.last))
    )
    for index in range(first, min(first + _LONGEST, sentence.last)):
        word = tokens.word[index]
        stamped = stamped or bool(scene.dated[index]) or word == "("
        inside = (inside or word == "(") and word != ")"
        if word in "-–—" or (word in ":;" and index > first):
            known = scene.marks.get("place.known", {}).get(first)
            city = known is not None and known[1] == "city" and known[0] == index and word != ":"
            return index if (stamped or shouted or city) and not lists_count(scene, index) else first
        if word == "." and shouted and stamped:
            return index + 1
        if word == "/" and shouted:
            continue
        if not (inside or scene.dated[index] or tokens.capital(index) or tokens.kind[index] != WORD):
            return first
    return sentence.last if stamped and sentence.heading and _is_dated_line(scene, sentence) else first


def lists_count(scene: Scene, index: int) -> bool:
    """Whether a number follows a mark: `PUNJAB: 12`."""
    after = index + 1
    if after >= len(scene.tokens):
        return False
    return scene.tokens.kind[after] == NUMERAL or scene.tokens.word[after] in ("no", "nil")


def _is_dated_line(scene: Scene, sentence: Sentence) -> bool:
    """Whether nothing but a place and a date fills a line: `Maputo, 15 May 2023`."""
    tokens = scene.tokens
    return all(
        scene.dated[index] or tokens.kind[index] != WORD or tokens.capital(index)
        for index in range(sentence.first, sentence.last)
    ) and any(scene.dated[sentence.first : sentence.last])
