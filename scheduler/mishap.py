"""What the libraries raise when the world fails a command: told as one sentence."""

from __future__ import annotations

import psycopg
from procrastinate.exceptions import ConnectorException


def explain(error: Exception) -> str | None:
    """Return the sentence for an error of the database or of the disk; None for one that is our own mistake."""
    match error:
        case psycopg.errors.DiskFull():
            return "The database's disk is full: make room and run it again; what was kept before is safe."
        case psycopg.errors.InsufficientPrivilege() | psycopg.errors.ReadOnlySqlTransaction():
            return f"The database refuses this to the login of TALLYWIRE_DSN: {_first_line(error)}."
        case psycopg.OperationalError() | ConnectorException():
            return f"The database went away: {_first_line(error.__cause__ or error)}. Run it again; nothing was lost."
        case OSError(strerror=str(reason)):
            return f"{error.filename} fails: {reason}." if error.filename else f"{reason}."
    return None


def _first_line(error: BaseException) -> str:
    return next((line.strip().rstrip(".") for line in str(error).splitlines() if line.strip()), type(error).__name__)
