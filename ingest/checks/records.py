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


class _Record(Stated, kw_only=True, frozen=True):
    id: int | str
    originator: str
    reference_day: date | None = None
    published_at: str | None = None
    outlet: str = ""
    document: str = ""
    since_label: str | None = None
    standing: Standing | None = None
    headline: bool = False


def read_observations(lines: Iterable[str], *, name: str) -> list[Observation]:
    """Return the observations of JSON lines; `name` is that of the file, for complaints.

    Raises:
        UsageError: a line is no observation, or has the id of an earlier one; line and field are named.
    """
    found: dict[int | str, Observation] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            one = _observation(msgspec.json.decode(line, type=_Record))
        except (msgspec.DecodeError, ValueError) as error:
            raise UsageError(f"{name}, line {number}: {error}.") from None
        if one.id in found:
            raise UsageError(f"{name}, line {number}: id {one.id} stood before: give each observation its own.")
        found[one.id] = one
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
    within, partitions = {}, {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            place = msgspec.json.decode(line, type=_Place)
        except msgspec.DecodeError as error:
            raise UsageError(f"{name}, line {number}: {error}.") from None
        if place.within is not None:
            within[place.name] = place.within
        if place.parts:
            partitions[place.name] = frozenset(place.parts)
            within |= dict.fromkeys(place.parts, place.name)
    return Gazetteer(within, partitions)


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
    if not all(value is None or 0 <= value < MOST for value in (record.value, record.value_high, record.part_of)):
        raise ValueError(f"a value is not between 0 and {MOST:.0e}")
    reference = record.reference_day or record.end
    vintage = _instant(record.published_at) if record.published_at else datetime.combine(reference, time(), UTC)
    fields = {
        name: getattr(record, name)
        for name in record.__struct_fields__
        if name not in {"published_at", "reference_day"}
    }
    return Observation(**fields, reference_day=reference, vintage=vintage)


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
