"""What a request ended with that brought no page, as a fault that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError

from crawlers.job import Fault
from crawlers.middleware.addresses import PrivateAddress
from crawlers.middleware.budget import BadCertificate, HostClosed
from crawlers.middleware.mementos import NotAsTaken
from crawlers.middleware.redirects import LedAway
from crawlers.middleware.robots import RobotsUnknown, RobotsUnreachable

if TYPE_CHECKING:
    from scrapy import Request

    from crawlers.job import Job

PASSING_STATUS: Final = frozenset({408, 425, 429})
SERVER_ERROR: Final = 500


def fault_of(failure: Any, job: Job) -> Fault:
    """Return the fault that a request's failure (Twisted's Failure) is."""
    request: Request = failure.request
    url, role = request.meta.get("address", request.url), request.meta.get("role", "other")
    code, sentence, passing = _explain(failure, request.url, url, job.source.id)
    return Fault(step="fetch" if role == "item" else job.way, code=code, sentence=sentence, url=url, passing=passing)


def _explain(failure: Any, asked: str, url: str, source: str) -> tuple[str, str, bool]:
    """Return code and sentence, and whether asking again later may help."""
    if failure.check(HttpError):
        status = failure.value.response.status
        return f"http_{status}", f"{url} answered {status}.", status >= SERVER_ERROR or status in PASSING_STATUS
    reason = " ".join(failure.getErrorMessage().split())[:300] or failure.type.__name__
    not_fetched = f"{url} was not fetched: {reason}."
    if failure.check(PrivateAddress):
        return "private", f"{asked} is a private address: name it in allow_addresses of {source}.", False
    if failure.check(LedAway):
        sentence = f"{url} leads to another host, {reason}, and nothing was taken from there:"
        return "moved", f"{sentence} if the source moved, declare its new address in urls of {source}.toml.", False
    if failure.check(NotAsTaken):
        return "rewritten", f"{asked} was not taken: {reason}.", False
    if failure.check(IgnoreRequest):
        code, passing = _why_left(failure, reason)
        return code, not_fetched, passing
    return "unreachable", f"{url} could not be fetched: {reason}", True


def _why_left(failure: Any, reason: str) -> tuple[str, bool]:
    if failure.check(HostClosed):
        return "busy", True
    if failure.check(BadCertificate):
        return "certificate", True
    if failure.check(RobotsUnknown):
        return "unreachable" if failure.check(RobotsUnreachable) else "robots", True
    # Scrapy's word for what it will not do: what robots.txt forbids, bodies too large, redirects without end.
    return "robots" if "robots.txt" in reason else "refused", False
