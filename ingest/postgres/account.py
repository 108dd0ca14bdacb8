"""Whose processes the server's are: PostgreSQL refuses root, so root lends it an account that is there already."""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ingest.errors import TallywireError

if TYPE_CHECKING:
    from pathlib import Path

CANDIDATES: Final = ("postgres", "nobody")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The user and group under which the server runs; `lent` when they are not those of this process."""

    name: str
    uid: int
    gid: int
    lent: bool

    def options(self) -> dict[str, Any]:
        """Return the keywords that make `subprocess` start a program under this account."""
        common: dict[str, Any] = {"cwd": "/", "umask": 0o077}
        if self.lent:
            common |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return common

    def own(self, folder: Path) -> None:
        """Give `folder`, which this process has just made, to the account."""
        if self.lent:
            os.chown(folder, self.uid, self.gid)


def find_account(data: Path) -> Account:
    """Return the account that runs the server over `data`: the folder's owner, or for a new one the first that fits.

    Raises:
        TallywireError: the folder is somebody else's, or root has no account to lend.
    """
    owner = data.stat().st_uid if data.exists() else None
    if os.geteuid() == 0:
        return _lent(data, owner)
    if owner not in (None, os.geteuid()):
        raise TallywireError(
            f"{data} belongs to another user: run as that user, or set TALLYWIRE_HOME to your own folder."
        )
    return Account(name=str(os.geteuid()), uid=os.geteuid(), gid=os.getegid(), lent=False)


def _lent(data: Path, owner: int | None) -> Account:
    if owner == 0:
        raise TallywireError(f"{data} belongs to root, which PostgreSQL refuses: chown -R it to {CANDIDATES[0]}.")
    for entry in (_lookup(name) for name in CANDIDATES) if owner is None else [_lookup(owner)]:
        if entry is not None and entry.pw_uid != 0:
            return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid, lent=True)
    if owner is not None:
        raise TallywireError(f"{data} belongs to user {owner}, whom this machine does not know: chown -R it.")
    raise TallywireError(
        "PostgreSQL refuses root and this machine has neither a postgres nor a nobody account: run as an ordinary user."
    )


def _lookup(who: str | int) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(who) if isinstance(who, str) else pwd.getpwuid(who)
    except KeyError:
        return None
