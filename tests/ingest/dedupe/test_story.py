from __future__ import annotations

from decimal import Decimal

from ingest.dedupe import tells_the_same


def test_shared_numbers_on_one_day_make_a_story():
    """Two documents of one day that share half of the shorter one's figures tell one story."""
    assert tells_the_same(shared=3, fewer=5, largest=Decimal(114), days_apart=0)


def test_one_unusual_number_is_enough_on_the_same_day():
    """A short wire with a single large figure belongs to the bulletin that states it."""
    assert tells_the_same(shared=1, fewer=1, largest=Decimal(1866), days_apart=0)


def test_one_small_number_is_chance():
    """Two documents that both say "three" are not one story."""
    assert not tells_the_same(shared=1, fewer=1, largest=Decimal(3), days_apart=0)


def test_the_next_days_bulletin_is_another_story():
    """Two equal numbers on neighbouring days are not enough."""
    assert not tells_the_same(shared=2, fewer=4, largest=Decimal(650), days_apart=1)
