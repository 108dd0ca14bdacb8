"""The child that reads the text layer of one PDF from standard input and writes it in UTF-8."""

from __future__ import annotations

import sys
from typing import Final

import pypdfium2

from ingest.parse.characters import clean
from ingest.parse.child import limit_resources

MOST_PAGES: Final = 200


_ENDS: Final = (".", ":", ";", "!", "?", "…")


def read_text(body: bytes) -> str:
    """Return the text of the first pages, parted by blank lines but where a sentence goes on over the leaf."""
    document = pypdfium2.PdfDocument(body)
    text = ""
    for number in range(min(len(document), MOST_PAGES)):
        page = clean(document[number].get_textpage().get_text_bounded()).strip()
        goes_on = page[:1].islower() and text and not text.endswith(_ENDS)
        text = f"{text}\n{page}" if goes_on else f"{text}\n\n{page}" if text else page
    return text


def main() -> None:
    """Read standard input, write standard output."""
    limit_resources()
    sys.stdout.buffer.write(read_text(sys.stdin.buffer.read()).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
