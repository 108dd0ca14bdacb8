"""The likeliest slip of the pen between a number that was stated and the one that would add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

THOUSAND = 1000


def find_slip(stated: Decimal, would_be: Decimal, earlier: Iterable[Decimal], daily: Iterable[Decimal]) -> str | None:
    """Return what most likely happened to `would_be` on its way to `stated`; None where nothing simple explains it.

    `earlier` are the totals stated before, `daily` the numbers of single days that the sum is made of.
    """
    here, there = _digits(stated), _digits(would_be)
    slips = {
        "digits swapped": _are_swapped(here, there),
        "digit lost": _is_one_less(here, there),
        "digit doubled": _is_one_less(there, here) and _has_double(here, there),
        "digit added": _is_one_less(there, here),
        "separator misread": bool(would_be) and would_be in {stated * THOUSAND, stated / THOUSAND},
        "earlier total repeated": stated in set(earlier),
        "day left out": would_be - stated in set(daily),
        "day counted twice": stated - would_be in set(daily),
    }
    return next((name for name, fits in slips.items() if fits), None)


def _digits(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _are_swapped(one: str, other: str) -> bool:
    """Say whether two neighbouring digits changed places."""
    apart = [n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(apart) != 2 or apart[1] != apart[0] + 1:  # noqa: PLR2004 - a swap moves two digits
        return False
    first, second = apart
    return one[first] == other[second] and one[second] == other[first]


def _is_one_less(shorter: str, longer: str) -> bool:
    return len(longer) == len(shorter) + 1 and any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))


def _has_double(longer: str, shorter: str) -> bool:
    return any(longer[n] == longer[n - 1] and longer[:n] + longer[n + 1 :] == shorter for n in range(1, len(longer)))
