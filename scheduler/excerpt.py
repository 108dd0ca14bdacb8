"""A number in its sentence, for people."""

from __future__ import annotations

from typing import Final

from rich.text import Text

AROUND: Final = 60
"""Characters shown on each side, within the paragraph."""


def show_excerpt(reading: str, span: tuple[int, int], number: tuple[int, int] | None = None) -> Text:
    """Return the words around a span, within its paragraph; the number in it, else all of it, is highlighted."""
    begin, end = _begin(reading, span[0]), _end(reading, span[1])
    head = "… " if reading[begin - 1 : begin] not in ("", "\n") else ""
    tail = " …" if reading[end : end + 1] not in ("", "\n") else ""
    said = Text(head + inert(reading[begin:end]) + tail)
    shift, (first, last) = len(head) - begin, number or span
    said.stylize("bold reverse", first + shift, last + shift)
    return said


def _begin(text: str, first: int) -> int:
    """Where the words before `first` begin: at their paragraph's start, or at a word's not much earlier."""
    start = text.rfind("\n", 0, first) + 1
    if first - start <= AROUND:
        return start
    gap = text.find(" ", first - AROUND, first)
    return first - AROUND if gap < 0 else gap + 1


def _end(text: str, last: int) -> int:
    """Where the words after `last` end: at their paragraph's end, or at a word's not much later."""
    stop = text.find("\n", last)
    stop = len(text) if stop < 0 else stop
    if stop - last <= AROUND:
        return stop
    gap = text.rfind(" ", last, last + AROUND)
    return last + AROUND if gap < 0 else gap


def inert(text: str) -> str:
    """The same number of characters, none of which moves a terminal's cursor."""
    return "".join(char if char.isprintable() else " " for char in text)
