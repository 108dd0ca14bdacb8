"""Records of a WARC file (ISO 28500), one after the other; what is wrong with one is told and hides no other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from crawlers.warc.tape import BrokenTape, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crawlers.warc.tape import Tape

MOST_HEAD: Final = 1 << 16
MOST_BLOCK: Final = 16 << 20
"""A longer block is passed, not kept: pages and bulletins are small."""

SEEN_AHEAD: Final = 1 << 20
SEPARATOR: Final = b"\r\n\r\n"
LINE_ENDS: Final = (b"\r", b"\n")
Wrong: TypeAlias = Literal["cut", "length", "header", "compression"]

_VERSION: Final = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n")
_FIRST_LINE: Final = 16
_LENGTH: Final = re.compile(r"[0-9]{1,18}")
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_FOLDED: Final = re.compile(r"\r?\n[ \t]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: its header by lower-case names, and its block; None where that is longer than MOST_BLOCK."""

    place: Place
    header: Mapping[str, str]
    length: int
    block: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """What is wrong with the record, or the bytes, at a place; `sentence` says it."""

    place: Place
    code: Wrong
    sentence: str


class _Damaged(Exception):  # noqa: N818 - it names what the record is
    def __init__(self, code: Wrong, sentence: str) -> None:
        super().__init__(sentence)
        self.code: Wrong = code


def read_records(tape: Tape) -> Iterator[Record | Damage]:
    """Yield the records from where the tape stands to its end, and in their place what is wrong with some.

    Between two of them the tape stands where a later reading may begin. Memory is bounded by MOST_BLOCK, time is linear
    in what the file holds.
    """
    framed = True
    while True:
        place = tape.place
        found: list[Record | Damage] = []
        try:
            while tape.peek(1) in LINE_ENDS:
                tape.read(1)
            if not tape.has(1):
                return
            place = tape.place
            framed = framed and not place.within
            _read_record(tape, place, found, framed=framed)
        except BrokenTape as failure:
            found.append(_tell_broken(place, failure))
        yield from found


def _read_record(tape: Tape, place: Place, found: list[Record | Damage], *, framed: bool) -> None:
    """Add the record under the head to `found`; where it is damaged say so, and pass on to what may be the next one."""
    block: bytes | None = b""
    try:
        header = _fields(_read_head(tape))
        length = _length(header, tape)
        block = tape.read(length) if length <= MOST_BLOCK else None
        if block is None and _is_alone(tape, framed=framed):
            found.append(Record(place=place, header=header, length=length, block=None))
            tape.leave_frame()
            return
        tail = _read_tail(tape, length, tape.skip(length) if block is None else len(block))
    except _Damaged as damage:
        found.append(_tell(place, damage))
        tape.unread(block or b"")  # where it says too much, others stand within
        _pass_on(tape, framed=framed)
        return
    record = Record(place=place, header=header, length=length, block=block)
    try:
        tape.has(1)
    except BrokenTape as failure:
        # The check sum at its end is wrong; where a frame holds many records, it does not say which.
        if failure.broken.is_cut or failure.broken.offset != place.frame or not _is_alone(tape, framed=framed):
            found.append(record)
        raise
    found.append(record)
    if tail != SEPARATOR:
        found.append(_tell(place, _Damaged("cut", "it is whole, but the file ends before the blank lines behind it")))


def _read_tail(tape: Tape, length: int, got: int) -> bytes:
    """Read what parts the record from the next one; return it, shorter where the file ends within it."""
    if got < length:
        tape.break_off()
        raise _Damaged("cut", f"the file ends {got:,} bytes into the {length:,} of its block")
    tail = tape.peek(len(SEPARATOR))
    if len(tail) < len(SEPARATOR):
        tape.break_off()
    if not SEPARATOR.startswith(tail):
        raise _Damaged("length", f"its block is not {length:,} bytes long, as it says")
    return tape.read(len(tail))


def _read_head(tape: Tape) -> bytes:
    first = tape.peek(_FIRST_LINE)
    if not _VERSION.match(first):
        if len(first) < _FIRST_LINE:
            tape.break_off()
        if b"WARC/1.0\r\n".startswith(first[:10]) or b"WARC/1.1\r\n".startswith(first[:10]):
            raise _Damaged("cut", "the file ends within its first line")
        raise _Damaged("header", "no record begins there")
    window = min(MOST_HEAD, 2048)
    while True:
        head = tape.peek(window)
        end = _HEAD_END.search(head)
        if end:
            return tape.read(end.end())
        if len(head) < window:
            tape.break_off()
            raise _Damaged("cut", "the file ends within its header")
        if window >= MOST_HEAD:
            tape.read(_FIRST_LINE)
            raise _Damaged("header", f"its header is longer than {MOST_HEAD:,} bytes")
        window = min(MOST_HEAD, window * 4)


def _fields(head: bytes) -> dict[str, str]:
    """Return a header by lower-case names; of two fields of one name the first holds."""
    _, *lines = _FOLDED.sub(" ", head.decode("utf-8", "replace")).splitlines()
    fields: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip().replace("\x00", ""))
    return fields


def _length(header: Mapping[str, str], tape: Tape) -> int:
    stated = header.get("content-length", "")
    if not _LENGTH.fullmatch(stated):
        raise _Damaged("header", "it does not say how long it is")
    if int(stated) > tape.most_left:
        raise _Damaged("cut", f"the file ends before the {int(stated):,} bytes of its block do")
    return int(stated)


def _tell(place: Place, damage: _Damaged) -> Damage:
    return Damage(place=place, code=damage.code, sentence=f"The record at {place} is damaged: {damage}.")


def _tell_broken(place: Place, failure: BrokenTape) -> Damage:
    where = place if place.frame == failure.broken.offset else Place(failure.broken.offset)
    code: Wrong = "cut" if failure.broken.is_cut else "compression"
    return Damage(place=where, code=code, sentence=f"The file is damaged at {where}: {failure}.")


def _is_alone(tape: Tape, *, framed: bool) -> bool:
    """Say whether each record has a frame of its own, as far as can be seen."""
    if framed and tape.frames == 1:
        tape.has(SEEN_AHEAD)
    return framed and tape.frames > 1


def _pass_on(tape: Tape, *, framed: bool) -> None:
    """Go to where the next record may begin.

    Where each record has a frame of its own, that is the next frame: what looks like a record within a page is none.
    """
    if _is_alone(tape, framed=framed):
        tape.leave_frame()
        return
    while tape.has(1):
        found = tape.find(b"\nWARC/", SEEN_AHEAD)
        if found < 0:
            tape.skip(max(1, tape.has(SEEN_AHEAD) - _FIRST_LINE))
            continue
        tape.skip(found + 1)
        if _VERSION.match(tape.peek(_FIRST_LINE)):
            return
