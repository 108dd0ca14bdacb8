from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from ingest.dedupe import Mention, match_figures

_ids = count(1)


def mention(document, value, **changes):
    fields = {
        "id": next(_ids), "document": document, "ordinal": 0, "value": Decimal(value), "value_high": None,
        "qualifier": "exact", "indicator": "departures", "unit": "person", "population": None, "measure": "flow",
        "period": "24h", "start_day": date(2018, 5, 12), "end_day": date(2018, 5, 13), "origin": None,
        "destination": None, "via": None, "location": None, "part_of": None, "status": "actual",
        "originator": "The Centre", "since_label": None, "source": f"outlet-{document}",
        "canonical_url": f"https://outlet.example/{document}", "version": 1,
        "said_at": datetime(2018, 5, 13, 12, document, tzinfo=UTC), "reference_day": date(2018, 5, 13),
        "standing": "primary" if document == 1 else "wire", "zone": "Europe/Moscow",
    }  # fmt: skip
    return Mention(**(fields | changes))


def as_sets(statements):
    return {frozenset(witness.id for witness in statement.witnesses) for statement in statements}


def test_copies_of_one_figure_are_one_statement_of_the_primary_source():
    """A bulletin and two wires that copy it make one statement, described by the bulletin."""
    bulletin = mention(1, 1866, via="Ar Rastan", origin="Homs de-escalation zone")
    wires = [mention(2, 1866, origin="Homs"), mention(3, 1866, population="militants_and_families")]
    (statement,) = match_figures([*wires, bulletin])
    assert statement.canonical is bulletin
    assert len(statement.witnesses) == 3


def test_since_and_on_a_day_meet():
    """A total "since Saturday" in one outlet and "on Saturday" in another are one statement."""
    day = mention(1, 2348, period="day", start_day=date(2018, 5, 12), end_day=date(2018, 5, 12))
    since = mention(2, 2348, period="since", measure="cumulative", start_day=date(2018, 5, 12))
    assert len(match_figures([day, since])) == 1


def test_the_role_of_a_place_may_differ():
    """Aid "in Ein Tarma" and aid "to Ein Tarma" are one statement."""
    assert len(match_figures([mention(1, 445, location="Ein Tarma"), mention(2, 445, destination="Ein Tarma")])) == 1


def test_the_same_value_for_two_places_stays_two_statements():
    """109 to Homs and 109 to Eastern Ghouta, in a bulletin and its copy, are two statements with two witnesses each."""
    own = [mention(1, 109, destination="Homs"), mention(1, 109, destination="Eastern Ghouta", ordinal=1)]
    copy = [mention(2, 109, destination="Eastern Ghouta"), mention(2, 109, destination="Homs", ordinal=1)]
    statements = match_figures([*own, *copy])
    assert [len(statement.witnesses) for statement in statements] == [2, 2]
    for statement in statements:
        assert len({witness.destination for witness in statement.witnesses}) == 1


def test_a_rounded_headline_supports_the_exact_figure():
    """The words "over 1,800" in a wire's headline witness the bulletin's 1,866, also when the headline came first."""
    headline = mention(2, 1800, qualifier="over", said_at=datetime(2018, 5, 13, 1, tzinfo=UTC))
    (statement,) = match_figures([headline, mention(1, 1866)])
    assert statement.canonical.value == 1866


def test_a_rounding_too_far_off_is_a_statement_of_its_own():
    """The words "over 1,700" do not support 1,866, and "over 1,900" contradicts it."""
    assert len(match_figures([mention(1, 1866), mention(2, 1700, qualifier="over")])) == 2
    assert len(match_figures([mention(1, 1866), mention(2, 1900, qualifier="over")])) == 2


def test_different_originators_never_merge():
    """Two originators that state the same number state two things."""
    assert len(match_figures([mention(1, 1866), mention(2, 1866, originator="The Observatory")])) == 2


def test_different_days_never_merge():
    """The same number a week later is another statement."""
    later = mention(2, 1866, start_day=date(2018, 5, 19), end_day=date(2018, 5, 20))
    assert len(match_figures([mention(1, 1866), later])) == 2


def test_another_outlets_wider_place_is_no_second_statement():
    """A wire that names the province where the bulletin names the town witnesses the bulletin's number."""
    assert len(match_figures([mention(1, 445, location="Ein Tarma"), mention(2, 445, location="Rif Dimashq")])) == 1


def test_small_numbers_in_different_places_stay_apart():
    """Three killed here and three killed there are two statements even across outlets."""
    assert len(match_figures([mention(1, 3, location="Homs"), mention(2, 3, location="Hama")])) == 2


@given(st.permutations([
    mention(1, 1866, via="Ar Rastan"), mention(1, 2348, ordinal=1), mention(2, 1866), mention(2, 2348, ordinal=1),
    mention(3, 1800, qualifier="over"), mention(3, 2384, ordinal=1), mention(4, 1866, origin="Homs"),
]))  # fmt: skip
def test_the_order_of_arrival_does_not_matter(mentions):
    """Whatever order the figures of a story come in, the statements are the same."""
    assert as_sets(match_figures(mentions)) == as_sets(match_figures(sorted(mentions)))
