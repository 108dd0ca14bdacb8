"""Reading WARC files, told as it goes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import typer

from crawlers.scope import Scope
from ingest.errors import TallywireError
from scheduler.terminal import standard_output
from scheduler.warc import backfill_warc

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from crawlers.source import Source
    from scheduler.installation import Installation
    from scheduler.meter import Meter
    from scheduler.warc import WarcProgress

MEGABYTE: Final = 1 << 20


def read_files(
    installation: Installation, source: Source, days: tuple[date, date], files: Sequence[Path], meter: Meter
) -> None:
    """Take the pages of a source from WARC files, one file after the other, and say what each gave.

    Raises:
        UsageError: a file cannot be read.
        TallywireError: none holds a page of the source, or one is cut off; all were read first.
    """
    pages, cut = 0, []
    for path in files:
        meter.begin(f"reading {path.name}")
        read = asyncio.run(
            backfill_warc(
                installation,
                source,
                days,
                path,
                lambda progress: meter.show(progress.read / MEGABYTE, progress.size / MEGABYTE),
            )
        )
        _say_read(path.name, read)
        pages += read.kept + read.known
        cut += [path.name] * read.is_cut
    if not pages:
        covered = ", ".join(Scope(source).patterns)
        raise TallywireError(
            f"No page of {source.id} ({covered}) is in these files: match under [archive] in {source.id}.toml says"
            " which addresses are meant."
        )
    if cut:
        raise TallywireError(
            f"{', '.join(cut)} ends too early: what was there is read; get the whole file for the rest."
        )


def _say_read(name: str, read: WarcProgress) -> None:
    known = f", {read.known:,} known already" if read.known else ""
    outside = f"; {read.outside:,} of other days" if read.outside else ""
    taken = f"{name}: {read.kept:,} pages taken{known}, of {read.records:,} records"
    standard_output().print(f"{taken}; {read.documents:,} new documents{outside}.")
    for sentence in read.told:
        typer.echo(f"tallywire: {sentence}", err=True)
    if read.faults > len(read.told):
        typer.echo(
            f"tallywire: {read.faults - len(read.told):,} more records were not: see tallywire status.", err=True
        )
