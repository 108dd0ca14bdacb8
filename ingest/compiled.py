"""The extractor as machine code, where `ops/compile` made it of the very sources that are here.

What was compiled of other sources, or for another Python, is passed over: then the sources themselves are read.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

ROOT: Final = Path(__file__).resolve().parent
"""The folder of the package `ingest`."""
KEPT: Final = Path(sys.prefix) / "compiled"
"""Where machine code is kept: a folder for each state of the sources."""
SUFFIX: Final = EXTENSION_SUFFIXES[0]
_PACKAGE: Final = "ingest.extract."
_SHARED: Final = "__mypyc"
"""How the name of the module ends that holds the code of all others."""


def find_sources() -> list[Path]:
    """All sources that machine code depends on, in order of their names."""
    return [*sorted((ROOT / "extract").glob("*.py")), ROOT / "errors.py", ROOT / "model.py"]


@cache
def find_folder() -> Path:
    """Where the machine code of these sources is kept, whether or not it was made."""
    digest = hashlib.sha256(SUFFIX.encode())
    for source in find_sources():
        digest.update(b"%b\0%b\0" % (source.name.encode(), source.read_bytes()))
    return KEPT / digest.hexdigest()[:16]


def is_compiled() -> bool:
    """Whether there is machine code of these sources."""
    return KEPT.is_dir() and find_folder().is_dir()


class _Finder(MetaPathFinder):
    """Finds the machine code of a module before its source."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        if not (fullname.startswith(_PACKAGE) or fullname.endswith(_SHARED)) or not is_compiled():
            return None
        file = find_folder() / f"{fullname.replace('.', '/')}{SUFFIX}"
        return spec_from_file_location(fullname, file) if file.exists() else None


def prefer_compiled() -> None:
    """Let what is imported from now on be machine code where it was made."""
    if KEPT.is_dir():
        sys.meta_path.insert(0, _Finder())


def prefer_sources() -> None:
    """Let what is imported from now on be read as Python, so that one can be measured against the other."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, _Finder)]
