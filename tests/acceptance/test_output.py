from __future__ import annotations

import json
import shlex
import subprocess
import sys

import pytest

pytestmark = pytest.mark.acceptance

TOLD = {"originator": "Centre", "indicator": "departures", "unit": "person", "origin": "Eastern Ghouta"}
PAUSES = TOLD | {"measure": "cumulative", "period": "since", "since_label": "the pauses began " + "in the suburbs " * 3}
MARCH = [
    PAUSES | {"id": 1, "value": 11640, "end": "2018-03-15"},
    TOLD | {"id": 2, "measure": "flow", "period": "24h", "start": "2018-03-15", "end": "2018-03-16", "value": 5023},
    PAUSES | {"id": 3, "value": 17029, "end": "2018-03-16"},
]


def in_shell(desk, pipeline):
    """Run a line of a shell, in which `tallywire` is the command; pipes fail if a part of them does."""
    command = shlex.join([sys.executable, "-m", "scheduler.cli"])
    return subprocess.run(
        ["/bin/bash", "-c", f'set -o pipefail; tallywire() {{ {command} "$@"; }}; {pipeline}'],
        env=desk.environment | {"PYTHONUNBUFFERED": ""}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_a_sentence_stays_in_one_line_for_grep(desk):
    """Into a pipe, a finding is one line, however long: grep finds its two ends together."""
    file = desk.home / "told.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in MARCH))
    (line,) = desk.run("check", "--observations", str(file), code=3).splitlines()
    assert line.startswith("2018-03-16  unbalanced")
    assert line.endswith("(assuming report_days)")
    assert len(line) > 200


def test_rows_that_do_not_fit_side_by_side_come_as_blocks(desk):
    """A row of all of a view's columns is a line a column, none of them broken; a row that fits is a table's."""
    wide = desk.run("sql", f"SELECT {', '.join(f'{n} AS a_column_with_a_name_{n}' for n in range(20))}")
    assert [line.split() for line in wide.splitlines()[1:3]] == [
        ["a_column_with_a_name_0", "0"],
        ["a_column_with_a_name_1", "1"],
    ]
    assert "│ 7 │" in desk.run("sql", "SELECT 7 AS x")


def test_one_statement_is_answered(desk):
    """A statement gives its rows or its status; several, of which one could leave the role, or none are refused."""
    assert "7" in desk.run("sql", "SELECT 7 AS x")
    assert desk.run("sql", "SET x.y = '1'") == "SET\n"
    assert "one statement" in desk.run("sql", "RESET ROLE; SELECT 8", code=2)
    assert "The query is empty" in desk.run("sql", ";", code=2)


def test_a_complaint_about_a_query_is_one_line_with_its_hint(desk):
    """What PostgreSQL says of a query, with its hint, is one line on its own, also where a COPY was begun."""
    assert desk.run("sql", "SELECT titel FROM source_health", code=2) == (
        'tallywire: PostgreSQL answers: column "titel" does not exist.'
        ' Perhaps you meant to reference the column "source_health.title".\n'
    )
    assert len(desk.run("sql", "COPY (SELECT 1) TO STDOUT", code=2).splitlines()) == 1


def test_no_rows_and_odd_headings_are_said_as_they_are(desk):
    """A query without rows says so; a heading is printed letter by letter, whatever its brackets."""
    assert desk.run("sql", "SELECT 1 WHERE false") == "No rows.\n"
    assert "[/b]" in desk.run("sql", 'SELECT 1 AS "[/b]"')


def test_a_reader_that_leaves_early_is_no_failure(desk):
    """`| head -1` gets its line, and the command ends well and silently."""
    done = in_shell(desk, "tallywire sql \"SELECT repeat('x', 150) FROM generate_series(1, 5000)\" | head -1")
    assert (done.returncode, done.stderr, len(done.stdout.splitlines())) == (0, "", 1)


def test_an_output_that_cannot_be_written_is_one_sentence(desk):
    """A full disk under the output ends with 1 and what the system says of it."""
    done = in_shell(desk, "tallywire sources list > /dev/full")
    assert (done.returncode, done.stderr) == (1, "tallywire: No space left on device.\n")
