"""Names of places and of originators, folded so that spellings of one name meet."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ARTICLES: Final = frozenset({"al", "ar", "as", "ash", "at", "an", "ad", "az", "el", "the"})
"""Articles of transliterated Arabic, and the English one: "Ar Rastan" and "Rastan" are one place."""

CONNECTIVES: Final = frozenset({"of", "for", "in", "and", "the", "s"})
SPELLINGS: Final = {"center": "centre", "defense": "defence"}
NAMED_BY: Final = 2
"""How many words a known name must have before a longer name that contains them all is taken for it."""

_WORD: Final = re.compile(r"[^\W_]+")
_APOSTROPHE: Final = re.compile("['`\u2018\u2019\u02bb\u02bc]")


def fold_name(name: str) -> str:
    """Return `name` in lower case without accents, apostrophes, articles and punctuation; "" where nothing is left."""
    words = _words(name)
    return " ".join([word for word in words if word not in ARTICLES] or words)


class Originators:
    """The known originators under all their spellings."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take `names`: spelling folded by `Originators.fold` → the name series use."""
        self._names = dict(names)
        self._parts = sorted(
            ((frozenset(key.split()), name) for key, name in names.items()), key=lambda pair: (-len(pair[0]), pair[1])
        )

    @staticmethod
    def fold(name: str) -> str:
        """Return the spelling of an originator that others are compared with."""
        words = (SPELLINGS.get(word, word) for word in _words(_APOSTROPHE.sub(" ", name)))
        return " ".join(word for word in words if word not in CONNECTIVES)

    def resolve(self, name: str) -> str:
        """Return the name that series use for `name`: a known one that it spells or contains, else itself."""
        key = self.fold(name)
        if key in self._names:
            return self._names[key]
        words = frozenset(key.split())
        for part, known in self._parts:
            if len(part) >= NAMED_BY and part <= words:
                return known
        return " ".join(name.split())


def _words(name: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return _WORD.findall(_APOSTROPHE.sub("", plain))
