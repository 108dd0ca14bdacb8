"""Makes the virtual environment, or brings it up to date: `python3 ops/install.py REQUIREMENTS...`.

It says nothing when there is nothing to do. Two at once take turns. The copies it keeps under .venv/installed say what
was installed, where, and for which interpreter; `environment.sh` compares them.
"""

from __future__ import annotations

import fcntl
import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
INSTALLED = ENVIRONMENT / "installed"
# There while an installation runs: a killed one may leave half of a package, which pip would take for the whole.
UNFINISHED = ENVIRONMENT / "unfinished"
PIP = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet")


def install(requirements: list[str]) -> None:
    """Bring the environment up to `requirements`, files named from the top of the tree, and to this pyproject.toml.

    Raises:
        SystemExit: a step failed; its message is the sentence for the user.
    """
    lock = os.open(ROOT / "ops", os.O_RDONLY)
    # The steps inherit it: a step that outlives a killed installer still keeps the next one waiting.
    os.set_inheritable(lock, True)  # noqa: FBT003 - os has no keyword for it
    fcntl.flock(lock, fcntl.LOCK_EX)
    fit = is_fit()
    wanted = [name for name in requirements if not (fit and is_same(name))]
    moved = not fit or read_place() != describe_place()
    if not wanted and not moved and is_same("pyproject.toml"):
        return
    print("Tallywire: installing once, this can take a minute …", file=sys.stderr, flush=True)
    if not fit:
        make_environment()
    UNFINISHED.touch()
    if wanted:
        # Wheels alone: nothing is compiled, and no package's setup runs.
        files = [word for name in wanted for word in ("--requirement", ROOT / name)]
        run(*PIP, "--require-hashes", "--only-binary", ":all:", *files)
    run(*PIP, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    record([*wanted, "pyproject.toml"])


def is_fit() -> bool:
    """Tell whether there is a whole environment, of the interpreter that was installed for and, if named, of PYTHON."""
    place = read_place()
    if UNFINISHED.exists() or not PYTHON.exists() or len(place) <= 1 or place[1] != os.path.realpath(PYTHON):
        return False
    return not os.environ.get("PYTHON") or os.path.realpath(getattr(sys, "_base_executable", "")) == place[1]


def is_same(name: str) -> bool:
    """Tell whether the file was installed as it is now."""
    copy = INSTALLED / Path(name).name
    return copy.exists() and filecmp.cmp(ROOT / name, copy, shallow=False)


def read_place() -> list[str]:
    """Return the tree and the interpreter that the environment was installed for; nothing if it was not."""
    file = INSTALLED / "place"
    return file.read_text("utf-8", "surrogateescape").splitlines() if file.exists() else []


def describe_place() -> list[str]:
    """Return the tree and the interpreter as they are now."""
    return [str(ROOT), os.path.realpath(PYTHON)]


def make_environment() -> None:
    """Make an empty environment in place of what is there."""
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    run(sys.executable, "-m", "venv", ENVIRONMENT)


def record(names: list[str]) -> None:
    """Keep what was installed; the place comes last, since all else counts only with it."""
    INSTALLED.mkdir(exist_ok=True)
    for name in names:
        shutil.copyfile(ROOT / name, INSTALLED / Path(name).name)
    (INSTALLED / "place").write_text("\n".join(describe_place()) + "\n", "utf-8", "surrogateescape")
    UNFINISHED.unlink()


def run(*command: str | Path) -> None:
    """Run one step, silently if it succeeds.

    Raises:
        SystemExit: it failed; what it said goes to standard error.
    """
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", close_fds=False, check=False)
    if done.returncode:
        UNFINISHED.unlink(missing_ok=True)
        sys.stderr.write(done.stdout + done.stderr)
        sys.exit(
            "Tallywire could not be installed, see above: the first installation needs the network and 600 MB of disk."
        )


if __name__ == "__main__":
    try:
        install(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit(f"Tallywire could not be installed: {error}.")
