from __future__ import annotations

import time
from contextlib import suppress
from zoneinfo import ZoneInfo

import pytest

from ingest.parse.article import UnreadablePage, read_page

ZONE = ZoneInfo("Europe/Moscow")
LINES = (
    "Daily report of the disaster centre",
    "",
    "Over the past 24 hours, 1,866 people left the valley through the checkpoint",
    "near the river, the centre said on Sunday.",
)
FONT = "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def make_pdf(lines):
    """Write a PDF of one page with these lines in Helvetica, object by object (ISO 32000-1, 7.5)."""
    told = [f"({line}) Tj" if line else "" for line in lines]
    stream = "BT /F1 11 Tf 40 800 Td 14 TL " + " T* ".join(told) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font {FONT} >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return body + f"{end}startxref\n{len(body)}\n%%EOF\n".encode()


def read(body, media_type="application/pdf"):
    return read_page(body, media_type=media_type, url=None, rules=None, zone=ZONE)


def test_a_pdf_with_a_text_layer_is_read():
    """The lines of a PDF are its text, wrapped ones joined."""
    assert "1,866 people left the valley through the checkpoint near the river" in read(make_pdf(LINES)).text


def test_a_pdf_is_known_by_its_bytes():
    """A PDF that a server calls something else is read as a PDF."""
    assert "1,866 people" in read(make_pdf(LINES), media_type="text/html").text


def test_a_pdf_without_text_is_said_to_have_none():
    """Pictures of pages are refused with a sentence that says so."""
    with pytest.raises(UnreadablePage, match="no text layer"):
        read(make_pdf([""]))


@pytest.mark.parametrize("cut", range(9, 700, 90))
def test_a_pdf_cut_short_is_read_or_refused(cut):
    """Whatever is missing at its end, a PDF is read or refused by a sentence; nothing else happens."""
    with suppress(UnreadablePage):
        assert read(make_pdf(LINES)[:cut]).text


def test_a_pdf_that_keeps_its_parser_busy_is_cut_short():
    """A PDF whose lines are without end is read or refused within seconds."""
    begun = time.monotonic()
    with suppress(UnreadablePage):
        read(make_pdf(["x" * 4000] * 4000))
    assert time.monotonic() - begun < 8
