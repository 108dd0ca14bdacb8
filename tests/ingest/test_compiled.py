from __future__ import annotations

import subprocess
import sys

import pytest

from ingest import compiled


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Keep machine code in a folder of the test; return where that of the present sources stands."""
    compiled.find_folder.cache_clear()
    monkeypatch.setattr(compiled, "KEPT", tmp_path)
    yield compiled.find_folder()
    compiled.find_folder.cache_clear()


def find(name):
    return compiled._Finder().find_spec(name, None)


def make(folder, name):
    file = folder / f"{name.replace('.', '/')}{compiled.SUFFIX}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"")
    return file


def test_machine_code_of_the_present_sources_comes_before_them(kept):
    """A module of the extractor, and what holds the code of all, is found where it was compiled."""
    for name in ("ingest.extract.text", "0123__mypyc"):
        assert find(name) is None
        made = make(kept, name)
        assert find(name).origin == str(made)
    assert compiled.is_compiled()


def test_machine_code_of_other_sources_is_passed_over(kept, tmp_path, monkeypatch):
    """A source that changed by a letter is read itself, and so are modules that were not compiled."""
    make(kept, "ingest.extract.text")
    assert find("ingest.extract.records") is None
    assert find("ingest.model") is None
    changed = tmp_path / "text.py"
    changed.write_text("WORD = 'W'\n")
    monkeypatch.setattr(compiled, "find_sources", lambda: [changed])
    compiled.find_folder.cache_clear()
    assert find("ingest.extract.text") is None
    assert not compiled.is_compiled()


def test_both_ways_of_reading_can_be_chosen(kept):
    """Sources are preferred once that is asked for, in this process alone."""
    finders = sys.meta_path[:]
    compiled.prefer_compiled()
    assert isinstance(sys.meta_path[0], compiled._Finder)
    compiled.prefer_sources()
    assert not any(isinstance(finder, compiled._Finder) for finder in sys.meta_path)
    sys.meta_path[:] = finders


def test_without_a_compiler_nothing_is_lost(tmp_path):
    """`ops/compile` says in a sentence what is lacking, and makes nothing."""
    script = compiled.ROOT.parent / "ops" / "compile.py"
    code = (
        "import runpy, sys; from ingest import compiled; from pathlib import Path; compiled.KEPT = Path(sys.argv[1]);"
        "sys.argv[:] = sys.argv[2:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(tmp_path / "kept"), str(script)],
        env={"PATH": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("There is no C compiler here:")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "kept").exists()
