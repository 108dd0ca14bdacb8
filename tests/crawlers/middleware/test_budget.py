from __future__ import annotations

import time
from itertools import pairwise
from threading import Event

import pytest

PAGE = "<p>On Monday 12 people left.</p>"


def codes(report):
    return [fault.code for fault in report.faults]


def nearest(times):
    """Return the seconds between the two that follow each other soonest."""
    return min(later - earlier for earlier, later in pairwise(times))


def held(desk, site):
    """Return the seconds that a host is still closed, and why."""
    ((seconds, reason),) = desk.ask(
        "SELECT extract(epoch FROM closed_until - now()), reason FROM host_turn WHERE host = %s", site.host
    )
    return float(seconds), reason


def fill(site, number, prefix="/page"):
    pages = [f"{prefix}{n}" for n in range(number)]
    for page in pages:
        site.says(page, PAGE)
    return pages


def test_requests_to_a_host_lie_a_pace_apart(desk, site):
    """Robots.txt, index and pages of one crawl come no faster than its source declares."""
    site.lists(*fill(site, 3))
    desk.crawl(desk.declare(f"{site.url}/", allow=[site.place], pace=0.2))
    times = [at for at, _, _ in site.visits]
    assert len(times) == 5
    assert nearest(times) > 0.19


def test_two_sources_share_a_host(desk, site):
    """Two crawls at once of one host, one slower than the other, keep the slower's distance to each other."""
    site.lists(*fill(site, 3))
    site.says("/other", '<a href="/page8">t</a>')
    site.says("/page8", PAGE)
    crawls = [
        desk.start(desk.declare(f"{site.url}/", allow=[site.place], pace=0.1)),
        desk.start(desk.declare(f"{site.url}/other", allow=[site.place], pace=0.2)),
    ]
    assert [one.result(30).captured for one in crawls] == [3, 1]
    times = [at for at, path, _ in site.visits]
    assert nearest(times) > 0.09


def test_no_turn_is_taken_where_there_is_no_pace(desk, site):
    """A host of one's own house is asked without a row about it."""
    site.lists(*fill(site, 3))
    assert desk.crawl(desk.declare(f"{site.url}/", allow=[site.place])).captured == 3
    assert desk.ask("SELECT * FROM host_turn WHERE host = %s", site.host) == []


def test_two_requests_to_a_host_go_on_at_once(desk, site):
    """However many pages wait for the same robots.txt, no more than two of them are asked for at a time."""
    going, most = set(), []

    def answer(handler):
        going.add(handler.path)
        most.append(len(going))
        time.sleep(0.02)
        going.discard(handler.path)
        handler.send_response(200)
        handler.send_header("Content-Length", "2")
        handler.end_headers()
        handler.wfile.write(b"ok")

    pages = [f"/{number}" for number in range(12)]
    for page in pages:
        site.does(page, answer)
    desk.crawl(desk.declare(f"{site.url}/", allow=[site.place]), *(f"{site.url}{page}" for page in pages))
    assert max(most) == 2


@pytest.mark.parametrize(("allow", "pace", "host", "seconds"), [
    (["127.0.0.1:80"], None, "127.0.0.1", 0), (["127.0.0.1:80"], None, "ministry.example", 1),
    ([], None, "ministry.example", 1), (["[::1]:80"], 3.5, "::1", 3.5), ([], 0.0, "ministry.example", 0),
])  # fmt: skip
def test_a_second_lies_between_two_requests_unless_declared(desk, allow, pace, host, seconds):
    """Hosts are asked once a second, those of one's own house as fast as they answer, and all as their file says."""
    assert desk.declare("http://ministry.example/", allow=allow, pace=pace).pace_of(host) == seconds


def test_crawl_delay_is_kept_and_told(desk, site):
    """A Crawl-delay slows the crawl down, and the database says where that comes from."""
    site.says("/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n")
    site.lists(*fill(site, 2))
    desk.crawl(desk.declare(f"{site.url}/", allow=[site.place]))
    times = [at for at, path, _ in site.visits if path != "/robots.txt"]
    assert nearest(times) > 0.29
    assert desk.ask("SELECT pace, paced_by FROM host_pace WHERE host = %s", site.host) == [(0.3, "robots")]


def test_crawl_delay_is_capped(desk, site):
    """A Crawl-delay of a day is one of half a minute."""
    site.says("/robots.txt", "User-agent: *\nCrawl-delay: 86400\n")
    site.says("/page", PAGE)
    desk.crawl(desk.declare(f"{site.url}/", allow=[site.place]), f"{site.url}/page")
    assert desk.ask("SELECT pace, paced_by FROM host_pace WHERE host = %s", site.host) == [(30, "robots")]


