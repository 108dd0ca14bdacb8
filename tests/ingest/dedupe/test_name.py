from __future__ import annotations

import pytest

from ingest.dedupe import Originators, canonical_address, fold_name


@pytest.mark.parametrize("other", ["Ar Rastan", "al-Rastan", "Rastan", "AR-RASTAN"])
def test_spellings_of_a_place_meet(other):
    """Articles, hyphens, case and accents do not make another place."""
    assert fold_name(other) == "rastan"


def test_a_zone_is_not_its_province():
    """The Homs de-escalation zone and Homs are two places."""
    assert fold_name("Homs de-escalation zone") != fold_name("Homs")


def test_a_name_of_articles_alone_is_kept():
    """A place whose whole name looks like an article keeps a key."""
    assert fold_name("Ash") == "ash"


@pytest.mark.parametrize(
    "said",
    [
        "Centre for Reconciliation",
        "the Center for Reconciliation",
        "Russian Defense Ministry's Center for Syrian Reconciliation",
        "Russian Defence Ministry’s Centre for Reconciliation of Opposing Sides",
    ],
)
def test_longer_and_american_names_are_the_known_originator(said):
    """A known name within a longer one, or in the other spelling, resolves to it."""
    known = Originators({Originators.fold("Centre for Reconciliation"): "Centre for Reconciliation"})
    assert known.resolve(said) == "Centre for Reconciliation"


def test_an_unknown_originator_stays_itself():
    """A name that no source declares is kept as written."""
    assert Originators({}).resolve("  Syrian  Observatory ") == "Syrian Observatory"


def test_tracking_does_not_make_another_page():
    """Campaign parameters and fragments are no part of a page's address; the order of parameters neither."""
    assert canonical_address("HTTP://News.example/a?b=2&utm_source=x&a=1#top") == "http://news.example/a?a=1&b=2"
