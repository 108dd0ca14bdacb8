"""Days that people write."""

from __future__ import annotations

import re
from datetime import date

from ingest.errors import UsageError


def read_day(option: str, text: str) -> date:
    """Return the day that `text` names; `option` is what it was given for.

    Raises:
        UsageError: it is no day, or written in another way than 2018-03-15: a guess may be a month off.
    """
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise UsageError(f"{option} is {text!r}, which is no day: write it as 2018-03-15.")
