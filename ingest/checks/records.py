"""Observations and findings as JSON lines, for checks without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ingest.checks.places import Gazetteer
from ingest.errors import UsageError
from ingest.model import Observation, Standing
from ingest.stated import Stated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.model import Finding


MOST: Final = Decimal(10**18)
"""As in the database; and turning "1e1000000" into digits takes half a minute."""
FINEST: Final = -30
"""The last decimal place: what other programs write of a binary fraction ends before it, "1e-400000" is no amount."""
NUMBERS: Final = ("value", "value_high", "part_of")


class _Record(Stated, kw_only=True, frozen=True):
    id: int | str
    originator: str
    reference_day: date | None = None
    published_at: str | None = None
    outlet: str | None = None
    document: str | None = None
    since_label: str | None = None
    standing: Standing | None = None
    headline: bool = False


def read_observations(lines: Iterable[str], *, name: str) -> list[Observation]:
    """Return the observations of JSON lines; `name` is that of the file, for complaints.

    Raises:
        UsageError: a line is no observation, or has the id of an earlier one; line and field are named.
    """
    found: dict[str, Observation] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            one = _observation(msgspec.json.decode(line, type=_Record))
        except (msgspec.DecodeError, ValueError) as error:
            raise UsageError(f"{name}, line {number}: {error}.") from None
        if str(one.id) in found:
            raise UsageError(f"{name}, line {number}: id {one.id} stood before: give each observation its own.")
        found[str(one.id)] = one
    return list(found.values())


class _Place(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    name: str
    within: str | None = None
    parts: list[str] = msgspec.field(default_factory=list)


def read_places(lines: Iterable[str], *, name: str) -> Gazetteer:
    """Return the places of JSON lines: `name`, the place it is `within`, the `parts` that make it up without a rest.

    Raises:
        UsageError: a line is no place; line and field are named.
    """
    within: dict[str, str] = {}
    partitions: dict[str, frozenset[str]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            place = msgspec.json.decode(line, type=_Place)
            _take_in(place, within, partitions)
        except (msgspec.DecodeError, ValueError) as error:
            raise UsageError(f"{name}, line {number}: {error}.") from None
    return Gazetteer(within, partitions)


def _take_in(place: _Place, within: dict[str, str], partitions: dict[str, frozenset[str]]) -> None:
    if place.parts and partitions.setdefault(place.name, frozenset(place.parts)) != frozenset(place.parts):
        raise ValueError(f"other `parts` of {place.name} stood before: give them in one line")
    wholes = {place.name: place.within} if place.within is not None else {}
    for part, whole in (*wholes.items(), *((part, place.name) for part in place.parts)):
        if within.setdefault(part, whole) != whole:
            raise ValueError(f"{part} lies in {within[part]} already: give each place one `within`")
        above: str | None = whole
        while above is not None:
            if above == part:
                raise ValueError(f"{part} would lie in itself: mend `within` or `parts`")
            above = within.get(above)


def write_finding(finding: Finding) -> str:
    """Return a finding as one JSON object."""
    numbers = ("stated", "low", "high", "difference", "would_be")
    row: dict[str, Any] = {
        "rule": finding.rule,
        "verdict": finding.verdict,
        "assumptions": finding.assumptions,
        "ids": finding.proof,
        "suspect": finding.suspect,
        "slip": finding.slip,
        "explanation": finding.explanation,
    }
    return msgspec.json.encode(row | {name: _number(getattr(finding, name)) for name in numbers}).decode()


def _observation(record: _Record) -> Observation:
    _require_sense(record)
    reference = record.reference_day or record.end
    vintage = _instant(record.published_at) if record.published_at else datetime.combine(reference, time(), UTC)
    fields = {
        name: getattr(record, name)
        for name in record.__struct_fields__
        if name not in {"published_at", "reference_day", "outlet", "document"}
    }
    return Observation(
        **fields, outlet=record.outlet or "", document=record.document or "", reference_day=reference, vintage=vintage
    )


def _require_sense(record: _Record) -> None:
    for name in NUMBERS:
        value: Decimal | None = getattr(record, name)
        if value is None:
            continue
        if not value.is_finite() or not 0 <= value < MOST:
            raise ValueError(f"`{name}` is not between 0 and {MOST:.0e}")
        if int(value.normalize().as_tuple().exponent) < FINEST:
            raise ValueError(f"`{name}` has more than {-FINEST} decimal places")
    if record.qualifier == "range" and record.value_high is None:
        raise ValueError("`value_high` is missing: a range has two ends")
    if record.value_high is not None and record.value_high < record.value:
        raise ValueError("`value_high` is less than `value`")
    if record.start is not None and record.start > record.end:
        raise ValueError(f"`start` is {record.start}, after `end`")


def _instant(text: str) -> datetime:
    try:
        said = datetime.fromisoformat(text)
    except ValueError:
        raise msgspec.ValidationError(
            f"`published_at` is {text!r}: write it as 2018-05-14 or 2018-05-14T09:00:00+03:00"
        ) from None
    return said if said.tzinfo else said.replace(tzinfo=UTC)


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
