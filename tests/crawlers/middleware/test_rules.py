from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest

from crawlers.middleware.rules import Rules, make_plain

CASES = tomllib.loads(Path(__file__).with_name("robots.toml").read_text("utf-8"))["case"]


def rules_of(case):
    body = case["robots"].encode(case.get("encoding", "utf-8")) + b"Disallow: /" + b"x" * case.get("pad", 0)
    return Rules.from_crawler(None, body if "pad" in case else case["robots"].encode(case.get("encoding", "utf-8")))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_rules_are_read_as_the_standard_says(case):
    """Fault 13: each robots.txt allows, forbids and delays what RFC 9309 makes of it."""
    rules = rules_of(case)
    may = {path: rules.allowed(f"https://ministry.example{path}", "Tallywire") for path in _paths(case)}
    assert may == {path: path in case.get("allowed", ()) for path in may}
    assert rules.crawl_delay("Tallywire") == case.get("delay")


def _paths(case):
    return (*case.get("allowed", ()), *case.get("denied", ()))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_rules_cut_anywhere_are_read(case):
    """A robots.txt that ends in the middle of anything is read, and what is whole of it holds."""
    body = case["robots"].encode(case.get("encoding", "utf-8"))
    for end in range(len(body)):
        Rules.from_crawler(None, body[:end]).allowed("https://ministry.example/a", "Tallywire")


def test_reading_rules_takes_time_in_proportion():
    """Half a megabyte of groups or of stars is read, and asked, within a second."""
    groups = b"".join(b"User-agent: Tallywire\nDisallow: /%d\n" % n for n in range(15_000))
    stars = b"User-agent: *\nDisallow: /" + b"a*" * 200_000 + b"\n"
    for body in (groups, stars):
        begun = time.perf_counter()
        Rules.from_crawler(None, body).allowed("https://ministry.example/" + "a" * 2000, "Tallywire")
        assert time.perf_counter() - begun < 1.0


def test_plain_rules_are_plain():
    """A group's agents come first, by names alone; what is no rule is left out."""
    text = b"User-agent: Tallywire/3 # us\nCrawl-delay: 2\nUser-agent: Crab\nHost: x\nDisallow: /a # why\n"
    assert make_plain(text).splitlines() == [
        "user-agent: Tallywire", "user-agent: somebody-else", "crawl-delay: 2", "disallow: /a",
    ]  # fmt: skip
