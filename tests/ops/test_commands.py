from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

OPS = Path(__file__).resolve().parents[2] / "ops"
ANNOUNCED = "installing once"
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "tiny"
version = "0"
"""
BACKEND = """
import pathlib, zipfile
def build_editable(folder, config_settings=None, metadata_directory=None):
    files = {
        "tiny.pth": f"{pathlib.Path.cwd()}\\n",
        "tiny-0.dist-info/METADATA": "Metadata-Version: 2.1\\nName: tiny\\nVersion: 0\\n",
        "tiny-0.dist-info/WHEEL": "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    }
    files["tiny-0.dist-info/RECORD"] = "".join(f"{name},,\\n" for name in files) + "tiny-0.dist-info/RECORD,,\\n"
    with zipfile.ZipFile(pathlib.Path(folder) / "tiny-0-py3-none-any.whl", "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return "tiny-0-py3-none-any.whl"
"""
CLI = "import os, sys; print(*sys.argv[1:], os.getcwd(), sys.flags.utf8_mode, sep='|'); sys.exit(7)"


class Tree:
    """A project of one module under the real commands, so that an installation takes seconds and no network."""

    def __init__(self, root):
        self.root = root
        self.environment = root / ".venv"

    @classmethod
    def make(cls, root):
        (root / "ops").mkdir(parents=True)
        (root / "scheduler").mkdir()
        for name in ("run", "environment.sh", "install.py"):
            shutil.copy(OPS / name, root / "ops")
        (root / "ops" / "requirements.txt").write_text("# none\n")
        (root / "pyproject.toml").write_text(PROJECT)
        (root / "backend.py").write_text(BACKEND)
        (root / "scheduler" / "__init__.py").touch()
        (root / "scheduler" / "cli.py").write_text(CLI)
        # Not a link: an interpreter of an environment, reached by a link, takes itself for another.
        _script(root / "path" / "python3", f'exec "{sys._base_executable}" "$@"')
        return cls(root)

    def start(self, *words, cwd="/", **environment):
        return subprocess.Popen(
            [self.root / "ops" / "run", *words],
            cwd=cwd,
            env={"PATH": f"{self.root / 'path'}:/usr/bin:/bin", "PIP_NO_INDEX": "1", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words, **options):
        process = self.start(*words, **options)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err


def _script(path, body):
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """An installed tree in a folder with a space, for the tests that leave it installed."""
    tree = Tree.make(tmp_path_factory.mktemp("ops") / "a tree")
    code, out, err = tree.run("first")
    assert (code, out) == (7, "first|/|1\n")
    assert err.count("\n") == 1
    assert ANNOUNCED in err
    return tree


def test_second_run(tree, tmp_path):
    """A second run installs nothing, says nothing, passes arguments, folder and exit code on, and starts at once."""
    (tmp_path / "os.py").write_text("raise SystemExit('shadowed')")
    started = time.monotonic()
    result = tree.run("a b", "*", cwd=tmp_path, PYTHONPATH=str(tmp_path), LANG="xx_YY")
    assert time.monotonic() - started < 2
    assert result == (7, f"a b|*|{tmp_path}|1\n", "")


def test_link_to_the_command(tree, tmp_path):
    """The command works through a link from elsewhere."""
    (tmp_path / "tallywire").symlink_to(tree.root / "ops" / "run")
    done = subprocess.run([tmp_path / "tallywire", "x"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (7, "")


@pytest.mark.parametrize("name", ["ops/requirements.txt", "pyproject.toml"])
def test_changed_input(tree, name):
    """A change of the requirements or of the project is installed, once, into the same environment."""
    kept = tree.environment / "kept"
    kept.touch()
    with (tree.root / name).open("a") as file:
        file.write("# changed\n")
    assert ANNOUNCED in tree.run()[2]
    assert tree.run()[2] == ""
    assert kept.exists()


def test_moved_tree(tree, tmp_path):
    """A tree that was moved, or copied with its environment, runs its own code from the new place."""
    copy = Tree(tmp_path / "moved")
    shutil.copytree(tree.root, copy.root, symlinks=True)
    (copy.root / "scheduler" / "cli.py").write_text("print('moved')")
    assert copy.run()[:2] == (0, "moved\n")
    assert copy.run() == (0, "moved\n", "")


def test_interrupted_installation(tree):
    """An installation that was killed is begun anew by the next run, from an empty environment."""
    half = tree.environment / "half-a-package"
    half.touch()
    (tree.environment / "unfinished").touch()
    (tree.environment / "installed" / "pyproject.toml").unlink()
    code, _, err = tree.run()
    assert (code, err.count(ANNOUNCED)) == (7, 1)
    assert not half.exists()
    assert tree.run()[2] == ""


def test_killed_installation(tmp_path):
    """An installer killed with -9 leaves nothing that keeps the next one from a whole installation."""
    tree = Tree.make(tmp_path / "tree")
    process = tree.start()
    assert ANNOUNCED in process.stderr.readline()
    time.sleep(0.5)
    [installer] = [child for child in _children(process.pid) if b"install.py" in child.joinpath("cmdline").read_bytes()]
    os.kill(int(installer.name), 9)
    process.communicate()
    assert tree.run()[0] == 7
    assert tree.run()[2] == ""


def _children(pid):
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if not listed.exists():
        pytest.skip("This system does not list the children of a process.")
    return [Path("/proc") / child for child in listed.read_text().split()]


def test_two_at_once(tmp_path):
    """Two first runs at once take turns: one installs, both start."""
    tree = Tree.make(tmp_path / "tree")
    processes = [tree.start(str(number)) for number in range(2)]
    results = [process.communicate(timeout=120) for process in processes]
    assert [out for out, _ in results] == ["0|/|1\n", "1|/|1\n"]
    assert "".join(err for _, err in results).count(ANNOUNCED) == 1


def test_failed_installation(tmp_path):
    """When pip fails, its words and a sentence are shown, and the next run tries again."""
    tree = Tree.make(tmp_path / "tree")
    (tree.root / "ops" / "requirements.txt").write_text(f"absent==1 --hash=sha256:{'0' * 64}\n")
    for _ in range(2):
        code, out, err = tree.run()
        assert (code, out) == (1, "")
        assert "No matching distribution found for absent==1" in err
        assert "Tallywire could not be installed, see above" in err
        assert "Traceback" not in err


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("exit 1", "is no Python of 3.11 or newer"),
        ('case "$2" in *ensurepip*) exit 1;; esac', "cannot make virtual environments: install its venv module"),
    ],
)
def test_unfit_python(tmp_path, body, sentence):
    """A Python that is too old, or lacks the venv module, is refused with one sentence."""
    tree = Tree.make(tmp_path / "tree")
    unfit = _script(tmp_path / "unfit" / "python", body)
    code, out, err = tree.run(PYTHON=str(unfit))
    assert (code, out) == (1, "")
    assert sentence in err
    assert err.count("\n") == 1
    assert not tree.environment.exists()
