"""How many pages a second a crawl fetches and keeps on one core, beside a bare Scrapy spider that keeps nothing.

A site of made-up pages stands on this machine, its answers composed and packed beforehand, so that it answers faster
than anybody asks. Both crawl it in a process of its own, bound to one core, with the same settings: the same index, the
same pages, the same number of requests at a time, robots.txt obeyed. The site and PostgreSQL, which waits for the disk
as it does for users, have the other cores. Each run has pages that no run before it had.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pages import SIZE, make_pages

from ingest import postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST: Final = "127.0.0.1"
PAGES: Final = 2000
RUNS: Final = 5
GOAL: Final = 0.8
OURS, BARE = "ours", "bare"
SOURCE: Final = """title = "The bench's site"
publisher = "The bench"
originator = "Centre for Reconciliation"
standing = "primary"
kind = "listing"
urls = ["http://{site}/"]
language = "en"
zone = "Europe/Moscow"
schedule = "every 1h"
licence = "made up"
allow_addresses = ["{site}"]

[listing]
item = "article"
link = "a::attr(href)"
title = "a::text"
published = "time::attr(datetime)"
"""


class Site(asyncio.Protocol):
    """Answers GET from a table, one request after another on each connection."""

    def __init__(self, answers: dict[bytes, bytes]) -> None:
        self._answers = answers
        self._rest = b""

    def connection_made(self, transport: Any) -> None:
        """Remember where to answer."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer all requests that are whole."""
        *requests, self._rest = (self._rest + data).split(b"\r\n\r\n")
        for request in requests:
            path = request.split(b" ", 2)[1]
            self._transport.write(self._answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))


def compose(body: bytes, media_type: str) -> bytes:
    """Return the whole answer that carries a body, packed as the servers of news sites do."""
    packed = gzip.compress(body, 6, mtime=0)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}"
    return f"{head}\r\n\r\n".encode() + packed


def serve(pages: int, mark: str) -> None:
    """Print the port and answer until killed; `mark` stands in each page of this run."""
    answers, rows = {b"/robots.txt": compose(b"User-agent: *\nDisallow: /private/\n", "text/plain")}, []
    for page in make_pages(pages):
        body = page.body.replace(b"</body>", f"<!-- {mark} --></body>".encode())
        answers[page.path.encode()] = compose(body, "text/html; charset=utf-8")
        rows.append(
            f'<article><a href="{page.path}">{page.title}</a><time datetime="{page.day}">{page.day}</time></article>'
        )
    index = f"<!doctype html><html><head><title>News</title></head><body>{''.join(rows)}</body></html>"
    answers[b"/"] = compose(index.encode(), "text/html; charset=utf-8")

    async def work() -> None:
        server = await asyncio.get_running_loop().create_server(lambda: Site(answers), HOST, 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    asyncio.run(work())


def measure_ours(site: str, dsn: str, core: int) -> dict[str, float]:
    """Return what a crawl of ours took: the index and all its pages fetched, each committed before it is done."""
    os.sched_setaffinity(0, {core})
    from crawlers.catalog import load_catalog  # noqa: PLC0415 - each process loads one
    from crawlers.crawl import Plan, crawl  # noqa: PLC0415 - the same
    from crawlers.reactor import run_with_reactor  # noqa: PLC0415 - the same
    from ingest.archive import Archive  # noqa: PLC0415 - the same
    from scheduler.installation import declare_sources, open_pool  # noqa: PLC0415 - the same

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "zz").mkdir()
        name = f"bench-{site.rpartition(':')[2]}"
        (Path(folder) / "zz" / f"{name}.toml").write_text(SOURCE.format(site=site), "utf-8")
        source = load_catalog([Path(folder)])[name]
        with open_pool(dsn) as pool:
            with pool.connection() as conn:
                declare_sources(conn, {name: source})
            report, taken = _timed(lambda: run_with_reactor(lambda: crawl(source, Archive(pool), Plan(mode="crawl"))))
    if report.faults:
        raise SystemExit(f"the crawl failed: {report.faults[0].sentence}")
    return taken | {"pages": report.captured}


