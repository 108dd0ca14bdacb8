"""The checks, run after ingest: each touched counter by itself, in its own transaction, under its own lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.checks import check
from ingest.store import FindingStore

if TYPE_CHECKING:
    from psycopg import Connection

    from ingest.model import Finding


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


def _check_counter(store: FindingStore, counter: int) -> int:
    found = {(one.rule, int(one.subject)): one for one in check(store.observations(counter))}
    held = store.newest(counter)
    return _add_new(store, counter, found, held) + _withdraw_gone(store, counter, found, held)


def _add_new(
    store: FindingStore,
    counter: int,
    found: dict[tuple[str, int], Finding],
    held: dict[tuple[str, int], Finding | None],
) -> int:
    new = [finding for key, finding in found.items() if not _same(finding, held.get(key))]
    for finding in new:
        store.add(counter, finding)
    return len(new)


def _same(finding: Finding, held: Finding | None) -> bool:
    return held is not None and _content(finding) == _content(held)


def _content(finding: Finding) -> tuple[object, ...]:
    return (
        finding.verdict, finding.assumptions, finding.proof, finding.stated, finding.low, finding.high,
        finding.difference, finding.suspect, finding.slip, finding.would_be, finding.explanation,
    )  # fmt: skip


def _withdraw_gone(
    store: FindingStore,
    counter: int,
    found: dict[tuple[str, int], Finding],
    held: dict[tuple[str, int], Finding | None],
) -> int:
    gone = [key for key, finding in held.items() if finding is not None and key not in found]
    for rule, subject in gone:
        store.withdraw(counter, rule, subject)
    return len(gone)
