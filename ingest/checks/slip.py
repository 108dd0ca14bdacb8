"""The likeliest slip of the pen between a number that was stated and the one that would add up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

THOUSAND: Final = 1000
DIGITS: Final = "0123456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The numbers that stood beside the one in doubt.

    `repeated` is what the report before said of the same, `daily` the days' figures that its sum is made of, `beside`
    what the others say of the stretches next to it.
    """

    repeated: Collection[Decimal] = ()
    daily: Collection[Decimal] = ()
    beside: Collection[Decimal] = ()


def find_slip(stated: Decimal, would_be: Decimal, context: Context) -> str | None:
    """Return what most likely happened to `would_be` on its way to `stated`; None where nothing simple explains it.

    Repetitions come first: that a whole number is met by chance is less likely than that two of its digits are.
    """
    here, there = _digits(stated), _digits(would_be)
    slips = {
        "earlier figure repeated": stated in context.repeated,
        "digits swapped": _are_swapped(here, there),
        "separator misread": bool(would_be) and would_be in {stated * THOUSAND, stated / THOUSAND},
        "day left out": would_be - stated in context.daily,
        "day counted twice": stated - would_be in context.daily,
        "digit lost": _is_one_less(here, there),
        "digit doubled": _is_one_less(there, here) and _has_double(here, there),
        "digit added": _is_one_less(there, here),
        "period shifted": stated in context.beside,
    }
    return next((name for name, fits in slips.items() if fits), None)


def restore(stated: Decimal, fits: Callable[[Decimal], bool]) -> tuple[str, Decimal] | None:
    """Return which slip of the digits explains a number that had to fit a range, and what it was before.

    None unless exactly one fitting number leads to `stated` by a slip: of several none is the likeliest.
    """
    digits = _digits(stated)
    if not digits.isdecimal():
        return None
    fitting = {
        value: name
        for name, originals in reversed(_originals(digits).items())
        for one in originals
        if (value := Decimal(one)) != stated and fits(value)
    }
    return next(((name, value) for value, name in fitting.items()), None) if len(fitting) == 1 else None


def _originals(digits: str) -> dict[str, list[str]]:
    """Return by name of the slip what digits may have been before it."""
    places = range(len(digits))
    swapped = [digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in places[:-1]]
    longer = [digits[:n] + one + digits[n:] for n in range(len(digits) + 1) for one in DIGITS]
    doubled = [digits[:n] + digits[n + 1 :] for n in places[1:] if digits[n] == digits[n - 1]]
    shorter = [left for n in places if (left := digits[:n] + digits[n + 1 :])]
    found = {"digits swapped": swapped, "digit doubled": doubled, "digit lost": longer, "digit added": shorter}
    return {name: [one for one in ones if one[0] != "0"] for name, ones in found.items()}


def _digits(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _are_swapped(one: str, other: str) -> bool:
    """Say whether two neighbouring digits changed places."""
    if one == other or len(one) != len(other):
        return False
    first = next(n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
    pair = slice(first, first + 2)
    return one[pair] == other[pair][::-1] and one[first + 2 :] == other[first + 2 :]


def _is_one_less(shorter: str, longer: str) -> bool:
    """Say whether one digit is missing; without a first digit, what zeros would begin the number go with it."""
    shortened = (longer[:n] + longer[n + 1 :] for n in range(len(longer)))
    return len(shorter) < len(longer) and any(shorter in {one, one.lstrip("0")} for one in shortened)


def _has_double(longer: str, shorter: str) -> bool:
    return any(longer[n] == longer[n - 1] and longer[:n] + longer[n + 1 :] == shorter for n in range(1, len(longer)))
