"""The errors a user meets: each one's text is one sentence that says what is wrong and what to do."""

from __future__ import annotations

from typing import ClassVar


class TallywireError(Exception):
    """Something failed; nothing was lost. The command ends with `exit_code`."""

    exit_code: ClassVar[int] = 1


class UsageError(TallywireError):
    """The command was asked for something that cannot be: an unknown source, an impossible date, a broken file."""

    exit_code: ClassVar[int] = 2
