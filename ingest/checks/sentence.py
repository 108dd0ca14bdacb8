"""A verdict in one sentence, with its arithmetic."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ingest.checks.counter import counter_of, part_of_counter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from ingest.checks.bound import Bound, Step
    from ingest.checks.suspicion import Suspicion
    from ingest.model import Observation, Qualifier

    Range = tuple[Decimal, Decimal]


QUALIFIED: Final[dict[Qualifier, str]] = {
    "about": "about ", "over": "more than ", "at_least": "at least ", "under": "less than ", "up_to": "up to ",
}  # fmt: skip
"""What stands before a number that is not exact."""


def explain_balanced(subject: Observation, bound: Bound) -> str:
    """Say that a sum meets the stated value: "9,368 + 1,866 + 2,348 = 13,582: …"."""
    rounded = "" if bound.value == subject.value else f", {_stated(subject)} as stated"
    total = f"{_sum(bound.steps)} = {_number(bound.value)}{rounded}"
    return f"{total}: {_what(subject)} adds up with {_sources(bound.steps)}."


def explain_unbalanced(subject: Observation, found: Suspicion, again: Bound | None = None) -> str:
    """Say what contradicts the stated value, by how much, which slip would explain it, and what else says so."""
    bound = found.account
    off = _number(abs(subject.value - bound.value))
    said = f"{_opening(subject)} stated on {_day(subject.reference_day)}{_since(subject)}"
    if len(_terms(bound.steps)) == 1:
        relation = "is more than" if subject.value > bound.value else "falls below"
        reason = f"{relation} {_sources(bound.steps)}"
    else:
        added = sum((sign * one.value for sign, one in _terms(bound.steps)), start=bound.value * 0)
        equals = "=" if added == bound.value else "is at most" if subject.value > bound.value else "is at least"
        reason = f"but {_sum(bound.steps)} {equals} {_number(bound.value)} ({_sources(bound.steps)})"
    also = f", as {_sum(again.steps)} says ({_sources(again.steps)})" if again is not None else ""
    would_be = bound.value if found.restored is None else found.restored
    end = f"{found.slip}? {_number(would_be)} would add up" if found.slip else f"{off} unaccounted for"
    return f"{said}, {reason}{also}: {end}."


def explain_phase(subject: Observation, bound: Bound) -> str:
    """Say that a total counts anew."""
    said = f"{_opening(subject)} stated on {_day(subject.reference_day)}{_since(subject)}"
    several = len(_terms(bound.steps)) > 1
    before = f"{_sum(bound.steps)} ({_sources(bound.steps)})" if several else _sources(bound.steps)
    return f"{said}, begins a new phase: it is less than {before}, and what follows goes on from it."


def explain_disagreement(subject: Observation, others: Sequence[Observation], slip: str | None) -> str:
    """Say who else states another value of the same thing."""
    outlets = ", ".join(dict.fromkeys(one.outlet for one in others))
    value = _stated(others[0])
    said = f"{_opening(subject)} stated by {subject.outlet} for {_day(subject.end)}{_since(subject)}"
    end = f": {slip}? It would be {value}" if slip else ""
    return f"{said}, but {value} by {outlets}{end}."


def explain_headline(subject: Observation, body: Observation, slip: str | None) -> str:
    """Say what a document's text states of what its headline does."""
    said = f"{_opening(subject)} stated in the headline of {_day(subject.reference_day)}{_since(subject)}"
    end = f": {slip}? It would be {_number(body.value)}" if slip else ""
    return f"{said}, but {_stated(body)} in the text below it{end}."


def explain_jump(subject: Observation, usual: int, history: int) -> str:
    """Say how far a figure is from what is usual."""
    said = f"{_opening(subject)} stated on {_day(subject.reference_day)}"
    far = f"none of the {history} figures before it was as far from what was usual then"
    return f"{said} is far from {usual:,}, the middle of the week of figures before it: {far}."


def explain_ratio(over: Observation, under: Observation, usual: float, would_be: Decimal | None) -> str:
    """Say how many of one come on one of the other, and how many do usually."""
    said = f"{_number(over.value)} ({over.unit}) on {_number(under.value)} ({under.unit}) on {_day(over.reference_day)}"
    each = f"{float(over.value / under.value):.3g} each"
    slip = f": separator misread? {_number(would_be)} would fit" if would_be is not None else ""
    return f"{said} are {each}, where {usual:.3g} is usual{slip}."


def explain_silence(last: Observation, longest: int) -> str:
    """Say since when a series is silent, and how long it ever was before; the same words every day that it is."""
    said = f"Nothing after {_stated(last)} stated on {_day(last.reference_day)}{_since(last)}"
    return f"{said}: it was never silent for longer than {longest} {'day' if longest == 1 else 'days'} before."


