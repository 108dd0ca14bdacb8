from __future__ import annotations

import gzip

import pytest

PAGE = "<p>On Monday 12 people left.</p>"
CLOSED = "User-agent: *\nDisallow: /\n"


def fetch(desk, site, *others):
    """Fetch /page of a site; return whether it was asked for, and the codes of faults."""
    site.says("/page", PAGE)
    source = desk.declare(f"{site.url}/", allow=[site.place, *(one.place for one in others)])
    report = desk.crawl(source, f"{site.url}/page")
    return bool(site.visited("/page")), [(fault.code, fault.passing) for fault in report.faults]


ALLOWED, REFUSED, UNKNOWN = (True, []), (False, [("robots", False)]), (False, [("robots", True)])
UNREACHABLE = (False, [("unreachable", True)])

ANSWERS = {
    "none": ((404, CLOSED, {}), ALLOWED),
    "gone": ((410, CLOSED, {}), ALLOWED),
    "forbidden": ((403, CLOSED, {}), ALLOWED),
    "closed": ((200, CLOSED, {}), REFUSED),
    "closed, packed": ((200, gzip.compress(CLOSED.encode()), {"Content_Encoding": "gzip"}), REFUSED),
    "a page": ((200, f"<html>{CLOSED}", {}), ALLOWED),
    "half a megabyte, then closed": ((200, "#" * 512_000 + "\n" + CLOSED, {}), ALLOWED),
    "closed, then a megabyte": ((200, CLOSED + "#" * 1_000_000, {}), REFUSED),
    "broken": ((500, "", {}), UNKNOWN),
    "cut short": ((200, CLOSED, {"Content_Length": 9999}), UNREACHABLE),
    "a bomb": ((200, gzip.compress(bytes(40 << 20)), {"Content_Encoding": "gzip"}), UNKNOWN),
    "larger than any page": ((200, "#" * (17 << 20), {}), UNKNOWN),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_answers_to_robots_txt_mean_what_the_standard_says(desk, site, kind):
    """Fault 13: what is missing allows, what fails forbids for now, and the first half megabyte holds the rules."""
    (status, body, headers), expected = ANSWERS[kind]
    site.says("/robots.txt", body, status=status, **headers)
    assert fetch(desk, site) == expected


def lead(site, steps, end):
    """Redirect robots.txt that many times, and then answer like this."""
    for step in range(steps):
        place = "/robots.txt" if not step else f"/step{step}"
        site.says(place, status=302, Location=f"/step{step + 1}")
    site.says(f"/step{steps}", end)


@pytest.mark.parametrize(("steps", "expected"), [(1, REFUSED), (5, REFUSED), (6, ALLOWED)])
def test_five_redirects_to_robots_txt_are_followed(desk, site, steps, expected):
    """Rules at the end of five redirects hold; farther away there are none."""
    lead(site, steps, CLOSED)
    assert fetch(desk, site) == expected


def test_robots_txt_that_leads_in_a_circle_is_none(desk, site):
    """A circle of redirects is a robots.txt that is not there."""
    site.says("/robots.txt", status=301, Location="/robots.txt")
    assert fetch(desk, site) == ALLOWED


@pytest.mark.parametrize(("status", "body", "expected"), [(200, CLOSED, REFUSED), (500, "", UNKNOWN)])
def test_robots_txt_may_stand_on_another_host(desk, sites, status, body, expected):
    """A redirect to another host's rules, or to its failure, is the answer of the host that was asked."""
    site, other = sites(), sites()
    site.says("/robots.txt", status=302, Location=f"{other.url}/rules")
    other.says("/rules", body, status=status)
    assert fetch(desk, site, other) == expected


def test_robots_txt_is_fetched_once_an_hour(desk, site):
    """Several crawls within an hour ask once for the rules, and keep to them; one that failed is asked for again."""
    site.says("/robots.txt", status=500)
    site.says("/page", PAGE)
    source = desk.declare(f"{site.url}/", allow=[site.place])
    crawl = lambda: desk.crawl(source, f"{site.url}/page").faults  # noqa: E731
    assert [fault.code for fault in crawl()] == ["robots"]
    failed = len(site.visited("/robots.txt"))
    site.says("/robots.txt", CLOSED)
    assert [fault.passing for fault in crawl()] == [False]
    assert [fault.passing for fault in crawl()] == [False]
    assert len(site.visited("/robots.txt")) == failed + 1
    assert site.visited("/page") == []
    assert desk.ask("SELECT count(*) FROM capture WHERE source = %s AND status = 200", source.id) == [(1,)]
