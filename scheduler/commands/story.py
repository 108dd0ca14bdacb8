"""One story: who told it, in order of time, and what each of its numbers rests on."""

from __future__ import annotations

from typing import Annotated, Any, Final

import typer

from ingest.errors import UsageError
from ingest.store.statement import Statements
from scheduler.commands import opening
from scheduler.terminal import print_rows, standard_output

DOCUMENTS: Final = ("", "document", "outlet", "published", "title", "version", "address")
STATEMENTS: Final = ("observation", "value", "unit", "indicator", "period", "until", "place", "originator", "told by")
LARGEST: Final = (1 << 63) - 1


def story(
    document: Annotated[
        int, typer.Argument(min=1, max=LARGEST, help="Number of a story, or of any document in it: see view story.")
    ],
) -> None:
    """Show the documents that tell one story in order of publication, and each statement with its outlets, first first.

    Example: [bold]tallywire story 1[/bold]
    """
    with opening.database().connect("reader") as conn:
        ask = Statements(conn)
        documents = ask.rows("story_documents", document=document)
        statements = ask.rows("story_statements", document=document)
    if not documents:
        raise UsageError(f"There is no document {document}: view story lists the documents of all stories.")
    out = standard_output()
    rows = [
        (place, number, outlet, f"{published:%Y-%m-%d %H:%M %Z}", title, version, url)
        for place, number, outlet, published, title, url, version in documents
    ]
    print_rows(out, DOCUMENTS, rows, title="Documents")
    if statements:
        print_rows(out, STATEMENTS, [_describe(*row) for row in statements], title="Statements")
    else:
        out.print("No number is stated in it that could be read.")


def _describe(observation: int, qualifier: str, value: Any, high: Any, *rest: Any) -> tuple[Any, ...]:
    unit, indicator, period, end, origin, destination, via, location, originator, outlets = rest
    stated = f"{value:,}" + (f" to {high:,}" if high is not None else "")
    if qualifier not in {"exact", "range"}:
        stated = f"{qualifier.replace('_', ' ')} {stated}"
    places = ((origin, "from"), (destination, "to"), (via, "via"), (location, "in"))
    where = " ".join(f"{role} {place}" for place, role in places if place)
    return observation, stated, unit, indicator, period, end, where, originator, ", then ".join(outlets)
