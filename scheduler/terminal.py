"""What people see: colours on a terminal, plain lines elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PIPED_WIDTH: Final = 200
UNBOUNDED: Final = 1_000_000


class _Results(Console):
    """Leaves it to the command's end what a reader that has gone means."""

    def on_broken_pipe(self) -> NoReturn:
        """Say that nobody reads any more."""
        raise BrokenPipeError


def standard_output() -> Console:
    """Return the console for results. Where no terminal reads them, a sentence stays in one line, for grep."""
    console = _Results(highlight=False)
    if console.is_terminal:
        return console
    return _Results(highlight=False, width=PIPED_WIDTH, no_color=True, soft_wrap=True)


def print_heading(console: Console, title: str) -> None:
    """Print the title of what follows: across the terminal, or on a line of its own elsewhere."""
    if console.is_terminal:
        console.rule(title)
    else:
        console.print(f"--- {title}")


def standard_error() -> Console:
    """Return the console for progress and errors."""
    return Console(stderr=True, highlight=False)


def as_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None) -> Table:
    """Return rows as a table; numbers stand at the right, None is empty."""
    kept = [list(row) for row in rows]
    table = Table(title=title, title_justify="left", header_style="bold")
    for number, name in enumerate(columns):
        values = [row[number] for row in kept if row[number] is not None]
        numeric = bool(values) and all(isinstance(value, int | float) or _is_decimal(value) for value in values)
        table.add_column(as_text(name), justify="right" if numeric else "left", overflow="fold")
    for row in kept:
        table.add_row(*(as_text(value) for value in row))
    return table


def print_rows(
    console: Console, columns: Sequence[str], rows: Sequence[Sequence[object]], *, title: str | None = None
) -> None:
    """Print rows as a table; where that would have to break words, each row as a block of lines."""
    if not rows:
        console.print("No rows.")
        return
    table = as_table(columns, rows, title=title)
    least = console.measure(table, options=console.options.update(width=UNBOUNDED)).minimum
    if least <= console.width:
        console.print(table)
        return
    name_width = max(len(name) for name in columns)
    for number, row in enumerate(rows, start=1):
        console.print(Text(f"{title or 'Row'} {number}", style="bold"))
        for name, value in zip(columns, row, strict=True):
            console.print(f"  {as_text(name):{name_width}}  {as_text(value)}", soft_wrap=True)


def as_text(value: object) -> str:
    """Return a value for people: numbers with thousands grouped, None empty, control characters visible, style kept."""
    if value is None:
        return ""
    if isinstance(value, Text):
        return value.markup
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float) or _is_decimal(value):
        return f"{value:,}"
    text = "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in str(value))
    return text.replace("[", "\\[")


def _is_decimal(value: object) -> bool:
    return type(value).__name__ == "Decimal"
