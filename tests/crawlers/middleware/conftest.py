"""Crawls in this process, on a reactor of its own thread, against servers that do as a test says."""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo
from psycopg_pool import ConnectionPool

from crawlers.catalog import Catalog
from crawlers.crawl import Entry, Plan, crawl
from crawlers.reactor import run_with_reactor
from crawlers.source import ListingRules, Source
from ingest.archive import Archive
from ingest.database import Database
from scheduler.installation import declare_sources

_numbers = itertools.count(2)


@pytest.fixture(scope="session")
def loop():
    """The reactor's loop, in a thread that lives as long as the tests: a reactor starts once a process."""
    started, running = threading.Event(), {}

    async def serve():
        running["loop"], running["stop"] = asyncio.get_running_loop(), asyncio.Event()
        started.set()
        await running["stop"].wait()

    thread = Thread(target=run_with_reactor, args=(serve,))
    thread.start()
    assert started.wait(30)
    yield running["loop"]
    running["loop"].call_soon_threadsafe(running["stop"].set)
    thread.join(10)
    running["loop"].close()


class Desk:
    """Crawls into one database, and reads it."""

    def __init__(self, loop, pool):
        self.loop = loop
        self.pool = pool
        self.archive = Archive(pool)

    def declare(self, *urls, allow=(), **more):
        """Return a source of its own; the listing's links are all `a` elements."""
        source = Source(
            id=f"source{next(_numbers)}", title="t", publisher="p", standing="wire", kind="listing", urls=urls,
            language="en", zone="UTC", schedule="every 1h", licence="free", allow_addresses=tuple(allow),
            listing=ListingRules(item="a", link="::attr(href)"), **more,
        )  # fmt: skip
        with self.pool.connection() as conn:
            declare_sources(conn, Catalog({source.id: source}))
        return source

    def start(self, source, *pages, mode="crawl"):
        """Begin a crawl; its report is the result."""
        entries = tuple(Entry(url=page) for page in pages)
        plan = Plan(mode="fetch" if pages else mode, entries=entries)
        return asyncio.run_coroutine_threadsafe(crawl(source, self.archive, plan), self.loop)

    def crawl(self, source, *pages, mode="crawl"):
        """Crawl a source, or fetch pages for it; return the report."""
        return self.start(source, *pages, mode=mode).result(60)

    def ask(self, query, *arguments):
        """Return all rows of a query."""
        with self.pool.connection() as conn, conn.transaction():
            conn.execute("SET LOCAL search_path = tallywire")
            return conn.execute(query, arguments).fetchall()


@pytest.fixture(scope="module")
def desk(server, template, loop, request):
    """A desk with a database for all tests of the module: each has hosts and sources of its own."""
    name = f"crawled_{request.module.__name__.rpartition('.')[2]}"[:60]
    with psycopg.connect(server.dsn, autocommit=True) as conn:
        conn.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
    database = Database(admin=make_conninfo(server.dsn, dbname=name), server=server)
    with ConnectionPool(database.conninfo("writer"), min_size=1, max_size=8, kwargs={"autocommit": True}) as pool:
        yield Desk(loop, pool)
    with psycopg.connect(server.dsn, autocommit=True) as conn:
        conn.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


class Site:
    """A server on a loopback address of its own; what is not in its script is not found."""

    def __init__(self, context=None):
        self.host = f"127.0.{next(_numbers)}.1"
        self.script = {}
        self.visits = []
        self._server = ThreadingHTTPServer((self.host, 0), _handler(self))
        self._server.daemon_threads = True
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.place = f"{self.host}:{self._server.server_address[1]}"
        self.url = f"{'https' if context else 'http'}://{self.place}"
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def says(self, path, body=b"", status=200, **headers):
        """Answer a path like this from now on; underscores in the names of headers stand for dashes."""
        encoded = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.script[path] = (status, {"Content-Type": "text/html"} | named, encoded)

    def does(self, path, act):
        """Let a function answer a path: it gets the request's handler."""
        self.script[path] = act

    def lists(self, *links):
        """Answer / with a page of links."""
        self.says("/", "".join(f'<a href="{link}">t</a>' for link in links) + "<p>end</p>")

    def visited(self, path):
        """Return when a path was asked for."""
        return [at for at, asked, _ in self.visits if asked == path]

    def close(self):
        self._server.shutdown()
        self._server.server_close()


def _handler(site):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            site.visits.append((time.monotonic(), self.path, dict(self.headers)))
            answer = site.script.get(self.path) or (404, {}, b"")
            if callable(answer):
                answer(self)
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in ({"Content-Length": len(body)} | headers).items():
                for one in value if isinstance(value, list) else [value]:
                    self.send_header(name, str(one))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = headers.get("Content-Length", len(body)) != len(body)

        def log_message(self, *_):
            pass

    return Handler


@pytest.fixture
def sites():
    """Makes servers; they close at the end."""
    made = []

    def make(context=None):
        made.append(Site(context))
        return made[-1]

    yield make
    for site in made:
        site.close()


@pytest.fixture
def site(sites):
    """A server of the test's own."""
    return sites()
