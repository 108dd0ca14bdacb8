"""The newsroom's HTTP server, on 127.0.0.1 alone."""

from __future__ import annotations

import gzip
import hashlib
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import parse_qs, urlsplit

from crawlers.rehearsal.answer import Answer
from crawlers.rehearsal.archive import FOLDER, answer_archive
from crawlers.rehearsal.fault import LATE_DAYS, TIMES, Fault, faults_of, swap_digits
from crawlers.rehearsal.index import write_index
from crawlers.rehearsal.kinds import write_kind
from crawlers.rehearsal.pdf import write_pdf
from crawlers.rehearsal.press import ALL, OTHERS, publish

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawlers.rehearsal.press import Outlet, Piece
    from crawlers.rehearsal.truth import Truth

HOST: Final = "127.0.0.1"
NAMED: Final = {outlet.name: outlet for outlet in ALL}
SLOW_SECONDS: Final = 0.05
SLOW_BYTES: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request, as the newsroom's log keeps it; `etag` names the content that the answer holds or confirms."""

    at: datetime
    path: str
    status: int
    agent: str
    if_none_match: str | None
    etag: str


class Newsroom:
    """A ministry and wires, of every kind of source, that tell `truth`; `faults` say what goes wrong."""

    def __init__(self, truth: Truth, faults: Iterable[Fault] = (), port: int = 0) -> None:
        self.truth = truth
        self.faults = tuple(faults)
        self.log: list[Visit] = []
        self._until = max((bulletin.day for bulletin in truth.bulletins), default=date.min)
        self._fetched: Counter[str] = Counter()
        self._changed: dict[str, tuple[str, str]] = {}
        self._composed: dict[str, tuple[date, dict[str, Piece]]] = {}
        self._lock = Lock()
        self._server = ThreadingHTTPServer((HOST, port), _handler(self))
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def url(self) -> str:
        """The address of the newsroom."""
        return f"http://{HOST}:{self._server.server_address[1]}"

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def stop(self) -> None:
        """Serve no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def publish_until(self, day: date) -> None:
        """Let everything up to the bulletin of `day` be published, and nothing later."""
        with self._lock:
            self._until = day

    def change_page(self, day: date, old: str, new: str, outlet: str = "ministry") -> None:
        """Correct a page: from now on `new` stands where `old` stood."""
        with self._lock:
            for bulletin in self.truth.bulletins:
                for one in ALL:
                    if one.name == outlet and bulletin.day == day:
                        self._changed[publish(one, bulletin).path] = (old, new)

    def pieces(self, outlet: Outlet) -> list[Piece]:
        """Return what an outlet has published, newest first."""
        return list(self._shown(outlet).values())

    def _shown(self, outlet: Outlet) -> dict[str, Piece]:
        """Return what an outlet has published by path, newest first; composed anew when a day was published."""
        until = self._until
        kept = self._composed.get(outlet.name)
        if kept is None or kept[0] != until:
            kept = self._composed[outlet.name] = (until, self._compose(outlet, until))
        return kept[1]

    def _compose(self, outlet: Outlet, until: date) -> dict[str, Piece]:
        shown = []
        for bulletin in reversed(self.truth.bulletins):
            piece = publish(outlet, bulletin)
            faults = faults_of(self.faults, piece)
            since = bulletin.day + timedelta(days=LATE_DAYS) if "late" in faults else bulletin.day
            if since > until or "missing" in faults:
                continue
            late = replace(piece, published_at=piece.published_at + (since - bulletin.day))
            shown.append(swap_digits(late) if "swapped_digits" in faults else late)
        return {piece.path: piece for piece in sorted(shown, key=lambda piece: piece.published_at, reverse=True)}

    def states(self, piece: Piece) -> tuple[str, str]:
        """Return a page as it was first, and as it is since it was corrected."""
        with self._lock:
            changed = self._changed.get(piece.path)
        return piece.page(), piece.page().replace(*changed) if changed else piece.page()

    def answer(self, target: str) -> Answer:
        """Return what a path is answered with."""
        parts = urlsplit(target)
        if parts.path == "/robots.txt":
            return Answer(status=200, body=b"User-agent: *\nDisallow: /private/\n", media_type="text/plain")
        outlet = NAMED.get(parts.path.removeprefix("/s/").lstrip("/").partition("/")[0])
        missing = Answer(status=404, body=b"<p>No such page.</p>")
        if outlet is None:
            return missing
        piece = self._shown(outlet).get(parts.path)
        if piece:
            return self._page(piece)
        if outlet in OTHERS:
            pieces = [self._correct(piece) for piece in self.pieces(outlet)]
            found = write_kind(outlet, pieces, target, self.url)
            return Answer(status=200, body=found[0], media_type=found[1]) if found else missing
        if parts.path != f"/{outlet.name}/":
            return missing
        number = int((parse_qs(parts.query).get("page") or ["1"])[0])
        text, media_type = write_index(outlet, self.pieces(outlet), number, self.url)
        return Answer(status=200, body=text.encode(), media_type=media_type)

    def _page(self, piece: Piece) -> Answer:
        faults = faults_of(self.faults, piece)
        with self._lock:
            self._fetched[piece.path] += 1
            times, changed = self._fetched[piece.path], self._changed.get(piece.path)
        if "404" in faults:
            return Answer(status=404, body=b"<p>No such page.</p>")
        if "500" in faults and times <= TIMES:
            return Answer(status=500, body=b"<p>Something broke.</p>")
        if "429" in faults and times <= TIMES:
            return Answer(status=429, body=b"<p>Too many.</p>", headers=(("Retry-After", "1"),))
        if "changed_page" in faults and times > 1:
            piece = swap_digits(piece)
        if piece.outlet.kind == "pdf":
            body = write_pdf("Daily bulletin", self._correct(piece).paragraphs)
            return Answer(status=200, body=body, media_type="application/pdf", slow="slow" in faults)
        text = piece.page().replace(*changed) if changed else piece.page()
        return Answer(status=200, body=text.encode(), slow="slow" in faults)

    def _correct(self, piece: Piece) -> Piece:
        """Return a piece as it is told where it has no page of HTML of its own."""
        with self._lock:
            changed = self._changed.get(piece.path)
        if changed is None:
            return piece
        return replace(piece, paragraphs=tuple(one.replace(*changed) for one in piece.paragraphs))

    def note(self, visit: Visit) -> None:
        """Keep a request in the log."""
        with self._lock:
            self.log.append(visit)


def _handler(newsroom: Newsroom) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            in_archive = self.path.startswith(FOLDER)
            answer = answer_archive(newsroom, self.path) if in_archive else newsroom.answer(self.path)
            etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
            asked = self.headers.get("If-None-Match")
            same = answer.status == HTTPStatus.OK and asked == etag
            status = HTTPStatus.NOT_MODIFIED if same else answer.status
            newsroom.note(
                Visit(
                    at=datetime.now(UTC),
                    path=self.path,
                    status=status,
                    agent=self.headers.get("User-Agent", ""),
                    if_none_match=asked,
                    etag=etag,
                )
            )
            self.send_response(status)
            self.send_header("ETag", etag)
            self.send_header("Date", format_datetime(datetime.now(UTC), usegmt=True))
            for name, value in answer.headers:
                self.send_header(name, value)
            body = b"" if same else self._encoded(answer)
            if not same:
                self.send_header("Content-Type", answer.media_type)
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self._send(body, slow=answer.slow)

        def _encoded(self, answer: Answer) -> bytes:
            if "gzip" not in self.headers.get("Accept-Encoding", "") or answer.slow:
                return answer.body
            self.send_header("Content-Encoding", "gzip")
            return gzip.compress(answer.body, mtime=0)

        def _send(self, body: bytes, *, slow: bool) -> None:
            step = SLOW_BYTES if slow else max(1, len(body))
            for n in range(0, len(body), step):
                self.wfile.write(body[n : n + step])
                if slow:
                    self.wfile.flush()
                    time.sleep(SLOW_SECONDS)

        def log_message(self, *_: Any) -> None:
            """Say nothing: the log is kept apart."""

    return Handler
