"""One bulletin that somebody was e-mailed, or one page."""

from __future__ import annotations

import mimetypes
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawlers.crawl import Entry, Plan
from crawlers.reactor import run_with_reactor
from ingest.archive import digest_of
from ingest.errors import TallywireError, UsageError
from ingest.model import Capture
from ingest.parse.moment import EARLIEST
from ingest.pipeline import Outcome, ingest_capture
from ingest.reading import AHEAD
from ingest.store.statement import Statements
from ingest.verdicts import check_touched
from scheduler.commands import opening
from scheduler.commands.days import read_day
from scheduler.jobs import fetch
from scheduler.terminal import standard_output

if TYPE_CHECKING:
    from psycopg import Connection

    from crawlers.source import Source
    from scheduler.installation import Installation

LARGEST = 32 * 1024 * 1024


def ingest(
    what: Annotated[str, typer.Argument(metavar="FILE|URL", help="A file (text, HTML) or the address of a page.")],
    source: Annotated[str, typer.Option(help="Id of the source that published it.")],
    published: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Day of publication, where it does not say.")
    ] = None,
) -> None:
    """Read one bulletin into the database, however it reached you; reading it again changes nothing.

    Example: [bold]tallywire ingest bulletin.html --source rehearsal-ministry[/bold]
    """
    hint = {} if published is None else {"published": _checked_day(published)}
    with opening.installation() as installation:
        declared = installation.source(source)
        if "://" in what:
            capture = _fetch(installation, declared, _checked_address(what), hint)
        else:
            capture = _keep_file(installation, declared, Path(what), hint)
        with installation.pool.connection() as conn:
            outcome = ingest_capture(conn, capture, installation.rules)
            findings = check_touched(conn)
            if outcome.kind == "unchanged" and published is not None:
                _refuse_other_day(conn, outcome, published)
    _report(outcome, findings)


def _checked_address(text: str) -> str:
    scheme, _, rest = text.partition("://")
    if scheme.lower() not in {"http", "https"} or not rest:
        raise UsageError(f"{text} cannot be fetched: give an address that begins with http:// or https://, or a file.")
    return f"{scheme.lower()}://{rest}"


def _checked_day(text: str) -> str:
    day = read_day("--published", text)
    if day.year < EARLIEST or day > (datetime.now(UTC) + AHEAD).date():
        raise UsageError(
            f"--published is {text}, which is before {EARLIEST} or still to come: name the day it came out."
        )
    return day.isoformat()


def _keep_file(installation: Installation, source: Source, path: Path, hint: dict[str, str]) -> int:
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path} is larger than {LARGEST >> 20} MB: that is no bulletin.")
        body = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from None
    name = os.fsencode(path.name).decode(errors="replace")
    media_type = mimetypes.guess_type(path.name)[0] or "text/plain"
    capture = Capture(
        source=source.id, url=f"file:{name}", role="item", fetched_at=datetime.now(UTC), status=200,
        media_type=media_type, headers={}, digest=digest_of(body), hint=hint,
    )  # fmt: skip
    return installation.archive.put(capture, body)


def _fetch(installation: Installation, source: Source, url: str, hint: dict[str, str]) -> int:
    plan = Plan(mode="fetch", entries=(Entry(url=url, published=hint.get("published", "")),))
    report = run_with_reactor(lambda: fetch(installation, source, plan))
    kept = installation.archive.last_good(source.id, url)
    if report.faults or kept is None:
        raise TallywireError(report.faults[0].sentence if report.faults else f"{url} gave no page.")
    return kept.capture_id


def _refuse_other_day(conn: Connection, outcome: Outcome, published: str) -> None:
    row = Statements(conn).row("day_of_document", document=outcome.document)
    if row and row[0].isoformat() != published:
        raise TallywireError(
            f"Document {outcome.document} is known as published on {row[0]}, not {published}: what is recorded stays."
        )


def _report(outcome: Outcome, findings: int) -> None:
    if outcome.kind == "unreadable":
        raise TallywireError(f"The bytes are kept, but nothing could be read: {outcome.sentence}")
    said = "already known." if outcome.kind == "unchanged" else f"figures: {outcome.figures}."
    standard_output().print(f"Document {outcome.document}: {said} Findings changed: {findings}.")
