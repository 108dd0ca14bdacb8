"""The newsroom's past as a WARC file, as crawlers of web archives write it."""

from __future__ import annotations

import base64
import hashlib
import uuid
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from crawlers.rehearsal.past import Memento

SAME_PAYLOAD: Final = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
HTTP: Final = "application/http; msgtype=response"


def write_record(kind: str, url: str, taken_at: datetime, block: bytes, **fields: str) -> bytes:
    """Return one record: `fields` are further lines of its header, _ for -, and come before its length."""
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {taken_at.isoformat()} {url}")
    header = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": write_instant(taken_at),
        "WARC-Record-ID": f"<urn:uuid:{name}>",
        "WARC-Block-Digest": sha1(block),
    }
    header |= {field.replace("_", "-"): value for field, value in fields.items()}
    header.setdefault("Content-Type", HTTP)
    header.setdefault("Content-Length", str(len(block)))
    lines = "".join(f"{field}: {value}\r\n" for field, value in header.items())
    return b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def write_answer(body: bytes, media_type: str, status: int = 200, **fields: str) -> bytes:
    """Return an HTTP answer; `fields` are further lines of its header, _ for -."""
    header = {"Content-Type": media_type, "Content-Length": str(len(body))}
    header |= {field.replace("_", "-"): value for field, value in fields.items()}
    lines = "".join(f"{field}: {value}\r\n" for field, value in header.items())
    return f"HTTP/1.1 {status} OK\r\n{lines}\r\n".encode() + body


def write_records(past: Iterable[Memento]) -> list[bytes]:
    """Return records: what describes the file, requests and answers; of what was taken before, that it is the same."""
    records: list[bytes] = []
    first: dict[tuple[str, str], Memento] = {}
    for one in past:
        if not records:
            about = b"software: a rehearsal\r\nformat: WARC File Format 1.1\r\n"
            records.append(write_record("warcinfo", "", one.taken_at, about, Content_Type="application/warc-fields"))
        payload, answer = sha1(one.body), write_answer(one.body, one.media_type, one.status)
        earlier = first.setdefault((one.url, payload), one)
        request = b"GET / HTTP/1.1\r\n\r\n"
        records.append(
            write_record("request", one.url, one.taken_at, request, Content_Type="application/http; msgtype=request")
        )
        if earlier is one:
            records.append(write_record("response", one.url, one.taken_at, answer, WARC_Payload_Digest=payload))
        else:
            records.append(
                write_record(
                    "revisit",
                    one.url,
                    one.taken_at,
                    answer[: len(answer) - len(one.body)],
                    WARC_Payload_Digest=payload,
                    WARC_Profile=SAME_PAYLOAD,
                    WARC_Refers_To_Target_URI=earlier.url,
                    WARC_Refers_To_Date=write_instant(earlier.taken_at),
                )
            )
    return records


def write_instant(at: datetime) -> str:
    """Return an instant in UTC as WARC writes it."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def sha1(data: bytes) -> str:
    """Return the digest of data as WARC states it."""
    return f"sha1:{base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()}"