def measure_bare(site: str, core: int) -> dict[str, float]:
    """Return what the same crawl takes a spider that keeps nothing."""
    os.sched_setaffinity(0, {core})
    from scrapy import Request, Spider  # noqa: PLC0415 - each process loads one
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415 - the same

    from crawlers.settings import settings_for  # noqa: PLC0415 - the same
    from crawlers.source import Source  # noqa: PLC0415 - the same

    declared = Source(
        title="", publisher="", standing="primary", kind="listing", urls=(f"http://{site}/",), language="en",
        zone="UTC", schedule="every 1h", licence="", allow_addresses=(site,),
    )  # fmt: skip
    own = {"DOWNLOADER_MIDDLEWARES", "DOWNLOAD_HANDLERS", "ROBOTSTXT_PARSER", "EXTENSIONS"}
    settings = {name: value for name, value in settings_for(declared).items() if name not in own}
    counted = {"pages": 0}

    class Bare(Spider):
        name = "bare"

        async def start(self) -> Any:
            yield Request(f"http://{site}/", self.parse)

        def parse(self, response: Any) -> Any:
            for item in response.css("article"):
                yield Request(response.urljoin(item.css("a::attr(href)").get()), self.take)

        def take(self, _: Any) -> None:
            counted["pages"] += 1

    process = AsyncCrawlerProcess(settings)
    process.crawl(Bare)
    _, taken = _timed(process.start)
    return taken | counted


def _timed(act: Any) -> tuple[Any, dict[str, float]]:
    begun, worked = time.perf_counter(), time.process_time()
    answer = act()
    return answer, {"seconds": time.perf_counter() - begun, "cpu": time.process_time() - worked}


@contextmanager
def started_site(pages: int, mark: str) -> Iterator[str]:
    """Let a site serve in a process of its own; yield its address."""
    command = [sys.executable, "-P", __file__, "--serve", mark, "--pages", str(pages)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process, closing(process.stdout):  # type: ignore[type-var]
        try:
            yield f"{HOST}:{process.stdout.readline().strip()}"  # type: ignore[union-attr]
        finally:
            process.kill()


def measure(what: str, site: str, dsn: str) -> dict[str, float]:
    """Run one crawl in a process of its own on the first core."""
    command = [sys.executable, "-P", __file__, "--measure", what, "--site", site, "--dsn", dsn]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def compare(options: argparse.Namespace) -> None:
    """Print pages a second of both, run by run, and the medians."""
    from scheduler.configuration import Configuration  # noqa: PLC0415 - the measured processes load what they need
    from scheduler.installation import open_prepared  # noqa: PLC0415 - the same

    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, set(cores[1:]) or set(cores))  # the site and PostgreSQL, which are started from here
    home = postgres.temporary_home()
    database = open_prepared(Configuration(home=home, dsn=None, durable=True))
    print(f"{options.pages} pages of {SIZE} bytes, {len(cores)} cores, load {os.getloadavg()[0]:.1f}; pages a second:")
    found: dict[str, list[dict[str, float]]] = {OURS: [], BARE: []}
    try:
        for run in range(options.runs):
            with started_site(options.pages, f"run {run}") as site:
                for what in (OURS, BARE) if run % 2 else (BARE, OURS):
                    found[what].append(measure(what, site, database.conninfo("writer")))
            ours, bare = (found[what][-1] for what in (OURS, BARE))
            print(
                f"  run {run + 1}: bare {_rate(bare):6.0f}, ours {_rate(ours):6.0f}: {_rate(ours) / _rate(bare):4.0%}"
                f"   processor time a page: bare {_cost(bare):.2f} ms, ours {_cost(ours):.2f} ms;"
                f" load {os.getloadavg()[0]:.1f}",
                flush=True,
            )
    finally:
        if database.server is not None:
            database.server.release(wait=True)
        shutil.rmtree(home, ignore_errors=True)
    shares = [_rate(ours) / _rate(bare) for ours, bare in zip(found[OURS], found[BARE], strict=True)]
    medians = {what: statistics.median(map(_rate, taken)) for what, taken in found.items()}
    print(f"bare {medians[BARE]:.0f}, ours {medians[OURS]:.0f} pages a second (medians); ours reaches"
          f" {statistics.median(shares):.0%} of bare (median of runs; the goal is {GOAL:.0%})")  # fmt: skip


def _rate(taken: dict[str, float]) -> float:
    return taken["pages"] / taken["seconds"]


def _cost(taken: dict[str, float]) -> float:
    return taken["cpu"] / taken["pages"] * 1000


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=PAGES, help=f"how many pages ({PAGES})")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"how often each is run ({RUNS})")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    parser.add_argument("--measure", choices=[OURS, BARE], help=argparse.SUPPRESS)
    parser.add_argument("--site", help=argparse.SUPPRESS)
    parser.add_argument("--dsn", help=argparse.SUPPRESS)
    options = parser.parse_args()
    core = 0
    if options.serve is not None:
        serve(options.pages, options.serve)
    elif options.measure == OURS:
        print(json.dumps(measure_ours(options.site, options.dsn, core)))
    elif options.measure == BARE:
        print(json.dumps(measure_bare(options.site, core)))
    else:
        compare(options)


if __name__ == "__main__":
    main()
