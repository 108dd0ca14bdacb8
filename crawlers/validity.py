"""What is wrong with a source that is well-formed: each problem with the key that it stands under."""

from __future__ import annotations

import ipaddress
import re
from datetime import UTC
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawlers import memento, scope
from crawlers.channel import channel_of
from crawlers.cron import read_cron
from crawlers.expressions import wrong_expressions
from crawlers.paging import Paging
from crawlers.source import BESIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crawlers.source import ApiRules, ListingRules, SitemapRules, Source

SMALLEST_INTERVAL: Final = 1
LONGEST_LAG: Final = 3660
MOST_SWEPT_DAYS: Final = 60
MOST_ITEMS: Final = 100_000
SLOWEST_PACE: Final = 3600
LONGEST_TIMEOUT: Final = 600
REQUIRED: Final = frozenset({"listing", "api"})
"""The kinds of source that cannot be read without their table."""


def problems_of(source: Source) -> Iterator[tuple[str, str]]:
    """Yield the dotted key of each problem, and the rest of the sentence that names it."""
    yield from _unknown_times(source)
    yield from _wrong_addresses(source)
    if source.pace is not None and not 0 <= source.pace <= SLOWEST_PACE:
        yield "pace", f"must be 0 to {SLOWEST_PACE} seconds between two requests to a host"
    if not 1 <= source.timeout <= LONGEST_TIMEOUT:
        yield "timeout", f"must be 1 to {LONGEST_TIMEOUT} seconds for a page"
    for key in ("title", "publisher", "licence"):
        if not getattr(source, key).strip():
            yield key, "is empty"
    if not re.fullmatch(r"[a-z]{2,3}", source.language):
        yield "language", f"is {source.language!r}, no ISO 639 code such as en"
    if source.standing == "primary" and not source.originator:
        yield "originator", "is missing: a primary source says whose figures it carries"
    yield from _misplaced_ways(source)
    yield from _beyond_reason(source)
    yield from wrong_expressions(source)
    yield from _wrong_pages(source)
    yield from _wrong_archive(source)
    if source.sitemap is not None:
        yield from _wrong_patterns(source.sitemap)
    for url in source.urls if source.kind == "telegram" else ():
        if not channel_of(url):
            yield "urls", f"holds {url!r}: a channel's public preview is https://t.me/s/ and its name"


def _unknown_times(source: Source) -> Iterator[tuple[str, str]]:
    try:
        ZoneInfo(source.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield "zone", f"is {source.zone!r}, no IANA time zone such as Europe/Kyiv"
        return
    if source.every is not None:
        if source.every < SMALLEST_INTERVAL:
            yield "schedule", "must be at least every 1s"
        return
    if source.pauses is not None:
        least, most = source.pauses
        if not SMALLEST_INTERVAL <= least < most:
            yield "schedule", f"is {source.schedule!r}: the first pause must be at least 1s, the second a longer one"
        return
    try:
        read_cron(source.schedule, UTC)
    except ValueError as error:
        yield (
            "schedule",
            f"is {source.schedule!r}, neither cron (five fields) nor such as every 10m or adaptive 5m-6h: {error}",
        )


def _beyond_reason(source: Source) -> Iterator[tuple[str, str]]:
    if not 0 <= source.sweep_days <= MOST_SWEPT_DAYS:
        yield "sweep_days", f"must be 0 (never) to {MOST_SWEPT_DAYS}"
    items = source.expect.items_per_day
    if items is not None and not 0 < items < MOST_ITEMS:
        yield "expect.items_per_day", f"must be more than 0 and less than {MOST_ITEMS:,}"


def _misplaced_ways(source: Source) -> Iterator[tuple[str, str]]:
    if source.kind in REQUIRED and getattr(source, source.kind) is None:
        yield source.kind, f"is missing: a source of kind {source.kind} needs it"
    for way in BESIDE:
        table = getattr(source, way)
        if table is not None and way == source.kind and table.urls:
            yield f"{way}.urls", "belongs at the top: the source is of this kind"
        elif table is not None and way != source.kind and not table.urls:
            yield way, f"has no use in a source of kind {source.kind} without urls of its own, as a way into its past"


def _wrong_addresses(source: Source) -> Iterator[tuple[str, str]]:
    if not source.urls:
        yield "urls", "is empty"
    for way in source.past:
        key = "urls" if way == source.kind else f"{way}.urls"
        for url in source.urls_of(way):
            problem = _problem_of(url)
            if problem:
                yield key, problem
    for allowed in source.allow_addresses:
        if not _is_address_and_port(allowed):
            yield "allow_addresses", f"holds {allowed!r}: write an address and a port, as 127.0.0.1:8765"


def _wrong_archive(source: Source) -> Iterator[tuple[str, str]]:
    rules = source.archive
    for problem in map(scope.problem_of, rules.match):
        if problem:
            yield "archive.match", problem
    for key, url in (("cdx", rules.cdx), ("raw", rules.raw)):
        problem = (memento.problem_of(url) if key == "raw" else None) or _problem_of(url)
        if problem:
            yield f"archive.{key}", problem
    if not 0 <= rules.taken_within <= LONGEST_LAG:
        yield "archive.taken_within", f"must be 0 to {LONGEST_LAG} days"


def _problem_of(url: str) -> str | None:
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError:
        return f"holds {url!r}, which is no address"
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0 or url != "".join(url.split()):
        return f"holds {url!r}: an address begins with http:// or https:// and a host"
    if parts.username is not None:
        return f"holds a login for {parts.hostname}: it would be shown, and is not supported"
    return None


def _is_address_and_port(text: str) -> bool:
    host, _, port = text.rpartition(":")
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return re.fullmatch(r"[1-9]\d{0,4}", port) is not None and int(port) < 1 << 16


def _wrong_patterns(rules: SitemapRules) -> Iterator[tuple[str, str]]:
    if not rules.include:
        yield "sitemap.include", "is empty: nothing would be an item"
    for key, patterns in (("include", rules.include), ("exclude", rules.exclude)):
        for pattern in patterns:
            if not pattern.startswith(("*", "?", "http")):
                yield f"sitemap.{key}", f"holds {pattern!r}, which fits no address: write *{pattern}*"


def _wrong_pages(source: Source) -> Iterator[tuple[str, str]]:
    tables: Mapping[str, ListingRules | ApiRules | None] = {"listing": source.listing, "api": source.api}
    for table, rules in tables.items():
        pages = rules.pages if rules else None
        if rules is None or pages is None:
            continue
        problem = Paging(pages).problem or _problem_of(re.sub(r"\{[^{}]*\}", "1", pages))
        if problem:
            yield f"{table}.pages", problem
        elif rules.next is not None:
            yield f"{table}.pages", f"stands beside {table}.next: an index goes on by one of the two"
