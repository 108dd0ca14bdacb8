"""One address for one page."""

from __future__ import annotations

from typing import Final

from w3lib.url import canonicalize_url, url_query_cleaner

TRACKING: Final = (
    "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id", "fbclid", "gclid", "yclid",
    "mc_cid", "mc_eid", "igshid", "_openstat",
)  # fmt: skip


def canonical_address(url: str) -> str:
    """Return `url` without fragment and tracking parameters, its query sorted, its host in lower case.

    The rules for the rest are those of `w3lib.url.canonicalize_url`.
    """
    return str(canonicalize_url(url_query_cleaner(url, TRACKING, remove=True)))
