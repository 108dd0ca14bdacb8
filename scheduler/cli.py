"""The command `tallywire`: loads the command asked for alone, and turns errors into one sentence and an exit code."""

from __future__ import annotations

import inspect
import os
import re
import signal
import sys
from importlib import import_module, metadata
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

import typer
from typer.core import TyperGroup

from ingest.compiled import is_compiled
from ingest.errors import TallywireError

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED: Final = 130
ENDED_BY: Final = 128


class Command(NamedTuple):
    """Where a command's functions stand: one function, or several as sub-commands."""

    module: str
    functions: tuple[str, ...] = ()


COMMANDS: Final = {
    "demo": Command("demo"),
    "run": Command("run"),
    "worker": Command("worker"),
    "crawl": Command("crawl"),
    "backfill": Command("backfill"),
    "ingest": Command("ingest"),
    "extract": Command("extract"),
    "evaluate": Command("evaluate"),
    "stories": Command("stories"),
    "story": Command("story"),
    "check": Command("check"),
    "status": Command("status"),
    "sources": Command("sources", ("list", "check", "replay", "add")),
    "sql": Command("sql"),
    "db": Command("db"),
    "newsroom": Command("newsroom"),
}


class LazyCommands(TyperGroup):
    """Loads a command's module when it is asked for: a light command does not wait for the crawler's libraries."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the library's signature
        """Return the names of all commands, in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - the library's signature
        """Return a command by name, or None."""
        command = COMMANDS.get(cmd_name)
        if command is None:
            return None
        module = import_module(f"scheduler.commands.{command.module}")
        loaded = typer.Typer(
            rich_markup_mode="rich", no_args_is_help=bool(command.functions), help=module.__doc__, add_completion=False
        )
        for function in command.functions or (cmd_name,):
            called = getattr(module, f"{function}_sources" if command.functions else function)
            loaded.command(function, help=flow(inspect.getdoc(called) or ""))(called)
        made = typer.main.get_command(loaded)
        made.name = cmd_name
        return made


def flow(text: str) -> str:
    """Return paragraphs as one line each: the help page breaks lines for its own width."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text)


app = typer.Typer(
    cls=LazyCommands,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Reads every figure that ministries and wires report, keeps it with its source, checks whether totals add up.",
    epilog="Start with: tallywire demo",
)


def _say_version(value: bool) -> None:  # noqa: FBT001 - the library's signature
    if value:
        how = "compiled" if is_compiled() else "read as Python"
        typer.echo(f"tallywire {metadata.version('tallywire')}, its extractor {how}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Hold the commands together."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code: 0, 1 (it failed), 2 (it was asked wrongly), 3 (contradictions found)."""
    # So that a command that is ended puts away what it made; the daemon drains by a handler of its own.
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
            signal.signal(number, lambda number, _: sys.exit(ENDED_BY + number))
    try:
        app(args=list(sys.argv[1:] if arguments is None else arguments), prog_name="tallywire")
    except TallywireError as error:
        sys.stderr.write(f"tallywire: {error}\n")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _end_output()  # whoever read has what they wanted
        sys.exit(0)
    except Exception as error:
        from scheduler.mishap import explain  # noqa: PLC0415 - light commands do not wait for the database's libraries

        sentence = explain(error)
        if sentence is None:
            raise
        _end_output()
        sys.stderr.write(f"tallywire: {sentence}\n")
        sys.exit(1)


def _end_output() -> None:
    """Write out what waits; drop it where it cannot be written, or Python complains once more at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
