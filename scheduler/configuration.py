"""What the environment says, read once, at the entry point."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

LAST_PORT: Final = 65535
ROOT_HOME: Final = Path("/var/lib/tallywire")
"""Root's data stands here: PostgreSQL refuses to run as root, and the user it runs as cannot enter root's home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """Where the data lives and which sources are read.

    `dsn` is None for the embedded server under `home`. `contact` goes into the user agent, so that a site's keeper can
    write to whoever runs this. `durable` is False only where losing the data in a power cut is fine. `metrics` is where
    the daemon serves its metrics: host and port.
    """

    home: Path
    dsn: str | None
    contact: str | None = None
    durable: bool = True
    metrics: tuple[str, int] | None = None

    @property
    def own_sources(self) -> Path:
        """The user's own source files stand here, beside those that are shipped."""
        return self.home / "sources"


def read_configuration(environ: Mapping[str, str]) -> Configuration:
    """Read TALLYWIRE_HOME, TALLYWIRE_DSN, TALLYWIRE_CONTACT, TALLYWIRE_DURABLE and TALLYWIRE_METRICS.

    Raises:
        UsageError: a value cannot be used.
    """
    home = Path(environ["TALLYWIRE_HOME"]) if environ.get("TALLYWIRE_HOME") else _default_home(environ)
    if home.exists() and not home.is_dir():
        raise UsageError(f"TALLYWIRE_HOME is {home}, which is no folder: name a folder or leave it unset.")
    durable = environ.get("TALLYWIRE_DURABLE", "yes")
    if durable not in {"yes", "no"}:
        raise UsageError(f"TALLYWIRE_DURABLE is {durable!r}: write yes or no.")
    return Configuration(
        home=home.absolute(),
        dsn=environ.get("TALLYWIRE_DSN") or None,
        contact=environ.get("TALLYWIRE_CONTACT") or None,
        durable=durable == "yes",
        metrics=_read_address(environ.get("TALLYWIRE_METRICS") or ""),
    )


def _default_home(environ: Mapping[str, str]) -> Path:
    if os.geteuid() == 0:
        return ROOT_HOME
    data = environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "tallywire"


def _read_address(text: str) -> tuple[str, int] | None:
    if not text:
        return None
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()) or not 0 < int(port) <= LAST_PORT:
        raise UsageError(f"TALLYWIRE_METRICS is {text!r}: write host:port, such as 127.0.0.1:9464.")
    return host.strip("[]"), int(port)
