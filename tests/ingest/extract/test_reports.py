"""What the genre of a report says for all its figures: its title, its week, its headings, its topic."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.extract import extract


@pytest.fixture
def read(document):
    """Read a report of 18 June 2020, `title` and lines, as its figures by value."""

    def reading(title, *lines):
        made = document("\n\n".join(lines), title=title, published="2020-06-18T00:00:00+00:00")
        return {int(figure.value): figure for figure in extract(made).figures}

    return reading


def test_the_title_of_a_report_names_its_place(read):
    """The one place in the title of a bulletin is where its figures are of, unless they say a smaller one."""
    found = read(
        "Chad food security update, June 2020", "Fever: 41 people were admitted.", "In Moundou, 12 people died."
    )
    assert found[41].location == "Chad"
    assert found[12].location == "Moundou"


def test_the_place_behind_an_issuer_is_a_label(read):
    """`UNHCR Chad: …` is about Chad."""
    found = read("UNHCR Chad: new arrivals", "About 800 refugees came in yesterday.")
    assert found[800].destination == "Chad"


def test_a_country_in_a_headline_governs_patients_too(read):
    """A country that a title names is where cases and arrests without a place were."""
    assert read("Measles campaign in Chad goes on", "The ministry confirmed 77 cases.")[77].location == "Chad"


def test_a_weekly_report_is_of_its_week(read):
    """`In the week` is the week that the title names, `the week before` the one before that."""
    found = read("Dengue report, 8-14 June 2020", "In the week 90 cases were notified, against 70 the week before.")
    assert (found[90].period, found[90].start, found[90].end) == ("span", date(2020, 6, 8), date(2020, 6, 14))
    assert (found[70].start, found[70].end) == (date(2020, 6, 1), date(2020, 6, 7))


def test_days_of_a_run_may_bear_their_names(read):
    """`From Monday 8 to Friday 12 June` is a run of days."""
    found = read("Patrols", "From Monday 8 to Friday 12 June, 35 people were rescued.")
    assert (found[35].start, found[35].end) == (date(2020, 6, 8), date(2020, 6, 12))


def test_rows_are_parts_of_what_stands_above_their_lead(read):
    """A lead without figures that ends with a colon lists what was counted before it, whatever a row counts."""
    found = read("Bulletin", "50 new cases were confirmed. By district:\n- Kamina: 30\n- Lubao: 20")
    assert (found[30].part_of, found[20].part_of) == (50, 50)


def test_who_is_reached_by_a_campaign_is_vaccinated(read):
    """In a report on a vaccination campaign, people reached got a dose and not aid."""
    found = read("Polio campaign: second day", "Teams have reached 9,400 children so far.")
    assert found[9400].indicator == "vaccinations"


def test_who_receives_refugees_sees_them_arrive(read):
    """A country that has received or taken in refugees is where they came to; a family that received tents got aid."""
    found = read("Flight", "Chad, a country of 16 million, has received 3,300 refugees.", "60 families received tents.")
    assert (found[3300].indicator, found[3300].destination) == ("arrivals", "Chad")
    assert found[60].indicator == "aid_recipients"


def test_hosts_shelter_the_displaced(read):
    """Camps that host the displaced shelter them."""
    assert read("Camps", "The camps host 5,100 displaced people.")[5100].indicator == "sheltered"


def test_a_bare_number_that_is_described_is_a_part(read):
    """`9 people died; 4 were children`: 4 of the 9."""
    assert read("Toll", "9 people died; 4 were children.")[4].part_of == 9


def test_a_place_of_an_uncounted_share_is_not_that_of_all(read):
    """`94 were hurt, most of them in X` says not where all were."""
    found = read("Floods in Chad", "During the day 94 people were injured, most of them in Moundou.")
    assert found[94].location == "Chad"


def test_a_change_in_per_cent_dates_nothing(read):
    """`down 8 percent from the previous day` says how much changed, not when later figures were counted."""
    found = read(
        "Border", "Police counted 500 arrivals on Tuesday, down 8 percent from the previous day.", "Aid: 20 tents."
    )
    assert found[20].period == "unspecified"


def test_ages_of_groups_and_speakers_count_nobody(read):
    """`Persons over 60` and `said Ion Pavel, 52.` state ages."""
    assert read("Advice", "Persons over 60 are asked to stay at home.", '"It rains," said Ion Pavel, 52.') == {}


def test_a_time_with_a_full_stop_is_no_number(read):
    """`At 07.40 33 persons were found` counts 33."""
    assert list(read("Patrols", "At 07.40 33 persons were rescued near Bol.")) == [33]


def test_things_that_came_were_brought_to_their_place(read):
    """Doses arrive at a destination."""
    assert read("Vaccine", "20,000 doses arrived at Moundou on Monday.")[20000].destination == "Moundou"


def test_a_deadline_in_the_month_that_runs_is_of_this_year(read):
    """`By the end of June`, said in June, is this June."""
    found = read("Vaccine", "Another 15,000 doses are expected by the end of June.")
    assert (found[15000].start, found[15000].end) == (date(2020, 6, 18), date(2020, 6, 30))


def test_a_bare_number_of_a_quality_is_a_part(read):
    """`700 samples were tested; 60 were positive`: 60 of the 700."""
    assert read("Laboratory", "On Monday 700 samples were tested; 60 were positive.")[60].part_of == 700


def test_patients_whom_doctors_see_are_treated(read):
    """Clinics that saw patients gave them medical help."""
    assert read("Clinics", "The mobile clinics saw 340 patients last week.")[340].indicator == "medical_aid"