def test_retry_after_is_waited_for(desk, site):
    """Fault 7: a page that asks for a second is fetched a second later, and nothing else of its host before."""
    busy = Event()

    def answer(handler):
        status = 200 if busy.is_set() else 429
        busy.set()
        handler.send_response(status)
        handler.send_header("Retry-After", "1")
        handler.send_header("Content-Length", "2")
        handler.end_headers()
        handler.wfile.write(b"ok")

    site.does("/busy", answer)
    site.lists("/busy", *fill(site, 4))
    report = desk.crawl(desk.declare(f"{site.url}/", allow=[site.place]))
    assert (report.captured, codes(report)) == (5, [])
    first, second = site.visited("/busy")
    assert second - first > 0.95
    between = [at for at, path, _ in site.visits if first + 0.1 < at < first + 0.95]
    assert between == []


@pytest.mark.parametrize(("asked", "least"), [("600", 590), ("315360000", 3590), ("9" * 400, 3590)])
def test_a_long_retry_after_is_the_next_crawls(desk, site, asked, least):
    """Fault 7: ten minutes are kept for all crawls, ten years as an hour; nobody dials the host meanwhile."""
    site.says("/busy", status=503, Retry_After=asked)
    site.says("/page", PAGE)
    source = desk.declare(f"{site.url}/", allow=[site.place])
    report = desk.crawl(source, f"{site.url}/busy", f"{site.url}/page")
    assert len(site.visited("/busy")) == 1
    assert "http_503" in codes(report)
    assert all(fault.passing for fault in report.faults)
    seconds, reason = held(desk, site)
    assert least < seconds <= 3600
    assert "answered 503 and asks for a rest" in reason
    visits = len(site.visits)
    again = desk.crawl(desk.declare(f"{site.url}/", allow=[site.place]), f"{site.url}/one", f"{site.url}/two")
    assert len(site.visits) == visits
    assert [(fault.code, fault.passing) for fault in again.faults] == [("busy", True)]
    assert "is left alone until" in again.faults[0].sentence


@pytest.mark.parametrize("asked", ["soon", "-5", "NaN", "1e9", "", "\xb2"])
def test_a_retry_after_that_is_none_is_passed_over(desk, site, asked):
    """Fault 7: garbage in Retry-After costs the usual retries, and closes no host."""
    site.says("/busy", status=429, Retry_After=asked)
    report = desk.crawl(desk.declare(f"{site.url}/", allow=[site.place]), f"{site.url}/busy")
    assert codes(report) == ["http_429"]
    assert len(site.visited("/busy")) == 4
    assert desk.ask("SELECT * FROM host_turn WHERE host = %s AND closed_until > now()", site.host) == []


def drip(handler):
    """Send a byte every 0.3 s for as long as somebody takes it."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b".")
        handler.wfile.flush()
        time.sleep(0.3)


def hang(handler):
    """Say nothing for longer than anybody waits."""
    time.sleep(20)


@pytest.mark.parametrize("act", [drip, hang])
def test_a_server_that_dawdles_is_given_up(desk, site, act):
    """Fault 2: a byte every 0.3 s runs into the deadline; after two pages without an answer the host is left alone."""
    for number in range(9):
        site.does(f"/slow{number}", act)
    source = desk.declare(f"{site.url}/", allow=[site.place], timeout=1)
    begun = time.monotonic()
    report = desk.crawl(source, *(f"{site.url}/slow{number}" for number in range(9)))
    assert time.monotonic() - begun < 4
    assert len(site.visits) <= 1 + 4
    assert set(codes(report)) == {"unreachable", "busy"}
    seconds, reason = held(desk, site)
    assert 590 < seconds <= 600
    assert "did not answer within 1 s, 2 times over" in reason


def test_one_host_that_dawdles_holds_up_no_other(desk, sites):
    """Fault 15: beside a host that never answers, another of the same source keeps nine tenths of its rate."""
    good = sites()
    paced = [f"/{number}" for number in range(80)]

    def answer(handler):
        time.sleep(0.025)
        handler.send_response(200)
        handler.send_header("Content-Length", "2")
        handler.end_headers()
        handler.wfile.write(b"ok")

    for page in paced:
        good.does(page, answer)

    def seconds(*slow):
        good.visits.clear()
        pages = [f"{good.url}{page}" for page in paced]
        mixed = [*slow[:5], *(page for n, one in enumerate(pages) for page in (*slow[5 + n : 6 + n], one))]
        source = desk.declare(f"{good.url}/", allow=[good.place, *(one.split("/")[2] for one in slow)], timeout=1)
        assert desk.crawl(source, *mixed).captured == len(pages)
        times = [at for at, path, _ in good.visits]
        return times[-1] - times[0]

    def beside_a_tarpit():
        tarpit = sites()
        for number in range(25):
            tarpit.does(f"/{number}", hang)
        return seconds(*(f"{tarpit.url}/{number}" for number in range(25)))

    alone = min(seconds() for _ in range(2))
    assert any(beside_a_tarpit() < alone / 0.9 for _ in range(3))  # a busy machine may spoil one
