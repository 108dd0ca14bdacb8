"""The checks, run after ingest: each touched counter by itself, in its own transaction, under its own lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ingest.checks import check_counter
from ingest.errors import UsageError
from ingest.store import FindingStore
from ingest.store.findings import Judged

if TYPE_CHECKING:
    from psycopg import Connection

    from ingest.checks import MissingDays
    from ingest.model import Finding
    from ingest.store.findings import Held


def check_touched(conn: Connection) -> int:
    """Check every touched counter that no other worker is at; return how many findings changed.

    `conn` is in autocommit. A check that fails leaves its counter marked, and the data as it is.
    """
    changed = 0
    store = FindingStore(conn)
    for counter in store.touched():
        with conn.transaction():
            if store.take(counter):
                changed += _check_counter(store, counter)
    return changed


def check_everything(conn: Connection) -> int:
    """Check all counters anew; return how many findings changed."""
    FindingStore(conn).mark_all()
    return check_touched(conn)


def acknowledge(conn: Connection, finding: int, note: str) -> None:
    """Note what somebody made of a contradiction.

    Raises:
        UsageError: the note is empty, or no contradiction of that number holds.
    """
    if not note.strip():
        raise UsageError("An acknowledgement needs words: add --note TEXT.")
    if not FindingStore(conn).acknowledge(finding, note.strip()):
        raise UsageError(f"No contradiction of the number {finding} holds now: tallywire check shows their numbers.")


class _Change(NamedTuple):
    """What was held of a counter before, and which observations feed it now."""

    held: dict[tuple[str, int], Held]
    fed_by: frozenset[int]

    def closing(self, key: tuple[str, int], finding: Finding | None) -> tuple[int | None, int | None]:
        """Return which contradiction of a subject is closed by what is found now, and by which observation."""
        before = self.held.get(key)
        if before is None or before.finding is None or before.finding.verdict != "unbalanced":
            return None, None
        if finding is not None and finding.verdict == "unbalanced":
            return None, None
        proof = {int(one) for one in before.finding.proof}
        later = {one for one in self.fed_by if one > max(proof)}
        named = later & {int(one) for one in (finding.proof if finding is not None else ())}
        return before.id, max(named or later, default=None)


def _check_counter(store: FindingStore, counter: int) -> int:
    key, observations = store.key(counter), store.observations(counter)
    findings, missing = check_counter(key, observations, store.newest_report()) if observations else ([], [])
    found = {(one.rule, int(one.subject)): one for one in findings}
    change = _Change(store.newest(counter, key), frozenset(int(one.id) for one in observations))
    _bound_days(store, counter, frozenset(missing))
    return _add_new(store, counter, found, change) + _withdraw_gone(store, counter, found, change)


def _add_new(store: FindingStore, counter: int, found: dict[tuple[str, int], Finding], change: _Change) -> int:
    held = change.held
    new = {key: one for key, one in found.items() if key not in held or held[key].finding != one}
    if new:
        store.add(counter, [Judged(finding, *change.closing(key, finding)) for key, finding in new.items()])
    return len(new)


def _withdraw_gone(store: FindingStore, counter: int, found: dict[tuple[str, int], Finding], change: _Change) -> int:
    gone = [key for key, one in change.held.items() if one.finding is not None and key not in found]
    for key in gone:
        store.withdraw(counter, key, *change.closing(key, None))
    return len(gone)


def _bound_days(store: FindingStore, counter: int, missing: frozenset[MissingDays]) -> None:
    """Keep what changed of the bounds of days that nobody reported: first what no longer holds, then what does."""
    held = store.missing_days(counter)
    for days in sorted(held - missing):
        store.add_missing_days(counter, days, holds=False)
    for days in sorted(missing - held):
        store.add_missing_days(counter, days, holds=True)
