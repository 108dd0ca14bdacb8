from __future__ import annotations

import pytest

from scheduler.sweep import ages_of


@pytest.mark.parametrize(
    ("days", "ages"),
    [(0, ()), (1, (1,)), (2, (1, 2)), (7, (1, 2, 4, 7)), (8, (1, 2, 4, 8)), (60, (1, 2, 4, 8, 16, 32, 60))],
)
def test_pages_are_looked_at_more_rarely_as_they_age(days, ages):
    """Each age is twice the one before, and the last is that at which a page is left alone."""
    assert ages_of(days) == ages
