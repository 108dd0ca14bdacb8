from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dedupe.gist import gist_of
from ingest.dedupe.likeness import compare, tells_one_story
from ingest.dedupe.signature import keys_of

DAY = date(2018, 5, 13)
BULLETIN = (
    "Since the morning 1,866 residents came out through the northern checkpoint, and 2,348 took the road by the river."
    " Over the week 13,582 of them were counted by the monitors. Doctors treated 173 children in the tents."
)
NEXT_DAY = BULLETIN.replace("1,866", "1,120").replace("2,348", "986").replace("13,582", "12,907").replace("173", "164")
REWRITTEN = (
    "13,582 people were counted within seven days as they went away, monitors reported. Of those, 2,348 walked beside"
    " the water and another 1,866 used the gate in the north, while 173 sick children were seen to."
)


def numbers_of(text):
    return set(gist_of(text, None).weight)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,866 people and 17 029 kits", {"1866", "17029"}),
        ("12.5 tonnes, 1.866 men", {"12.5", "1866"}),
        ("thirty-one homes, twenty cars", {"30", "31", "20"}),
        ("on 13 May 2018, within 24 hours, at 9 am", set()),
        ("two of five wards", {"5"}),
        ("since 2019 there were 1953 arrests", {"1953"}),
        ("no number at all", set()),
    ],
)
def test_numbers_are_kept_whatever_their_dress_and_times_are_none(text, numbers):
    """Grouping, decimals and words give one value; dates, years, hours and the smallest numbers are no evidence."""
    assert numbers_of(text) == numbers


def test_a_rewritten_report_is_the_same_story():
    """Other words, another order, the same numbers: one story, whichever is asked about."""
    one, other = gist_of(BULLETIN, DAY), gist_of(REWRITTEN, DAY)
    assert compare(one, other) == compare(other, one)
    assert compare(one, other).words < 0.2
    assert tells_one_story(compare(one, other))
    assert set(keys_of(one)) & set(keys_of(other))


def test_the_report_of_the_next_day_is_another_story():
    """The same sentences with other numbers are not one story, on whatever days they are published."""
    likeness = compare(gist_of(BULLETIN, DAY), gist_of(NEXT_DAY, DAY))
    assert likeness.words == 1
    assert not tells_one_story(likeness)


def test_one_slip_does_not_part_a_copy():
    """A copy in which one number of four is mistyped tells the same story."""
    slip = BULLETIN.replace("2,348", "2,384")
    assert tells_one_story(compare(gist_of(BULLETIN, DAY), gist_of(slip, DAY)))


def test_an_abridgement_is_found_in_the_whole():
    """The first sentences of a long report share a key with it, and are its story."""
    whole = BULLETIN + " ".join(f"Then village {word} was quiet too." for word in "abcdefghijklmnopqrstuvwxyz" * 4)
    part = BULLETIN.partition(". ")[0]
    assert set(keys_of(gist_of(whole, DAY))) & set(keys_of(gist_of(part, DAY)))
    assert tells_one_story(compare(gist_of(whole, DAY), gist_of(part, DAY)))


def test_the_same_numbers_a_month_later_are_background():
    """A report that repeats old numbers weeks later is not the story of those days."""
    assert not tells_one_story(compare(gist_of(BULLETIN, DAY), gist_of(BULLETIN, date(2018, 6, 13))))


@given(st.text(max_size=300))
def test_any_text_has_a_gist(text):
    """Whatever the characters, there is a gist, its keys fit 32 bits, and the text is its own story."""
    gist = gist_of(text, DAY)
    assert all(-(1 << 31) <= key < 1 << 31 for key in keys_of(gist))
    assert not gist.runs or tells_one_story(compare(gist, gist))
