"""How the server's programs are run: a bare environment, the server's account, never a shell's reading of a path."""

from __future__ import annotations

import os
import select
import subprocess
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ingest.postgres.account import Account

# Nothing of the caller's: an uninstalled LANG breaks initdb, PG* variables redirect the tools, TZ ends up in the conf.
ENVIRONMENT: Final = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"}

_DETACH: Final = '"$@" &'


def run(command: Sequence[str | Path], account: Account) -> subprocess.CompletedProcess[str]:
    """Run `command` to its end and return it with its output and errors together in `stdout`."""
    return subprocess.run(
        [str(word) for word in command],
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
        **account.options(),
    )


def launch(
    command: Sequence[str | Path],
    account: Account | None,
    *,
    output: int = subprocess.DEVNULL,
    keep: Sequence[int] = (),
) -> None:
    """Start `command` as nobody's child, in a session of its own: it outlives this process and leaves no zombie.

    Args:
        command: the program and its arguments.
        account: under which it runs, in the bare environment; None keeps the caller's account and environment.
        output: the file descriptor that takes what it prints.
        keep: file descriptors that it inherits under their numbers.

    Raises:
        OSError: the machine has no /bin/sh or no room for a process.
    """
    options = account.options() if account else {"cwd": "/", "umask": 0o077}
    subprocess.run(
        ["/bin/sh", "-c", _DETACH, "sh", *map(str, command)],
        env=ENVIRONMENT if account else None,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        pass_fds=keep,
        start_new_session=True,
        check=True,
        **options,
    )


def wait_for_end(pipe: int, seconds: float) -> bool:
    """Tell whether, within `seconds`, every process ended that holds the other end of `pipe`."""
    readable, _, _ = select.select([pipe], [], [], seconds)
    return bool(readable) and not os.read(pipe, 1)
