"""Read the figures of documents, without any database."""

from __future__ import annotations

import mimetypes
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich.table import Table
from rich.text import Text

from ingest.errors import TallywireError, UsageError
from ingest.extract import extract as read_figures
from ingest.extract.accounting import FIGURE, UNREAD
from ingest.extract.records import make_document, read_day, read_document, write_answer
from ingest.model import DateOrder
from scheduler.excerpt import inert, show_excerpt
from scheduler.terminal import standard_output

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import BinaryIO

    from rich.console import Console

    from ingest.model import Document, Extraction, Figure

LARGEST = 32 * 1024 * 1024
_PLACES = (("origin", "from"), ("destination", "to"), ("via", "via"), ("location", "in"))


def extract(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="Text, HTML, or JSON (one document; .jsonl: one a line)."),
    ] = None,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Answer in JSON, one line a document.")] = False,
    published: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Day of publication, where a document does not say.")
    ] = None,
    originator: Annotated[str | None, typer.Option(help="Whose figures they are, where the text names nobody.")] = None,
    dates: Annotated[
        DateOrder | None, typer.Option(help="What 03/04/2026 means; without it, what is so dated is put aside.")
    ] = None,
    explain: Annotated[bool, typer.Option(help="Account for every number, also those that are no figure.")] = False,
) -> None:
    """Read every figure that documents state: how many, of what, when, where.

    With [bold]--jsonl[/bold] and no file, documents are read from standard input, one a line:
    {"id", "source", "published_at", "language", "title", "text"}. Each answer is {"id", "figures"}; a figure has value,
    value_high, qualifier, indicator, unit, population, measure, period, start, end, origin, destination, via, location,
    part_of, status, quote, start_offset, end_offset (counted in title, blank line, text), originator, since_label,
    basis (the words that fixed the period) and confidence. With [bold]--explain[/bold] an answer has "numerals", too:
    start, end and outcome of every number.

    Examples:
    [bold]tallywire extract bulletin.html --published 2018-05-14[/bold],
    [bold]tallywire extract --jsonl < documents.jsonl > figures.jsonl[/bold]
    """
    day = read_day(published) if published else None
    if not files and not jsonl:
        raise UsageError("Name a file to read, or give --jsonl and documents on standard input.")
    documents = _from_files(files, day) if files else _from_lines(sys.stdin.buffer, "Line", day)
    console = standard_output()
    for key, document in documents:
        extraction = read_figures(document, originator=originator, dates=dates)
        if jsonl:
            sys.stdout.buffer.write(write_answer(key, extraction, explain=explain))
            sys.stdout.buffer.flush()
        else:
            _show(console, document, extraction)
            if explain:
                _explain(console, document, extraction)


def _from_lines(stream: BinaryIO, name: str, day: date | None) -> Iterator[tuple[str | int, Document]]:
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            yield read_document(line, published=day)
        except TallywireError as error:
            raise TallywireError(f"{name} {number} was not read: {error}") from None


def _from_files(files: list[Path], day: date | None) -> Iterator[tuple[str | int, Document]]:
    for path in files:
        body = _read(path)
        if path.suffix == ".jsonl":
            yield from _from_lines(iter(body.splitlines(keepends=True)), f"{path.name}, line", day)  # type: ignore[arg-type]
            continue
        try:
            yield read_document(body, published=day) if path.suffix == ".json" else _read_text(path, body, day)
        except UsageError:
            raise
        except TallywireError as error:
            raise TallywireError(f"{path.name} was not read: {error}") from None


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path} is larger than {LARGEST >> 20} MB: that is no document.")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from None


def _read_text(path: Path, body: bytes, day: date | None) -> tuple[str, Document]:
    from ingest.parse.article import read_page  # noqa: PLC0415 - it costs half a second that JSON need not wait for

    media_type = mimetypes.guess_type(path.name)[0] or "text/plain"
    page = read_page(body, media_type=media_type, url=None, rules=None, zone=ZoneInfo("UTC"))
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else page.published_at
    if moment is None:
        raise UsageError(f"{path} does not say when it was published: add --published YYYY-MM-DD.")
    return path.name, make_document(title=page.title, text=page.text, published_at=moment)


def _show(console: Console, document: Document, extraction: Extraction) -> None:
    """One table a document: every figure with its sentence, the number highlighted."""
    title = Text(f"{inert(document.title)} · report of {extraction.reference_day} · {len(extraction.figures)} figures")
    table = Table(title=title, title_justify="left", header_style="bold", show_lines=True)
    for name in ("what", "how many", "when", "where", "said as"):
        table.add_column(name, justify="right" if name == "how many" else "left", overflow="fold")
    for figure in extraction.figures:
        table.add_row(
            Text(_what(figure)),
            Text(_how_many(figure)),
            Text(_when(figure)),
            Text(_where(figure)),
            show_excerpt(document.reading, figure.span, figure.number),
        )
    console.print(table)


def _explain(console: Console, document: Document, extraction: Extraction) -> None:
    """One line for every number that is no figure: what became of it, and its sentence; then how many of each."""
    for numeral in extraction.numerals:
        if numeral.outcome != FIGURE:
            words = Text(f"{numeral.outcome:>10}  ", style="red" if numeral.outcome == UNREAD else "dim")
            console.print(words.append_text(show_excerpt(document.reading, numeral[:2])))
    counts = Counter(numeral.outcome for numeral in extraction.numerals)
    told = ", ".join(f"{count} {outcome}" for outcome, count in counts.most_common())
    console.print(f"{len(extraction.numerals)} numbers: {told}." if told else "No number.")


def _what(figure: Figure) -> str:
    words = [figure.indicator, figure.population or figure.unit]
    return " ".join([*words, *([figure.status] if figure.status != "actual" else [])])


def _how_many(figure: Figure) -> str:
    value = f"{figure.value:,}" + (f" to {figure.value_high:,}" if figure.value_high is not None else "")
    head = "" if figure.qualifier in ("exact", "range") else figure.qualifier.replace("_", " ") + " "
    part = f"\nof {figure.part_of:,}" if figure.part_of is not None else ""
    return f"{head}{value}{part}"


def _when(figure: Figure) -> str:
    span = f"{figure.start} to {figure.end}" if figure.start else f"to {figure.end}"
    return f"{figure.period}, {figure.measure}\n{span}"


def _where(figure: Figure) -> str:
    return "\n".join(f"{word} {inert(place)}" for role, word in _PLACES if (place := getattr(figure, role)))
