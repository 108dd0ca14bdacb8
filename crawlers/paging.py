"""Pages of an index that are known by their address: numbered, or one for each day, month or year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SLOT: Final = re.compile(r"\{(page|date:[^{}]+)\}")
_DAILY, _MONTHLY = re.compile(r"%-?[djDFxc]"), re.compile(r"%-?[mbB]")


@dataclass(frozen=True, slots=True)
class Paging:
    """An address with one slot or more: `{page}` for a number, or `{date:%Y/%m}` for a date as strftime writes it."""

    template: str

    @property
    def problem(self) -> str | None:
        """What is wrong with it, as the end of a sentence."""
        slots = set(_SLOT.findall(self.template))
        if _SLOT.sub("", self.template).strip("{}") != _SLOT.sub("", self.template) or not slots:
            return "holds neither {page} nor {date:%Y/%m/%d} in the place of what differs"
        if "page" in slots and (len(slots) > 1 or self.template.count("{page}") > 1):
            return "holds {page} beside another slot"
        return None

    @property
    def is_dated(self) -> bool:
        """Whether its pages stand for dates."""
        return "{date:" in self.template

    def number_of(self, url: str) -> int | None:
        """Return the number of a numbered page; None for any other address."""
        before, _, after = self.template.partition("{page}")
        found = re.fullmatch(rf"{re.escape(before)}(\d{{1,9}}){re.escape(after)}", url)
        return int(found[1]) if found else None

    def after(self, url: str) -> str:
        """Return the numbered page that follows an address: number 1 after one that has no number."""
        return self.template.replace("{page}", str((self.number_of(url) or 0) + 1))

    def between(self, first: date, last: date) -> Iterator[str]:
        """Yield the pages of all dates from `last` back to `first`, each once."""
        day, previous = last, ""
        while day >= first:
            page = self._page_of(day)
            if page != previous:
                yield page
            previous = page
            if day == date.min:
                return
            day = self._before(day)

    def _page_of(self, day: date) -> str:
        return _SLOT.sub(lambda slot: format(day, slot[1].removeprefix("date:")), self.template)

    def _before(self, day: date) -> date:
        if _DAILY.search(self.template):
            return day - timedelta(days=1)
        start = day.replace(day=1) if _MONTHLY.search(self.template) else day.replace(month=1, day=1)
        return start - timedelta(days=1) if start > date.min else date.min
