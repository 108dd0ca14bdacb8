from __future__ import annotations

import json
from datetime import date

import pytest

from crawlers.rehearsal import Newsroom, recorded_truth, write_sources

pytestmark = pytest.mark.acceptance

CONTRADICTIONS = 3

TOLD = {"originator": "Centre", "indicator": "departures", "unit": "person", "origin": "Eastern Ghouta"}
PAST_DAY = TOLD | {"measure": "flow", "period": "24h"}
SINCE = TOLD | {"measure": "cumulative", "period": "since", "start": "2018-02-28"}
MARCH = [
    SINCE | {"id": "a", "value": 728, "end": "2018-03-15"},
    PAST_DAY | {"id": "b", "value": 311, "start": "2018-03-15", "end": "2018-03-16"},
    SINCE | {"id": "c", "value": 1056, "end": "2018-03-16"},
]


@pytest.fixture
def told(desk):
    """A file of observations: the totals of 15 and 16 March 2018 and what came between."""
    file = desk.home / "told.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in MARCH))
    return file


def test_a_file_of_observations_is_checked_without_a_database(desk, told):
    """The command says which total contradicts, and ends with 3."""
    said = desk.run("check", "--observations", str(told), code=3)
    assert "728 + 311 = 1,039" in said
    assert "17 unaccounted for" in said


def test_findings_of_several_counters_say_whose_they_are(desk, told):
    """Where a file tells of more than one thing, each line ends with originator, indicator, unit and place."""
    others = [one | {"id": f"{one['id']}2", "originator": "Ministry", "origin": "Homs"} for one in MARCH]
    told.write_text("".join(json.dumps(one) + "\n" for one in [*MARCH, *others]))
    lines = desk.run("check", "--observations", str(told), code=3).splitlines()
    assert {line.split(")  ")[-1] for line in lines} == {
        "Centre, departures (person), Eastern Ghouta", "Ministry, departures (person), Homs",
    }  # fmt: skip


def test_findings_come_as_json_lines(desk, told):
    """With --jsonl each finding is an object that names the observations by the ids of the file."""
    rows = [json.loads(line) for line in desk.run("check", "--observations", str(told), "--jsonl", code=3).splitlines()]
    (wrong,) = [row for row in rows if row["verdict"] == "unbalanced"]
    assert (wrong["stated"], wrong["would_be"]) == (1056, 1039)
    assert set(wrong["ids"]) == {"a", "b", "c"}


def test_a_file_that_is_no_observations_is_a_usage_error(desk, tmp_path):
    """A file of something else ends with 2 and the line that is wrong."""
    file = tmp_path / "notes.txt"
    file.write_text("1,866 people left.\n")
    assert "notes.txt, line 1: " in desk.run("check", "--observations", str(file), code=2)
    assert "cannot be read" in desk.run("check", "--observations", str(tmp_path / "none.jsonl"), code=2)


@pytest.mark.parametrize("value", ["1e1000000", "NaN", "-1", '"x"'])
def test_a_value_that_cannot_be_is_named(desk, told, value):
    """A number that is none, or beyond all counting, ends with 2 and the line's number."""
    told.write_text(told.read_text().replace("311", value))
    assert "line 2" in desk.run("check", "--observations", str(told), code=2)


def test_only_line_feeds_end_lines(desk, told):
    """A mark of the encoding before the first line, Windows' line ends, and a separator within a name break nothing."""
    named = told.read_text().replace("Centre", "Centre\u2028Press")
    told.write_bytes(("\ufeff" + named.replace("\n", "\r\n")).encode())
    assert "728 + 311 = 1,039" in desk.run("check", "--observations", str(told), code=3)


def test_contradictions_that_were_looked_at_are_no_alarm(desk):
    """`check` exits with 3 until each contradiction is acknowledged by its number, and goes on to show their notes."""
    with Newsroom(recorded_truth()) as newsroom:
        newsroom.publish_until(date(2018, 3, 17))
        (ministry, *_) = write_sources(desk.home / "sources", newsroom.url)
        desk.run("crawl", ministry)
    assert "17 unaccounted for" in " ".join(desk.run("check", code=CONTRADICTIONS).split())
    numbers = [number for (number,) in desk.ask("SELECT finding FROM finding_open ORDER BY finding")]
    assert len(numbers) == 2
    for number in numbers:
        desk.run("check", "--acknowledge", str(number), "--note", "asked the ministry")
    assert "acknowledged: asked the ministry" in " ".join(desk.run("check").split())
    desk.run("check", "--acknowledge", "999", "--note", "no such number", code=2)


def test_places_are_held_against_the_place_they_lie_in(desk):
    """A file of places tells which figures add up to which, and a broken line is refused by its number."""
    rows = [
        {"id": place, "originator": "Ministry", "indicator": "deaths", "unit": "person", "value": value,
         "measure": "flow", "period": "24h", "start": "2018-05-12", "end": "2018-05-13", "location": place}
        for place, value in (("Syria", 32), ("Homs", 10), ("Hama", 20))
    ]  # fmt: skip
    told, places, broken = (desk.home / name for name in ("told.jsonl", "places.jsonl", "broken.jsonl"))
    told.write_text("".join(json.dumps(row) + "\n" for row in rows))
    places.write_text(json.dumps({"name": "Syria", "parts": ["Homs", "Hama"]}) + "\n")
    broken.write_text('{"name": "Syria", "part": []}\n')
    (line,) = desk.run(
        "check", "--observations", str(told), "--places", str(places), "--jsonl", code=CONTRADICTIONS
    ).splitlines()
    found = json.loads(line)
    assert (found["rule"], found["verdict"], found["difference"]) == ("parts", "unbalanced", 2)
    assert found["ids"] == ["Hama", "Homs", "Syria"]
    desk.run("check", "--observations", str(told), "--places", str(broken), code=2)


def test_the_database_keeps_which_places_lie_within_which(desk):
    """A file of places is taken in without observations, too; a broken one is refused by its line."""
    places, broken = (desk.home / name for name in ("places.jsonl", "broken.jsonl"))
    places.write_text(json.dumps({"name": "Syria", "parts": ["Homs", "Hama"]}) + "\n")
    broken.write_text('{"name": "Syria", "part": []}\n')
    assert "0 findings changed" in desk.run("check", "--places", str(places))
    assert "line 1" in desk.run("check", "--places", str(broken), code=2)
