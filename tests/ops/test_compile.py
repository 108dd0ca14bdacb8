from __future__ import annotations

import importlib.util
from pathlib import Path

OPS = Path(__file__).resolve().parents[2] / "ops"
SOURCE = '''
from __future__ import annotations
from dataclasses import dataclass, field, replace

@dataclass(slots=True)  # many are made
class Run:
    """A run."""

    first: int
    last: int = 1
    """Where it ends."""
    parts: list[str] = field(default_factory=list)
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.size = self.last - self.first

    def longer(self) -> Run:
        return replace(self, last=self.last + 1, parts=["a"])

@dataclass(frozen=True, slots=True)
class Word:
    text: str
'''


def load():
    spec = importlib.util.spec_from_file_location("compile_extractor", OPS / "compile.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_classes_of_data_construct_themselves_as_they_are_made_to(tmp_path, monkeypatch):
    """What is written out makes what the decorator makes, moves no line, and leaves frozen classes alone."""
    written = load().write_out(SOURCE)
    assert len(written.splitlines()) == len(SOURCE.splitlines()) + 1
    assert written.count("def __init__(") == 1
    made = []
    for name, source in (("plain", SOURCE), ("written", written)):
        (tmp_path / f"{name}_runs.py").write_text(source, "utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        module = importlib.import_module(f"{name}_runs")
        run = module.Run(3, 7)
        run.parts.append("b")
        made.append(
            [repr(one) for one in (run, run.longer(), module.Run(2), module.Run(1, 2, ["c"]), module.Word("x"))]
        )
    assert made[0] == made[1]
