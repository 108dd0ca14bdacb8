"""The few classes that all faults of crawls fall into: what a chart may be labelled with."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawlers.job import Fault

ErrorClass: TypeAlias = Literal[
    "network", "robots", "http", "moved", "private", "layout", "refused", "archive", "internal", "other"
]

CLASSES: Final[tuple[ErrorClass, ...]] = get_args(ErrorClass)

_OF_CODE: Final[dict[str, ErrorClass]] = {
    "unreachable": "network",
    "certificate": "network",
    "gate": "layout",
    "empty": "layout",
    "unreadable": "layout",
    "drift": "layout",
    "endless": "layout",
    "cut": "layout",
    "busy": "http",
    "orphan": "archive",
}
_ARCHIVES: Final = frozenset({"warc", "archive"})
"""The steps in which a file of somebody else's is read: whatever fails there is the file's fault."""


def class_of(code: str, step: str = "") -> ErrorClass:
    """Return the class of a fault's code in a step; "other" for one that nobody has put into a class."""
    if step in _ARCHIVES:
        return "archive"
    if code.startswith("http_"):
        return "http"
    if code in _OF_CODE:
        return _OF_CODE[code]
    return next((one for one in CLASSES if one == code), "other")


def chief_class(faults: Sequence[Fault]) -> ErrorClass | None:
    """Return the class that says most of how a crawl went: that of its index, else the commonest; None without any."""
    if not faults:
        return None
    of_index = [class_of(fault.code, fault.step) for fault in faults if fault.step != "fetch"]
    counted = Counter(of_index or [class_of(fault.code, fault.step) for fault in faults])
    return max(CLASSES, key=counted.__getitem__)
