"""Bulletins in PDF that have a text layer: their lines in order, by PDFium in a child."""

from __future__ import annotations

from typing import Final

from ingest.parse.child import run_child

MAGIC: Final = b"%PDF-"
MAGIC_WITHIN: Final = 1024
"""Readers accept the mark anywhere near the beginning, and some writers put other bytes before it."""


def is_pdf(body: bytes) -> bool:
    """Say whether bytes are a PDF, whatever they were called."""
    return MAGIC in body[:MAGIC_WITHIN]


def read_pdf(body: bytes) -> str:
    """Return the text layer of a PDF, a line a line, its pages parted by blank lines; "" where there is none.

    Raises:
        BrokenParser: it cannot be read, or takes too much time or memory.
    """
    return run_child("ingest.parse.pdf_child", body).decode("utf-8", "replace")
