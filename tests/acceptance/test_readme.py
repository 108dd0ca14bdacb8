"""The README holds: its commands run, its source file is one, and its picture is what the demo prints."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crawlers.catalog import read_source
from crawlers.rehearsal import Newsroom, recorded_truth, write_sources

pytestmark = pytest.mark.acceptance

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
OWN_TESTS = {"demo", "newsroom", "run"}
CONTRADICTIONS = 3
BULLETIN = """Departures from the valley go on

Over the past 24 hours, 1,866 people left the Homs de-escalation zone, the Centre said on Sunday.
"""


def commands():
    """Return the words of every command of the README, each once, in its order."""
    script = "".join(text for kind, text in BLOCKS if kind == "sh")
    lines = [line.replace("\n", " ") for line in re.findall(r'(?:[^"\n]|"[^"]*")+', script)]
    lines += re.findall(r"`(\./ops/run [^`]+)`", README)
    found = [tuple(shlex.split(line)[1:]) for line in lines if line.startswith("./ops/run ") and "ARGS" not in line]
    return list(dict.fromkeys(found))


@pytest.fixture(scope="module")
def demo():
    """What the demo prints where no terminal reads it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TALLYWIRE_")}
    done = subprocess.run(
        [sys.executable, "-m", "scheduler.cli", "demo"],
        env=kept, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def test_the_demo_shows_sum_slip_and_gaps(demo):
    """The demo ends well, and what it prints holds the sum, the slip and both gaps, read back from the database."""
    for promised in (
        "9,368 + 1,866 + 2,348 = 13,582", "70,187", "17 unaccounted for", "55 unaccounted for", "report_days",
        "parts_exhaustive",
    ):  # fmt: skip
        assert promised in demo


def test_the_demo_shows_the_fresh_bulletin_with_all_its_witnesses(demo):
    """The bulletin of the last day is shown once all outlets carried it, and a part of a figure as what it is."""
    rows = [tuple(cell.strip() for cell in line.split("│") if cell.strip()) for line in demo.splitlines()]
    assert ("2018-06-28", "returns", "people", "Homs", "total", "106,415", "4") in rows
    children = ("departures", "children", "Eastern Ghouta", "Al-Wafideen", "24h", "2018-03-15", "128", "4")
    assert ("2018-03-16", *children) in rows


def test_the_picture_is_what_the_demo_prints(demo):
    """Each finding that the README shows stands in the demo's output, word for word."""
    (picture,) = [text for kind, text in BLOCKS if not kind]
    findings = re.split(r"\n(?=\d{4}-)", picture.strip())
    printed = " ".join(demo.split())
    assert len(findings) == 4
    for finding in findings:
        assert " ".join(finding.split()) in printed


def test_every_command_of_the_readme_runs(desk):
    """One after another, as they stand, beside a newsroom that serves: each ends well, or tells contradictions."""
    (desk.home / "bulletin.txt").write_text(BULLETIN)
    with Newsroom(recorded_truth()) as newsroom:
        write_sources(desk.home / "sources", newsroom.url)
        ordered = [words for words in commands() if words[0] not in OWN_TESTS and words != ("sql",)]
        assert len(ordered) > 10
        for words in ordered:
            given = [str(desk.home / word) if word == "bulletin.txt" else word for word in words]
            desk.run(*given, code=CONTRADICTIONS if words == ("check",) else 0)
    assert desk.one("SELECT count(*) FROM observation") > 10


def test_the_newsroom_declares_its_sources_while_it_serves(desk):
    """The newsroom's sources can be crawled while it runs, and are gone when it is ended."""
    serving = desk.start("newsroom", "--declare")
    desk.wait_until(lambda: "Its sources" in desk.logs())
    assert " 0 new documents" not in desk.run("crawl", "rehearsal-ministry")
    serving.send_signal(signal.SIGTERM)
    assert serving.wait(timeout=20) == 143
    assert "rehearsal-ministry" not in desk.run("sources", "list")


def test_the_daemon_starts_and_drains(desk):
    """`run` leads where it is alone, and SIGTERM ends it well."""
    daemon = desk.start("run")
    desk.wait_until(lambda: "leading" in desk.logs())
    daemon.send_signal(signal.SIGTERM)
    assert daemon.wait(timeout=35) == 0


def test_psql_starts_where_no_query_is_given(desk):
    """`sql` alone is psql as the reader, within the schema."""
    assert "1 row" in desk.run("sql", given="SELECT count(*) FROM finding_open;")


def test_the_source_file_of_the_readme_is_one(tmp_path):
    """The source file that the README shows is accepted as it stands."""
    (text,) = [text for kind, text in BLOCKS if kind == "toml"]
    path = tmp_path / "health.toml"
    path.write_text(text)
    assert read_source(path).kind == "listing"
