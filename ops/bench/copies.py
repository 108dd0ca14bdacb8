"""Copies of a text as wires, portals and scanners make them: the same numbers, other words; every change by a seed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

SHARED: Final = 0.3
"""The share of word trigrams that a rewritten text keeps at least."""

WORDS: Final[dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, roughly."""
    return [one for one in re.split(r"(?<=[.!?])\s+", text) if one.strip()]


def abridge(title: str, text: str, chance: Random) -> tuple[str, str]:
    """Keep the first sentence and about half of the others."""
    first, *others = sentences_of(text)
    return title, " ".join([first, *(one for one in others if chance.random() < SHARED * 2)])


def rename(_: str, text: str, chance: Random) -> tuple[str, str]:
    """Give it another headline."""
    return chance.choice(WORDS["headlines"]), text


def reorder(title: str, text: str, chance: Random) -> tuple[str, str]:
    """Put its sentences in another order."""
    parts = sentences_of(text)
    chance.shuffle(parts)
    return title, " ".join(parts)


def merge(title: str, text: str, chance: Random) -> tuple[str, str]:
    """Make one sentence of two, again and again."""
    parts, told = sentences_of(text), ""
    for part in parts:
        if told.endswith(".") and chance.random() < SHARED * 2:
            told = told[:-1] + chance.choice(WORDS["joints"]) + part[:1].lower() + part[1:]
        else:
            told = f"{told} {part}".strip()
    return title, told


def mistype(title: str, text: str, chance: Random) -> tuple[str, str]:
    """Swap two letters in one word of fifteen."""

    def slip(found: re.Match[str]) -> str:
        word = found[0]
        place = chance.randrange(len(word) - 1)
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        return swapped if chance.random() < 1 / 15 else word

    return title, re.sub(r"[A-Za-z]{4,}", slip, text)


def scan(title: str, text: str, chance: Random) -> tuple[str, str]:
    """Misread one letter of forty, as a scanner does; digits stay."""
    told = []
    for letter in text:
        misread = WORDS["scanned"].get(letter)
        told.append(misread if misread and chance.random() < 1 / 12 else letter)
    return title, "".join(told)


def furnish(title: str, text: str, chance: Random) -> tuple[str, str]:
    """Put the furniture of a page around it."""
    return title, "\n\n".join([*chance.sample(WORDS["furniture"], 2), text, chance.choice(WORDS["furniture"])])


def respell(title: str, text: str, chance: Random) -> tuple[str, str]:
    """Spell its names in another way, each always alike."""
    chosen = chance.sample(WORDS["spellings"], 5)

    def spell(found: re.Match[str]) -> str:
        word = found[0]
        for old, new in chosen:
            word = word.replace(old, new)
        return word

    return title, re.sub(r"\b[A-Z][a-z]{2,}\b", spell, text)


def rewrite(_: str, text: str, chance: Random) -> tuple[str, str]:
    """Exchange words until hardly more than SHARED of its trigrams are left, and rename it; numbers stay."""
    words = text.split(" ")
    places = [n for n, word in enumerate(words) if word.isalpha()]
    chance.shuffle(places)
    whole = _trigrams(text.split(" "))
    for n, place in enumerate(places):
        if n % 5 == 0 and len(_trigrams(words) & whole) <= (SHARED + 0.03) * len(whole):
            break
        words[place] = chance.choice(WORDS["fillers"])
    return chance.choice(WORDS["headlines"]), " ".join(words)


def _trigrams(words: list[str]) -> set[tuple[str, str, str]]:
    return set(zip(words, words[1:], words[2:], strict=False))


WAYS: Final[dict[str, Callable[[str, str, Random], tuple[str, str]]]] = {
    "abridged": abridge, "renamed": rename, "reordered": reorder, "merged": merge, "mistyped": mistype,
    "scanned": scan, "furnished": furnish, "respelt": respell, "rewritten": rewrite,
}  # fmt: skip
