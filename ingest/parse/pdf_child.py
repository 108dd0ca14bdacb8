"""The child that reads the text layer of one PDF from standard input and writes it in UTF-8."""

from __future__ import annotations

import sys
from typing import Final

import pypdfium2

from ingest.parse.characters import clean
from ingest.parse.child import limit_resources

MOST_PAGES: Final = 200


def read_text(body: bytes) -> str:
    """Return the text of the first pages."""
    document = pypdfium2.PdfDocument(body)
    pages = (document[number].get_textpage().get_text_bounded() for number in range(min(len(document), MOST_PAGES)))
    return "\n\n".join(clean(page).strip() for page in pages)


def main() -> None:
    """Read standard input, write standard output."""
    limit_resources()
    sys.stdout.buffer.write(read_text(sys.stdin.buffer.read()).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
