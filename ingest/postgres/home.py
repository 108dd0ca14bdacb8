"""Where the files of one embedded server are: its data, its socket, its log and its locks."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from ingest.errors import TallywireError

if TYPE_CHECKING:
    from ingest.postgres.account import Account

PORT: Final = 5432
SUPERUSER: Final = "postgres"
# sockaddr_un holds 104 bytes on macOS and 108 on Linux, with the closing NUL and "/.s.PGSQL.5432.lock" beside it.
LONGEST_SOCKET_FOLDER: Final = 84
# A comma parts addresses in libpq and in unix_socket_directories; quotes, backslashes and controls need no study then.
_PLAIN: Final = re.compile(r"[A-Za-z0-9 /._@+~=:-]+")
# Not tempfile.gettempdir(): processes with different TMPDIR must find the same socket.
_SHORT: Final = Path("/tmp")  # noqa: S108 - the folder below it is made 0700 and its owner is checked


@dataclass(frozen=True, slots=True)
class Home:
    """One server's folder; `path` is absolute and without symbolic links."""

    path: Path

    @property
    def data(self) -> Path:
        """The cluster; it appears whole, by a rename."""
        return self.path / "data"

    @property
    def pid_file(self) -> Path:
        """What the postmaster writes about itself: process id first, state in the eighth line."""
        return self.data / "postmaster.pid"

    @property
    def log(self) -> Path:
        """What the server says; the watchdog keeps it short."""
        return self.path / "server.log"

    @property
    def clients_lock(self) -> Path:
        """Held shared by every client, exclusively by the watchdog that stops the server."""
        return self.path / "clients.lock"

    @property
    def start_lock(self) -> Path:
        """Held by whoever makes or starts the server."""
        return self.path / "start.lock"

    @property
    def watch_lock(self) -> Path:
        """Held by the watchdog as long as it lives."""
        return self.path / "watch.lock"

    @property
    def socket_folder(self) -> Path:
        """The folder of the socket: in the home, or a short private one where the home's path is too long or odd."""
        inside = self.path / "socket"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER and _PLAIN.fullmatch(str(inside)):
            return inside
        return _SHORT / f"tallywire-{hashlib.sha256(os.fsencode(self.path)).hexdigest()[:20]}"

    @property
    def socket(self) -> Path:
        """The socket at which the server listens."""
        return self.socket_folder / f".s.PGSQL.{PORT}"

    @property
    def dsn(self) -> str:
        """The superuser's address. It names the port because PGPORT would otherwise replace it."""
        return f"postgresql://{SUPERUSER}@/postgres?host={quote(str(self.socket_folder), safe='')}&port={PORT}"


def prepare_home(path: Path) -> Home:
    """Make the folder of `path` where it is missing and return it as a Home.

    Raises:
        OSError: the folder cannot be made.
    """
    resolved = path.resolve()
    # Root's server runs under a lent account, which must be able to reach its data; nobody else needs to.
    mode = 0o755 if os.geteuid() == 0 else 0o700
    missing = [folder for folder in (resolved, *resolved.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        folder.chmod(mode)
    return Home(resolved)


def prepare_socket_folder(home: Home, account: Account) -> None:
    """Make the folder of the socket, enterable by the server's account alone.

    Raises:
        TallywireError: somebody else put a folder of that name there.
    """
    folder = home.socket_folder
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid not in (os.geteuid(), account.uid):
        raise TallywireError(f"{folder} belongs to somebody else: remove it, or set TALLYWIRE_HOME to a shorter path.")
    folder.chmod(0o700)
    account.own(folder)


def temporary_home(prefix: str = "tallywire-") -> Path:
    """Make and return an empty folder in the machine's temporary one that can be a home, also for root.

    A folder of `tempfile.mkdtemp` alone is shut for the account that root's server runs under.
    """
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    if os.geteuid() == 0:
        folder.chmod(0o711)
    return folder