def explain_places(subject: Observation, parts: Sequence[Observation], verdict: str, nearest: Decimal) -> str:
    """Say what the places within a place add up to; `nearest` is what they allow that is nearest to what it states."""
    named = ", ".join(counter_of(one).scope or "" for one in parts)
    said = f"{_stated(subject)} stated on {_day(subject.reference_day)} for {counter_of(subject).scope}"
    told = f"{named} {'says' if len(parts) == 1 else 'say'} {' + '.join(_stated(one) for one in parts)}"
    if any(one.qualifier != "exact" for one in parts):
        told += f", at {'most' if subject.value > nearest and verdict == 'unbalanced' else 'least'} {_number(nearest)}"
    elif len(parts) > 1:
        told += f" = {_number(nearest)}"
    if verdict == "balanced":
        return f"{_capital(told)}: the {said} adds up with it."
    off = _number(abs(subject.value - nearest))
    end = f": {off} unaccounted for" if verdict == "unbalanced" else f"; others may have the {off} between"
    return f"{_capital(said)}, while {told}{end}."


def explain_portions(whole: Observation, parts: Sequence[Observation]) -> str:
    """Say what the people add up to that are said to be among the whole."""
    total = sum((one.value for one in parts), start=whole.value * 0)
    terms = " + ".join(f"{_number(one.value)} {one.population}" for one in parts)
    equals = f" = {_number(total)}" if len(parts) > 1 else ""
    said = f"{_stated(whole)} stated on {_day(whole.reference_day)}"
    if total == whole.value:
        return f"{terms}{equals}: they are the {said}."
    return f"{terms}{equals}, more than the {said} of whom they are said to be part."


def explain_stock(before: Observation, after: Observation, flows: Sequence[Range], nearest: Decimal) -> str:
    """Say what a stock ought to be by the one before and by how many came and went since."""
    came, went = (_number(low) if low == high else f"{_number(low)} to {_number(high)}" for low, high in flows)
    pinned = before.qualifier == "exact" and all(low == high for low, high in flows)
    makes = f"= {_number(nearest)}" if pinned else f"leaves {_number(nearest)} as the nearest"
    total = f"{_stated(before)} + {came} - {went} {makes}"
    who = f"{_stated(before)} on {_day(before.end)}, {came} in and {went} out since"
    said = f"{_stated(after)} stated on {_day(after.end)}"
    if after.value == nearest:
        return f"{total}: the {said} adds up with {who}."
    return f"{_capital(said)}, but {total} ({who}): {_number(abs(after.value - nearest))} unaccounted for."


def explain_open(subject: Observation, low: Bound, high: Bound | None, missing: Sequence[date]) -> str:
    """Say what the other statements leave room for, and which days nobody reported."""
    said = f"{_opening(subject)} stated on {_day(subject.reference_day)}{_since(subject)}"
    least = f"at least {_number(low.value)}" if low.value else ""
    most = f"at most {_number(high.value)}" if high is not None else ""
    room = " and ".join(part for part in (least, most) if part)
    if not room:
        return f"{said}: nothing else was said that bears upon it."
    leave = "leaves" if len(missing) == 1 else "leave"
    rest = f", which {leave} {_number(subject.value - low.value)}" if high is None else ""
    gap = f"; no daily figure for {_days(missing)}{rest}" if missing else ""
    return f"{said}: the other statements allow {room}{gap}."


def _sum(steps: Sequence[Step]) -> str:
    words = ""
    for sign, observation in _terms(steps):
        joint = (" + " if sign > 0 else " - ") if words else ("" if sign > 0 else "-")
        words += f"{joint}{_number(observation.value)}"
    return words


def _terms(steps: Sequence[Step]) -> list[tuple[int, Observation]]:
    return [(step.sign, observation) for step in steps for observation in step.claim.observations]


def _sources(steps: Sequence[Step]) -> str:
    parts = []
    for _, observation in _terms(steps):
        place = _part(observation)
        parts.append(f"{_stated(observation)} stated {_day(observation.reference_day)}{place}{_since(observation)}")
    return ", ".join(parts)


def _part(observation: Observation) -> str:
    """Say which part of a movement is meant: the way it took, else its other end."""
    if observation.via:
        return f" via {observation.via}"
    kind, place = part_of_counter(observation) or ("", "")
    return f" {'to' if kind == 'destination' else 'from'} {place}" if place else ""


def _what(observation: Observation) -> str:
    kinds = {"week": "the week's figure", "since": "the total", "total": "the total", "month": "the month's figure"}
    return f"{kinds.get(observation.period, 'the figure')} of {_day(observation.reference_day)}{_since(observation)}"


def _since(observation: Observation) -> str:
    if observation.measure != "cumulative":
        return ""
    if observation.start is not None:
        return f", since {_day(observation.start)}"
    return f", since {observation.since_label}" if observation.since_label else ", in all"


@lru_cache(maxsize=4096)
def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _days(days: Sequence[date]) -> str:
    shown = 3
    named = ", ".join(_day(day) for day in days[:shown])
    return named + (f" and {len(days) - shown} more" if len(days) > shown else "")


def _stated(observation: Observation) -> str:
    """Return a number as it was stated: "more than 10,912" is not 10,912."""
    if observation.qualifier == "range" and observation.value_high is not None:
        return f"{_number(observation.value)} to {_number(observation.value_high)}"
    return QUALIFIED.get(observation.qualifier, "") + _number(observation.value)


def _opening(observation: Observation) -> str:
    return _capital(_stated(observation))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _number(value: Decimal) -> str:
    return f"{value.normalize():,f}"
