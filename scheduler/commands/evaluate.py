"""How well documents are read that you annotated yourself."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from ingest.errors import UsageError
from ingest.extract import extract
from ingest.extract.evaluation import FIELDS, LEVELS, Evaluation, Fault, read_annotated
from ingest.extract.evaluation import evaluate as hold_against
from ingest.extract.records import make_document, read_moment
from scheduler.excerpt import show_excerpt
from scheduler.terminal import as_table, as_text, print_heading, standard_output

if TYPE_CHECKING:
    from rich.console import Console

    from ingest.extract.evaluation import Annotated as AnnotatedDocument

COLOURS: Final = {"missed": "red", "invented": "magenta", "differs": "yellow"}


def evaluate(
    folder: Annotated[
        Path, typer.Argument(metavar="GOLD_DIR", help="Folder of annotated documents, a .json file each.")
    ],
    only: Annotated[str, typer.Option(metavar="PREFIX", help="Only documents whose id begins so.")] = "",
    faults: Annotated[int, typer.Option(help="Show so many faults in their sentences.")] = 20,
) -> None:
    """Read annotated documents and show how much of them was read right, by field and by kind, and what was not.

    A document is {"id", "title", "text", "published_at", "figures"}; an annotated figure has value, indicator, unit,
    measure, period, end and quote, and, where they are not empty, value_high, qualifier, population, start, origin,
    destination, via, location, part_of, status and optional. Kinds are the first words of the ids. A figure is detected
    where its value was read from its words, core where qualifier, indicator and unit are right too, full where all is.
    The table of confidence tells what share of the figures read is right that were read with so much of it.

    Example: [bold]tallywire evaluate my-bulletins --faults 50[/bold]
    """
    kinds: dict[str, Evaluation] = defaultdict(Evaluation)
    readings: dict[str, str] = {}
    for document in _documents(folder, only):
        made = make_document(
            title=document.title,
            text=document.text,
            published_at=read_moment(document.published_at),
            source=document.source,
            language=document.language,
        )
        readings[document.id] = made.reading
        found = hold_against(document.id, made.reading, document.figures, extract(made).figures)
        kinds[document.id.split("-")[0]].add(found)
    whole = Evaluation()
    for one in kinds.values():
        whole.add(one)
    _show(standard_output(), len(readings), whole, kinds)
    _show_confidence(standard_output(), whole)
    _show_faults(standard_output(), whole.faults[:faults], readings)


def _documents(folder: Path, only: str) -> list[AnnotatedDocument]:
    try:
        bodies = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.json"))]
    except OSError as error:
        raise UsageError(f"{folder} cannot be read ({error.strerror}).") from None
    documents = [read_annotated(body, name=name) for name, body in bodies]
    chosen = [document for document in documents if document.id.startswith(only)]
    if not chosen:
        raise UsageError(
            f"{folder} holds no annotated document" + (f" whose id begins with {only!r}." if only else ".")
        )
    return chosen


def _show(out: Console, documents: int, whole: Evaluation, kinds: dict[str, Evaluation]) -> None:
    out.print(f"{documents} documents, {whole.tally.annotated} annotated figures, {whole.tally.read} read")
    levels = [
        [level, *(f"{share(level):.3f}" for share in (whole.tally.precision, whole.tally.recall, whole.tally.f1))]
        for level in LEVELS
    ]
    out.print(as_table(("level", "precision", "recall", "F1"), levels))
    rows = [
        [kind, one.tally.annotated, *(f"{one.tally.f1(level):.3f}" for level in LEVELS)]
        for kind, one in sorted(kinds.items())
    ]
    out.print(as_table(("kind", "figures", *(f"F1 {level}" for level in LEVELS)), rows))
    shares = [[key, f"{whole.fields[key] / max(1, whole.detected):.3f}"] for key in FIELDS]
    out.print(as_table(("field", "right where detected"), shares))


def _show_confidence(out: Console, whole: Evaluation) -> None:
    """Print how much can be trusted of what was read with which confidence."""
    rows = [
        [f"{band:.2f} and more", tally.read, *(f"{tally.precision(level):.3f}" for level in LEVELS)]
        for band, tally in sorted(whole.bands.items(), reverse=True)
        if tally.read
    ]
    out.print(as_table(("confidence", "figures", *(f"precision {level}" for level in LEVELS)), rows))


def _show_faults(out: Console, faults: list[Fault], readings: dict[str, str]) -> None:
    if faults:
        print_heading(out, "Faults")
    for fault in faults:
        wrong = "; ".join(f"{key} is {_plain(gold)}, read {_plain(read)}" for key, (gold, read) in fault.fields.items())
        line = Text.assemble(f"{fault.document}  ", (fault.kind, COLOURS[fault.kind]), f"  {fault.value:,}  ")
        line.append_text(show_excerpt(readings[fault.document], fault.span))
        out.print(line.append(f"  {wrong}"))


def _plain(value: object) -> str:
    return "nothing" if value is None else as_text(value)
