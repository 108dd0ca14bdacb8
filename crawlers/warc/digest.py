"""Digests as WARC records state them: `sha1:` and base 32 by custom, other algorithms and hexadecimal at times."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

ALGORITHMS: Final = {"sha1": "sha1", "sha256": "sha256", "sha512": "sha512", "md5": "md5"}


def agrees(stated: str, data: bytes) -> bool | None:
    """Say whether a stated digest is that of `data`; None where its algorithm is none that we know."""
    name, _, value = stated.strip().partition(":")
    algorithm = ALGORITHMS.get(name.strip().lower().replace("-", ""))
    if algorithm is None:
        return None
    digest = hashlib.new(algorithm, data, usedforsecurity=False).digest()
    value = value.strip().rstrip("=")
    spelled = {digest.hex(), base64.b32encode(digest).decode().rstrip("=").lower()}
    return value.lower() in spelled or value == base64.b64encode(digest).decode().rstrip("=")
