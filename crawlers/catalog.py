"""The catalogue of sources: one TOML file each, validated on load, refused with file, line and key."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args, get_origin, get_type_hints

import msgspec

from crawlers.source import Source
from crawlers.validity import problems_of
from ingest.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

SHIPPED: Final = Path(__file__).parent / "sources"
_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_FIELD_PATH: Final = re.compile(r"`\$\.?([^`]*)`")
_UNKNOWN: Final = re.compile(r"unknown field `([^`]+)`")
_MISSING: Final = re.compile(r"missing required field `([^`]+)`")


class Catalog(dict[str, Source]):
    """Sources by id, in order of id."""


class WrongSourceFile(UsageError):  # noqa: N818 - it names what the file is
    """A source file is refused: file, line and key stand in the sentence."""


def load_catalog(directories: Sequence[Path] = ()) -> Catalog:
    """Return the shipped sources and those in `directories`; a later directory's file replaces one of the same id.

    Raises:
        WrongSourceFile: a file is not as a source file must be.
    """
    found: dict[str, Source] = {}
    for directory in (SHIPPED, *directories):
        own: dict[str, Path] = {}
        for path in sorted(directory.glob("**/*.toml")):
            if path.stem in own:
                raise WrongSourceFile(f"{path}: the id {path.stem!r} is that of {own[path.stem]} too.")
            own[path.stem] = path
            found[path.stem] = read_source(path)
    return Catalog(sorted(found.items()))


def read_source(path: Path) -> Source:
    """Return the source that a file declares.

    Raises:
        WrongSourceFile: a key is unknown, missing, or has a value that cannot be used.
    """
    try:
        text = path.read_text("utf-8")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSourceFile(f"{path}: cannot be read ({error}).") from None
    except tomllib.TOMLDecodeError as error:
        raise WrongSourceFile(f"{path}: {error}.") from None
    if not _ID.fullmatch(path.stem):
        raise WrongSourceFile(f"{path}: the file's name must be lower-case letters, digits, - and _.")
    if "id" in table:
        raise _wrong(path, text, "id", "is the file's name and not written in it")
    try:
        source = msgspec.convert(table | {"id": path.stem}, Source)
    except msgspec.ValidationError as error:
        raise _explain(path, text, str(error)) from None
    for key, problem in problems_of(source):
        raise _wrong(path, text, key, problem)
    return source


def _explain(path: Path, text: str, message: str) -> WrongSourceFile:
    parents = [one.split("[")[0] for one in (_FIELD_PATH.search(message) or ["", ""])[1].split(".") if one]
    unknown, missing = _UNKNOWN.search(message), _MISSING.search(message)
    if unknown:
        return _wrong(path, text, ".".join([*parents, unknown[1]]), "is not known")
    if missing:
        key = ".".join([*parents, missing[1]])
        return _wrong(path, text, key, "is missing")
    key, reason = ".".join(parents), message.split(" - at ", maxsplit=1)[0]
    kind = get_type_hints(Source).get(key)
    advice = f"; write {' or '.join(get_args(kind))}" if get_origin(kind) is Literal else ""
    return _wrong(path, text, key, f"cannot be used: {reason[0].lower()}{reason[1:]}{advice}")


def _wrong(path: Path, text: str, key: str, problem: str) -> WrongSourceFile:
    return WrongSourceFile(f"{path}, line {_line_of(text, key)}: {key} {problem}.")


def _line_of(text: str, key: str) -> int:
    """Return the line where a dotted key stands, or where its table begins, or 1."""
    *tables, name = key.split(".")
    wanted, current, start = ".".join(tables), "", 1
    pattern = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=")
    for number, line in enumerate(text.splitlines(), 1):
        head = re.fullmatch(r"\s*\[([^\[\]]+)\]\s*(#.*)?", line)
        if head:
            current = head[1].strip()
            if current == wanted:
                start = number
            if not tables and current == name:
                return number
        elif current == wanted and pattern.match(line):
            return number
    return start
