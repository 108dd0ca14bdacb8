"""The checks, run after ingest: each touched counter by itself, in its own transaction, under its own lock."""

from __future__ import annotations

import gc
import os
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from ingest.checks import Bookmark, Checked, begin_of_window, check_counter, find_across, take_up
from ingest.checks.imprint import imprint, version
from ingest.database import connect
from ingest.errors import UsageError
from ingest.store import FindingStore
from ingest.store.findings import Ended, Judged

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from psycopg import Connection

    from ingest.checks import MissingDays
    from ingest.model import CounterKey, Finding
    from ingest.store.findings import Held, Place

WORTH_A_PROCESS: Final = 100
"""A process that starts takes as long as some hundred counters."""
FEWEST_HELPERS: Final = 2
A_WEEK_BACK: Final = timedelta(8)
"""How far back statements are read for a report that follows all others: a week's begin with the report before it."""


def check_touched(conn: Connection) -> int:
    """Check every touched counter that no other worker is at; return how many findings changed.

    `conn` is in autocommit. A check that fails leaves its counter marked, and the data as it is.
    """
    return _check(conn, FindingStore(conn).touched())


def check_everything(conn: Connection, conninfo: str | None = None) -> int:
    """Check all counters anew; return how many findings changed.

    With `conninfo`, a process for each core helps where the counters are many.
    """
    store = FindingStore(conn)
    store.mark_all()
    touched = store.touched()
    helpers = min(os.cpu_count() or 1, len(touched) // WORTH_A_PROCESS)
    if conninfo is None or helpers < FEWEST_HELPERS:
        return _check(conn, touched)
    with ProcessPoolExecutor(helpers, mp_context=get_context("spawn"), initializer=gc.freeze) as pool:
        shares = [touched[n::helpers] for n in range(helpers)]
        return sum(pool.map(_check_share, [conninfo] * helpers, shares)) + check_touched(conn)


def _check_share(conninfo: str, counters: Sequence[int]) -> int:
    with connect(conninfo) as conn:
        return _check(conn, counters)


def _check(conn: Connection, counters: Iterable[int]) -> int:
    changed = 0
    store = FindingStore(conn)
    for counter in counters:
        with conn.transaction():
            added = store.take(counter)
            if added:
                changed += _check_counter(store, counter, added)
    return changed


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


def _check_counter(store: FindingStore, counter: int, added: list[int | None]) -> int:
    place = store.place(counter)
    bookmark = place.ended.bookmark if place.ended is not None and place.ended.checks == version() else None
    beside = store.beside(counter)
    if bookmark is not None and not beside:
        changed = _go_on(store, counter, place, msgspec.msgpack.decode(bookmark, type=Bookmark), added)
        if changed is not None:
            return changed
    return _check_in_full(store, counter, place, beside)


def _go_on(
    store: FindingStore, counter: int, place: Place, bookmark: Bookmark, added: Collection[int | None]
) -> int | None:
    """Check what was added, by the statements before it; None where that is not enough."""
    if None in added or place.ended is None or place.newest is None:
        return None
    since = date.fromordinal(bookmark.last) - A_WEEK_BACK
    told = store.observations(counter, since)
    new = [one for one in told if one.id in added]
    if len(new) < len(set(added)) or begin_of_window(new) < since:
        return None
    window = [one for one in told if one.id not in added]
    continued = take_up(place.key, bookmark, window, new, place.newest)
    if continued is None:
        return None
    store.add(counter, [Judged(finding) for finding in continued.findings])
    seal = imprint(continued.findings, (), place.ended.imprint)
    store.keep_place(counter, Ended(version(), seal, msgspec.msgpack.encode(continued.bookmark)))
    return len(continued.findings)


def _check_in_full(store: FindingStore, counter: int, place: Place, beside: Mapping[CounterKey, int]) -> int:
    observations = store.observations(counter)
    checked = Checked([], [], lambda: None)
    if observations and place.newest is not None:
        across: Sequence[Finding] = ()
        if beside:
            others = {key: store.observations(other) for key, other in beside.items()}
            across = find_across({place.key: observations, **others}, store.places_within(counter)).get(place.key, ())
        checked = check_counter(place.key, observations, place.newest, across)
    bookmark = checked.mark()
    seal = imprint(checked.findings, checked.missing)
    ended = Ended(version(), seal, msgspec.msgpack.encode(bookmark) if bookmark is not None else None)
    if ended == place.ended:
        return 0
    changed = 0
    if place.ended is None or (ended.checks, seal) != (place.ended.checks, place.ended.imprint):
        found = {(one.rule, int(one.subject)): one for one in checked.findings}
        change = _Change(store.newest(counter, place.key), frozenset(int(one.id) for one in observations))
        _bound_days(store, counter, frozenset(checked.missing))
        changed = _add_new(store, counter, found, change) + _withdraw_gone(store, counter, found, change)
    store.keep_place(counter, ended)
    return changed


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
