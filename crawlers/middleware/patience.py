"""A server that says when to come back is left alone until then, within reason."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from scrapy.http import Request, Response

LONGEST_SECONDS: Final = 30.0
"""A longer wait is the next crawl's: the request fails now, as passing."""

BUSY: Final = frozenset({429, 503})


class Patience:
    """Waits as long as Retry-After asks before a busy server is asked again."""

    async def process_response(self, request: Request, response: Response) -> Response:
        """Hold back the answer of a busy server, so that its retry comes no earlier than it asked."""
        if response.status in BUSY:
            seconds = read_retry_after(
                (response.headers.get("Retry-After") or b"").decode("latin-1"), datetime.now(UTC)
            )
            if seconds > LONGEST_SECONDS:
                request.meta["dont_retry"] = True
            else:
                await asyncio.sleep(seconds)
        return response


def read_retry_after(value: str, now: datetime) -> float:
    """Return the seconds that a Retry-After header asks for; 0 where it is absent, past or nonsense."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return 0.0
    return max(0.0, (until - now).total_seconds()) if until.tzinfo else 0.0
