"""The newsroom's past in a web archive: an index of captures (CDX), pages as they were taken, and in a frame."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

from crawlers.rehearsal.answer import Answer
from crawlers.rehearsal.past import past_of

if TYPE_CHECKING:
    from crawlers.rehearsal.past import Memento
    from crawlers.rehearsal.server import Newsroom

FOLDER: Final = "/archive/"
FIELDS: Final = ("timestamp", "original", "mimetype", "statuscode", "digest")
NEAR: Final = timedelta(seconds=90)
_SHOWN: Final = re.compile(r"/archive/web/(\d{14})(id_)?/(https?://.+)")
FRAME: Final = b"<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id='wm-ipp-base'>1 capture</div><!-- END -->"


def answer_archive(newsroom: Newsroom, target: str) -> Answer:
    """Return what the archive of the newsroom answers; its faults toolbar and nearby concern the raw form."""
    taken = past_of(newsroom)
    parts, names = urlsplit(target), {fault.name for fault in newsroom.faults}
    if parts.path == f"{FOLDER}cdx":
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        lines = _index(taken, asked, NEAR if "nearby" in names else timedelta())
        return Answer(status=200, body=json.dumps(lines).encode(), media_type="application/json")
    shown = _SHOWN.fullmatch(target)
    found = [one for one in taken if shown and one.url == shown[3]]
    if not shown or not found:
        return Answer(status=404, body=b"<p>Not in the archive.</p>")
    exact = [one for one in found if _timestamp(one) == shown[1]]
    if not exact:
        near = min(found, key=lambda one: abs(int(_timestamp(one)) - int(shown[1])))
        place = f"{FOLDER}web/{_timestamp(near)}{shown[2] or ''}/{near.url}"
        return Answer(status=302, headers=(("Location", place),))
    return _show(exact[0], framed=not shown[2] or "toolbar" in names)


def _index(taken: list[Memento], asked: dict[str, str], early: timedelta) -> list[list[str]]:
    """Return the lines asked for, their instants too `early`, and behind them the line to go on with."""
    prefix, exact = asked.get("url", ""), asked.get("matchType") == "exact"
    lines: list[list[str]] = []
    for one in sorted(taken, key=lambda one: (one.url, one.taken_at)):
        place = one.url.partition("://")[2]
        if not (place == prefix if exact else place.startswith(prefix)):
            continue
        if not asked.get("from", "") <= _timestamp(one) <= asked.get("to", "9"):
            continue
        line = [
            _timestamp(replace(one, taken_at=one.taken_at - early)),
            one.url,
            one.media_type.partition(";")[0],
            str(one.status),
            _digest(one),
        ]
        wanted = asked.get("filter", "") in {"", f"statuscode:{one.status}"}
        if wanted and not (asked.get("collapse") == "digest" and lines and lines[-1][4] == line[4]):
            lines.append(line)
    begin, limit = int(asked.get("resumeKey", "0")), int(asked.get("limit", "100000"))
    page = lines[begin : begin + limit]
    more = [[], [str(begin + limit)]] if asked.get("showResumeKey") == "true" and begin + limit < len(lines) else []
    return [list(FIELDS), *page, *more] if page else []


def _show(one: Memento, *, framed: bool) -> Answer:
    body = one.body
    if framed:
        body = body.replace(b"<body>", b"<body>" + FRAME).replace(
            b'href="/', b'href="/archive/web/20180101000000/http://'
        )
    headers = (("Memento-Datetime", format_datetime(one.taken_at, usegmt=True)),)
    return Answer(status=one.status, body=body, media_type=one.media_type, headers=headers)


def _timestamp(one: Memento) -> str:
    return f"{one.taken_at:%Y%m%d%H%M%S}"


def _digest(one: Memento) -> str:
    return hashlib.sha1(one.body, usedforsecurity=False).hexdigest()
