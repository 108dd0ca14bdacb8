from __future__ import annotations

import subprocess
import sys

import psutil
import pytest

pytestmark = pytest.mark.acceptance


def refused(desk, *words, code):
    said = desk.run(*words, code=code)
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize(
    "words", [["crawl", "nobody"], ["backfill", "nobody", "--from", "2018-05-01", "--to", "2018-05-02"]]
)
def test_an_unknown_source_is_a_usage_error(desk, words):
    """A source that no file declares ends with 2 and a sentence that says where to look."""
    assert "There is no source named 'nobody'" in refused(desk, *words, code=2)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2018-13-01", "2018-05-02", "--from"),
        ("20180501", "2018-05-02", "--from"),
        ("2018-05-01", "soon", "--to"),
        ("2018-05-02", "2018-05-01", "after"),
    ],
)
def test_a_bad_range_of_days_is_a_usage_error(desk, first, last, said):
    """Days that are none, or stand the wrong way round, end with 2 and name the option."""
    assert said in refused(desk, "backfill", "tass-english", "--from", first, "--to", last, code=2)


@pytest.mark.parametrize("words", [["--port", "99999"], ["--port", "-1"], ["--days", "-3"], ["--fault", "gremlins"]])
def test_a_newsroom_that_cannot_be_is_a_usage_error(desk, words):
    """A port, a number of days or a fault that there is not ends with 2 and names the option."""
    assert words[0][2:] in refused(desk, "newsroom", *words, code=2)


def test_source_files_that_cannot_be_written_are_a_failure(desk):
    """Where a file stands in place of the folder for source files, the newsroom ends with 1 and its name."""
    (desk.home / "sources").touch()
    assert "sources" in refused(desk, "newsroom", "--declare", code=1)


def test_a_dsn_that_does_not_answer_is_a_failure(desk):
    """A dead server ends with 1 and one sentence that names it, without its password."""
    desk.environment["TALLYWIRE_DSN"] = "postgresql://someone:s3cret@127.0.0.1:1/there"
    said = refused(desk, "status", code=1)
    assert "127.0.0.1, database there does not answer: Connection refused. Check TALLYWIRE_DSN." in said
    assert "s3cret" not in said
    assert len(said.strip().splitlines()) == 1


def test_an_unreadable_file_is_a_usage_error(desk, tmp_path):
    """A file that is not there ends with 2 and its name."""
    said = refused(desk, "ingest", str(tmp_path / "none.txt"), "--source", "tass-english", code=2)
    assert "none.txt" in said


@pytest.mark.parametrize("day", ["2018-5-13", "13.05.2018", "2018-W19-7", "2018-02-30"])
def test_a_day_of_publication_is_written_in_one_way(desk, tmp_path, day):
    """A day written otherwise than 2018-05-13 is refused, never guessed."""
    (tmp_path / "bulletin.txt").write_text("Three people left.")
    words = ["ingest", str(tmp_path / "bulletin.txt"), "--source", "tass-english", "--published", day]
    assert "--published" in refused(desk, *words, code=2)


@pytest.mark.parametrize("address", ["ftp://press.example/today", "file:///etc/hosts", "https://"])
def test_an_address_that_is_no_page_is_a_usage_error(desk, address):
    """What is neither a file nor an address of a page ends with 2 and says what is."""
    said = refused(desk, "ingest", address, "--source", "tass-english", code=2)
    assert "begins with http:// or https://" in said


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_a_private_address_is_named_as_such(desk, host):
    """An address that no crawl may reach unless its source allows it is one sentence that says where to allow it."""
    said = refused(desk, "ingest", f"HTTP://{host}:1/page", "--source", "tass-english", code=1)
    assert "allow_addresses of tass-english" in said
    assert said.count("page") == 1


def test_a_page_without_text_is_kept_and_said(desk, tmp_path):
    """A page that holds no text ends with 1; its bytes are kept and the fault is recorded."""
    page = tmp_path / "empty.html"
    page.write_text("<html><body><script>render()</script></body></html>")
    said = refused(desk, "ingest", str(page), "--source", "tass-english", code=1)
    assert "bytes are kept" in said
    assert desk.one("SELECT count(*) FROM body") == 1
    assert desk.ask("SELECT source, step, code FROM fault") == [("tass-english", "parse", "unreadable")]


def test_a_wrong_source_file_is_refused_by_file_line_and_key(desk):
    """A user's source file with a typo stops every command that needs it, with file, line and key."""
    (desk.home / "sources").mkdir()
    (desk.home / "sources" / "mine.toml").write_text('title = "Mine"\nzon = "Europe/Kyiv"\n')
    assert "mine.toml, line 2: zon is not known" in refused(desk, "crawl", "mine", code=2)


def test_a_wrong_query_is_one_sentence(desk):
    """PostgreSQL's complaint about a query comes as one sentence, and ends with 2."""
    assert "PostgreSQL answers" in refused(desk, "sql", "SELECT nothing FROM nowhere", code=2)


def test_the_reader_cannot_write_through_sql(desk):
    """The sql command works as the role that reads."""
    assert "permission denied" in refused(desk, "sql", "DELETE FROM fault", code=2)


def test_light_commands_do_not_load_the_crawler():
    """Asking for a version of nothing but extraction leaves the crawler's libraries alone."""
    code = "import sys, scheduler.cli, scheduler.commands.extract; sys.exit('scrapy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_values_that_python_cannot_hold_are_shown(desk):
    """Infinite days and instants, as an open range has them, come as PostgreSQL writes them."""
    said = desk.run("sql", "SELECT date 'infinity', timestamptz '-infinity', 'NaN'::numeric, date '20000-01-01'")
    for value in ("infinity", "-infinity", "NaN", "20000-01-01"):
        assert value in said


def test_a_query_is_one_statement(desk):
    """A second statement is refused rather than run in silence."""
    said = refused(desk, "sql", "SELECT 1; SELECT 2", code=2)
    assert "one statement" in said


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_of_publication_that_cannot_be_is_a_usage_error(desk, tmp_path, day):
    """A bulletin is not published before there were wires, nor after today."""
    bulletin = tmp_path / "bulletin.txt"
    bulletin.write_text("On Sunday, 311 people left Homs.")
    said = refused(desk, "ingest", str(bulletin), "--source", "tass-english", "--published", day, code=2)
    assert "--published" in said


def test_psql_gets_the_password_unseen(desk):
    """A password in TALLYWIRE_DSN does not stand among the arguments of psql, which all users may list."""
    desk.environment["TALLYWIRE_DSN"] = f"{desk.database.admin} password=s3cret"
    asked = subprocess.Popen(
        [sys.executable, "-m", "scheduler.cli", "sql"],
        env=desk.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    asked.stdin.write(b"SELECT 40 + 2;\n")
    asked.stdin.flush()
    while b"42" not in asked.stdout.readline():
        assert asked.poll() is None
    (psql,) = psutil.Process(asked.pid).children()
    assert not any("s3cret" in word for word in psql.cmdline())
    asked.communicate(timeout=30)


def test_a_title_is_shown_without_its_control_characters(desk, tmp_path):
    """What would move a terminal's cursor or colour its text is shown inert, and brackets as they stand."""
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><h1>\x1b[31mTitle \x9b2J[red]x[/red]</h1><p>On Sunday, 311 people left Homs.</p></body></html>"
    )
    said = desk.run("extract", str(page), "--published", "2018-05-13")
    assert "[red]x[/red]" in said
    assert "\\[" not in said
    assert not set(said) & {"\x1b", "\x9b"}
