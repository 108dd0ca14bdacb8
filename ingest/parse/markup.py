"""A piece of HTML that stands within a feed, an answer or a message becomes lines of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import lxml.html
from lxml.etree import LxmlError, ParserError

from ingest.parse.characters import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS: Final = ("p", "div", "br", "li", "tr", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd")
_CELLS: Final = ("td", "th")
_MARK: Final = re.compile(r"</?[a-zA-Z][^<>]{0,4096}>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")


def is_markup(text: str) -> bool:
    """Say whether a text holds a tag or a character reference."""
    return _MARK.search(text) is not None


def text_of(markup: str) -> str:
    """Return what a piece of HTML says: a line for each paragraph or line, rows of tables with bars between cells."""
    try:
        tree = lxml.html.fragment_fromstring(clean(markup), create_parent="div")
    except (LxmlError, ParserError, ValueError):
        return ""
    return text_within(tree)


def text_within(tree: _Element) -> str:
    """Return what an element says, a line for each paragraph or line; the element is changed."""
    for element in list(tree.iter("script", "style", "template")):
        element.drop_tree()
    for element in tree.iter(*_BLOCKS):
        element.tail = f"\n{element.tail or ''}"
        element.text = f"\n{element.text or ''}" if element.tag != "br" else element.text
    for row in list(tree.iter("tr")):
        _bar(row)
    lines = (" ".join(line.split()) for line in clean(str(tree.text_content())).split("\n"))
    return "\n".join(line for line in lines if line)


def _bar(row: _Element) -> None:
    """Write bars between the cells of a row, each cell on one line, as tables are read."""
    cells = [cell for cell in row if cell.tag in _CELLS]
    for cell in cells:
        said = " ".join(clean(str(cell.text_content())).split())
        for child in list(cell):
            cell.remove(child)
        cell.text, cell.tail = f"| {said} ", None
    if cells:
        cells[-1].tail = "|"
