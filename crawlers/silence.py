"""An index that lists nothing is an alarm, never a zero: what it listed before is not taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawlers.job import Fault
from ingest.errors import TallywireError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crawlers.index import Index
    from crawlers.job import Job


def find_silence(job: Job, read_index: Callable[[bytes, str | None, str], Index]) -> Iterator[Fault]:
    """Yield a fault for each address at which an index begins, was read, and lists nothing.

    `read_index` reads the bytes that were kept of it when it was last another, to say what it listed then.
    """
    for root, number in job.report.listed.items():
        if number == 0:
            sentence = f"{root} lists nothing{_before(job, read_index, root)}: its layout may have changed."
            yield Fault(step=job.way, code="empty", sentence=sentence, url=root, passing=False)


def _before(job: Job, read_index: Callable[[bytes, str | None, str], Index], root: str) -> str:
    kept = job.archive.earlier(job.source.id, root)
    if kept is None:
        return ""
    try:
        index = read_index(kept.body, None, root)
    except (TallywireError, ValueError, RecursionError):
        return ""
    if not index.listed:
        return ""
    return f", where it listed {index.listed} on {kept.fetched_at.day} {kept.fetched_at:%B %Y} (all of it stays)"
