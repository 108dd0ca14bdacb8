"""Which documents tell one story, without any database."""

from __future__ import annotations

import sys
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec
import typer

from ingest.dedupe.cluster import gather_stories
from ingest.dedupe.gist import gist_of
from ingest.errors import TallywireError, UsageError
from ingest.extract.records import read_text
from scheduler.terminal import print_rows, standard_output

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ingest.dedupe.gist import Gist


class Told(NamedTuple):
    """One document: its id as given, and what is shown of it."""

    id: str | int
    day: date | None
    beginning: str


def stories(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help="Documents in JSON, one a line.")
    ] = None,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Answer in JSON, one line a document.")] = False,
) -> None:
    """Say which documents tell one story: copies, abridgements and rewritings of one report, whatever their words.

    Documents are read from files, or with [bold]--jsonl[/bold] and no file from standard input, one a line:
    {"id", "published_at", "title", "text"}; other keys are left unread. Each answer is {"id", "story"}, in the order of
    the documents; a story is named after its earliest document. What is compared are runs of words and the numbers: the
    report of the next day has the same words and other numbers, and is another story.

    Example: [bold]tallywire stories --jsonl < documents.jsonl > stories.jsonl[/bold]
    """
    if not files and not jsonl:
        raise UsageError("Name a file to read, or give --jsonl and documents on standard input.")
    told: list[Told] = []
    gists: dict[str, Gist] = {}
    with ExitStack() as stack:
        for name, stream in _open(stack, files):
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    _take(line, f"{name} {number}", told, gists)
    found = gather_stories(gists)
    if jsonl:
        ids = {_key(one.id): one.id for one in told}
        for one in told:
            sys.stdout.buffer.write(msgspec.json.encode({"id": one.id, "story": ids[found[_key(one.id)]]}) + b"\n")
    else:
        _show(told, found)


def _open(stack: ExitStack, files: Sequence[Path] | None) -> Iterable[tuple[str, Iterable[bytes]]]:
    if not files:
        yield "Line", sys.stdin.buffer
        return
    for path in files:
        try:
            yield f"{path.name}, line", stack.enter_context(path.open("rb"))
        except OSError as error:
            raise UsageError(f"{path} cannot be read ({error.strerror}).") from None


def _take(line: bytes, place: str, told: list[Told], gists: dict[str, Gist]) -> None:
    try:
        name, text, day = read_text(line)
    except TallywireError as error:
        raise TallywireError(f"{place} was not read: {error}") from None
    if _key(name) in gists:
        raise TallywireError(f"{place} was not read: the id {name!r} is that of an earlier document, too.")
    gists[_key(name)] = gist_of(text, day)
    told.append(Told(name, day, " ".join(text[:200].split())[:60]))


def _key(name: str | int) -> str:
    """Return an id as text in which 7 and "7" differ."""
    return msgspec.json.encode(name).decode()


def _show(told: Sequence[Told], found: dict[str, str]) -> None:
    members: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        members[found[_key(one.id)]].append(one)
    several = [ones for ones in members.values() if len(ones) > 1]
    out = standard_output()
    for number, ones in enumerate(several, start=1):
        rows = [[one.id, one.day, one.beginning] for one in ones]
        print_rows(out, ("id", "published", "begins"), rows, title=f"Story {number}")
    alone = len(members) - len(several)
    out.print(f"{len(told):,} documents tell {len(members):,} stories; {alone:,} are told by one document alone.")
