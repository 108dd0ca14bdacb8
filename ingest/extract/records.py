"""Documents and figures as JSON: one document a line in, one answer a line out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ingest.errors import TallywireError, UsageError
from ingest.model import Document

if TYPE_CHECKING:
    from ingest.model import Extraction, Figure

KEYS: Final = (
    "value", "value_high", "qualifier", "indicator", "unit", "population", "measure", "period", "start", "end",
    "origin", "destination", "via", "location", "part_of", "status", "quote", "originator", "since_label", "basis",
    "confidence",
)  # fmt: skip


YEARS: Final = range(1900, 2200)
"""Beyond these a day of publication is a slip, and days around it may be none."""


class UnreadableDocument(TallywireError):  # noqa: N818 - it names what was given
    """What was given is no document."""


class Given(msgspec.Struct):
    """A document as it is given in JSON; keys beyond these are left unread."""

    id: str | int
    text: str
    title: str | None = None
    source: str | None = None
    published_at: str | None = None
    language: str | None = None


_DECODER: Final = msgspec.json.Decoder(Given)


def read_document(line: bytes | str, *, published: date | None = None) -> tuple[str | int, Document]:
    """One document in JSON, and its id.

    Args:
        line: `{"id", "source", "published_at", "language", "title", "text"}`; id and text are required.
        published: The day of publication of a document that states none.

    Raises:
        UnreadableDocument: It is no such JSON, or gives no day of publication and `published` is None.
    """
    given = _read_given(line)
    return given.id, make_document(
        title=given.title or "",
        text=given.text,
        published_at=read_moment(given.published_at) if given.published_at else _midnight(published),
        source=given.source or "",
        language=given.language or "en",
    )


def read_text(line: bytes | str) -> tuple[str | int, str, date | None]:
    """Return the id of one document in JSON, its title and text, and its day of publication, where it states one.

    Raises:
        UnreadableDocument: It is no such JSON.
    """
    given = _read_given(line)
    day = read_moment(given.published_at).date() if given.published_at else None
    return given.id, _whole("\n\n".join(filter(None, (given.title, given.text)))), day


def _read_given(line: bytes | str) -> Given:
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableDocument(f"It is no document in JSON ({error}).") from None


def make_document(*, title: str, text: str, published_at: datetime, source: str = "", language: str = "en") -> Document:
    """A document that came from nowhere but its text; lone surrogates become replacement characters."""
    return Document(
        source=source,
        canonical_url="",
        title=_whole(title),
        text=_whole(text),
        language=language,
        published_at=published_at,
    )


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _midnight(day: date | None) -> datetime:
    if day is None:
        raise UnreadableDocument("It states no day of publication: give published_at, or the option --published.")
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def read_day(text: str) -> date:
    """A day written as 2018-05-14.

    Raises:
        UsageError: It is none.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day: write it as 2018-05-14.") from None
    if day.year not in YEARS:
        raise UsageError(f"{text!r} is no day of publication: nobody publishes in the year {day.year}.")
    return day


def read_moment(text: str) -> datetime:
    """A day, or an instant with its zone, in ISO 8601.

    Raises:
        UnreadableDocument: It is neither, or an instant without a zone.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UnreadableDocument(
            f"published_at is {text!r}: write it as 2018-05-14 or 2018-05-14T09:00:00+03:00."
        ) from None
    if moment.year not in YEARS:
        raise UnreadableDocument(f"published_at is {text!r}: nobody publishes in the year {moment.year}.")
    if moment.tzinfo is None:
        if len(text) > len("2018-05-14"):
            raise UnreadableDocument(f"published_at is {text!r}, which lacks its zone: add it, as in +03:00.")
        return moment.replace(tzinfo=UTC)
    return moment


def write_answer(key: str | int, extraction: Extraction, *, explain: bool = False) -> bytes:
    """The figures of one document as a line of JSON; with `explain` what became of all its numbers, too."""
    answer: dict[str, Any] = {"id": key, "figures": [as_record(figure) for figure in extraction.figures]}
    if explain:
        answer["numerals"] = [numeral._asdict() for numeral in extraction.numerals]
    return msgspec.json.encode(answer) + b"\n"


def as_record(figure: Figure) -> dict[str, Any]:
    """One figure with the keys of the guidelines; days as ISO text, values as numbers."""
    record = {key: _plain(getattr(figure, key)) for key in KEYS}
    return record | {"start_offset": figure.span[0], "end_offset": figure.span[1]}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return _number(value) if isinstance(value, Decimal) else value


def _number(value: Decimal) -> int | float:
    """An integer where it is one."""
    return int(value) if value == value.to_integral_value() else float(value)
