"""One address for one page."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from w3lib.url import canonicalize_url, url_query_cleaner

TRACKING: Final = (
    "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id", "fbclid", "gclid", "yclid",
    "mc_cid", "mc_eid", "igshid", "_openstat",
)  # fmt: skip

_CONTENT: Final = re.compile(r"#sha256-[0-9a-f]{64}\Z")


def canonical_address(url: str) -> str:
    """Return `url` without fragment and tracking parameters, its query sorted, its host in lower case.

    A fragment that names an item by its content stays: items without a page share all but that. The rules for the rest
    are those of `w3lib.url.canonicalize_url`.
    """
    named = _names_content(url)
    cleaned = url_query_cleaner(url, TRACKING, remove=True, keep_fragments=named)
    return str(canonicalize_url(cleaned, keep_fragments=named))


def address_by_content(index: str, *content: str) -> str:
    """Return the address of an item without a page: its index's, with a fragment made of what identifies it."""
    digest = hashlib.sha256("\x00".join(content).encode()).hexdigest()
    return f"{index.partition('#')[0]}#sha256-{digest}"


def _names_content(url: str) -> bool:
    """Say whether an address is that of an item without a page: its index's, and a digest for a fragment."""
    return _CONTENT.search(url) is not None
