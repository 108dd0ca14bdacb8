"""Regular English word forms, so that word lists name each word once."""

from __future__ import annotations

from typing import Final

_VOWELS: Final = frozenset("aeiou")
_SIBILANTS: Final = ("s", "x", "z", "ch", "sh")


def noun_forms(entry: str) -> tuple[str, ...]:
    """Singular and plurals of a noun or noun phrase; irregular ones are written out with `|`.

    >>> noun_forms("food kit")
    ('food kit', 'food kits')
    >>> noun_forms("person|people|persons")
    ('person', 'people', 'persons')
    """
    if "|" in entry:
        return tuple(entry.split("|"))
    return entry, pluralise(entry)


def pluralise(noun: str) -> str:
    """The regular plural.

    >>> pluralise("family"), pluralise("cross"), pluralise("day")
    ('families', 'crosses', 'days')
    """
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(_SIBILANTS) else "s")


def singularise(noun: str) -> str:
    """The regular singular of a plural, or the word itself.

    >>> singularise("families"), singularise("boxes"), singularise("houses"), singularise("buses")
    ('family', 'box', 'house', 'bus')
    """
    if noun.endswith("ies") and len(noun) > len("ties"):
        return noun[:-3] + "y"
    if noun.endswith(("xes", "zes", "ches", "shes", "sses", "buses")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


def verb_forms(entry: str) -> tuple[str, ...]:
    """All forms of a verb or verb phrase: the first word is inflected; irregular phrases are written out with `|`.

    >>> verb_forms("evacuate")
    ('evacuate', 'evacuates', 'evacuated', 'evacuating')
    >>> verb_forms("carry off")
    ('carry off', 'carries off', 'carried off', 'carrying off')
    """
    if "|" in entry:
        return tuple(entry.split("|"))
    head, gap, rest = entry.partition(" ")
    return tuple(f"{form}{gap}{rest}" for form in _regular(head))


def _regular(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        stem = verb[:-1]
        return verb, verb + "s", verb + "d", (verb if verb.endswith("ee") else stem) + "ing"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        stem = verb[:-1]
        return verb, stem + "ies", stem + "ied", verb + "ing"
    third = pluralise(verb)
    if _doubles(verb):
        return verb, third, f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"
    return verb, third, verb + "ed", verb + "ing"


_SHORT: Final = 4
_STRESSED: Final = ("mit", "fer", "drop", "nap", "trap", "pel", "trol")
"""Ends of longer verbs whose last syllable is stressed or a word of its own: `airdrop`, `kidnap`, `expel`."""


def _doubles(verb: str) -> bool:
    """Whether the last consonant is doubled: in short words on vowel and consonant (`trap`), and in `admit`."""
    if len(verb) < _SHORT - 1 or verb[-1] in "aeiouwxyh" or verb[-2] not in _VOWELS or verb[-3] in _VOWELS:
        return False
    return len(verb) <= _SHORT or verb.endswith(_STRESSED)
