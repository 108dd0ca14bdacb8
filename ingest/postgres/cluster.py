"""The cluster: made aside and renamed, so that a data folder that is there is whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.errors import TallywireError
from ingest.postgres import process
from ingest.postgres.home import SUPERUSER

if TYPE_CHECKING:
    from ingest.postgres.account import Account
    from ingest.postgres.home import Home
    from ingest.postgres.programs import Programs

_ASIDE: Final = "data.new-"
_BUILTIN_LOCALES: Final = 17

# Modest on memory, since the crawlers share the machine; whoever tunes the server edits postgresql.conf.
_SETTINGS: Final = """
# Tallywire's defaults, written once.
max_connections = 60
shared_buffers = 96MB
work_mem = 8MB
maintenance_work_mem = 64MB
max_wal_size = 512MB
jit = off
client_connection_check_interval = 10s
timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
log_line_prefix = '%m [%p] %q%a %u '
"""

# For data that may be lost with the machine: tests.
_SCRATCH: Final = """
fsync = off
full_page_writes = off
"""


def ensure_cluster(home: Home, programs: Programs, account: Account, *, durable: bool) -> None:
    """Make the cluster of `home` if there is none, and refuse one of another major version.

    Whether a cluster is `durable` is decided when it is made and stays so.

    Raises:
        TallywireError: initdb failed, or the cluster is of another version.
        OSError: the home cannot be written.
    """
    if not home.data.exists():
        _refuse_shut_home(home, account)
        _make_cluster(home, programs, account, durable=durable)
    found = (home.data / "PG_VERSION").read_text("utf-8").strip()
    if found != str(programs.major):
        raise TallywireError(
            f"The data in {home.data} are of PostgreSQL {found} and this Tallywire brings PostgreSQL {programs.major}: "
            "carry them over with pg_dump under the release that made them, or set TALLYWIRE_HOME to a new folder."
        )


def _make_cluster(home: Home, programs: Programs, account: Account, *, durable: bool) -> None:
    for left in home.path.glob(f"{_ASIDE}*"):
        shutil.rmtree(left, ignore_errors=True)
    # A name never used before: the initdb of a starter that was killed may still be writing into its own.
    aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=home.path))
    account.own(aside)
    done = process.run(_initdb(aside, programs, durable=durable), account)
    if done.returncode:
        shutil.rmtree(aside, ignore_errors=True)
        raise TallywireError(f"PostgreSQL could not make its data folder in {home.path}: {_complaint(done.stdout)}.")
    with (aside / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write(_SETTINGS if durable else _SETTINGS + _SCRATCH)
        conf.flush()
        os.fsync(conf.fileno())
    aside.rename(home.data)
    _sync_folder(home.path)


def _initdb(aside: Path, programs: Programs, *, durable: bool) -> list[str | Path]:
    locale = ["--locale=C.UTF-8"]
    if programs.major >= _BUILTIN_LOCALES:  # the same order of text on every machine
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    command: list[str | Path] = [programs.folder / "initdb", "--pgdata", aside, "--username", SUPERUSER]
    command += ["--encoding=UTF8", "--auth-local=trust", "--auth-host=reject", "--data-checksums", *locale]
    return command if durable else [*command, "--no-sync"]


def _refuse_shut_home(home: Home, account: Account) -> None:
    if process.run(["/bin/sh", "-c", 'cd -- "$1"', "sh", home.path], account).returncode:
        raise TallywireError(
            f"PostgreSQL runs as {account.name} here, who may not enter {home.path}: "
            "set TALLYWIRE_HOME to a folder outside of private ones, such as /var/lib/tallywire."
        )


def _complaint(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "error:" in line or "FATAL:" in line]
    return (errors or lines or ["it said nothing"])[-1].split(": ", 1)[-1].rstrip(".")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
