"""What is found of a counter in a few bytes: equal where all findings are, so that what is held need not be read."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib import resources
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.checks.missing import MissingDays
    from ingest.model import Finding

SIZE: Final = 16


def imprint(findings: Iterable[Finding], missing: Iterable[MissingDays], before: bytes = bytes(SIZE)) -> bytes:
    """Return the digest of findings and bounds of missing days, in any order, added to that of others.

    The digest of a set is the sum of its members' (AdHash: Bellare and Micciancio, A New Paradigm for Collision-Free
    Hashing, 1997), so that what is new can be added without the rest. Words are left out, as the version of the checks
    and the facts make them.
    """
    encode = msgspec.msgpack.Encoder().encode
    total = int.from_bytes(before, "big")
    for one in findings:
        total += int.from_bytes(blake2b(encode(one.facts), digest_size=SIZE).digest(), "big")
    for days in missing:
        total += int.from_bytes(blake2b(encode(tuple(days)), digest_size=SIZE).digest(), "big")
    return (total % (1 << 8 * SIZE)).to_bytes(SIZE, "big")


@cache
def version() -> str:
    """Return which version of the checks this is: the digest of their own text, so that nobody forgets to raise it."""
    digest = blake2b(digest_size=SIZE)
    modules = (entry for entry in resources.files("ingest.checks").iterdir() if entry.name.endswith(".py"))
    for entry in sorted(modules, key=lambda entry: entry.name):
        digest.update(entry.read_bytes())
    return digest.hexdigest()
