"""robots.txt as RFC 9309 reads it: Protego matches the paths, after the groups were made plain.

Protego lets a name match that only begins ours, misses one that has a version behind it, and ends a group at any line;
so it is given a text that says each group's agents by a bare name and holds nothing but rules.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Self

from scrapy.robotstxt import ProtegoRobotParser

from crawlers.settings import PRODUCT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.crawler import Crawler

OTHERS: Final = "somebody-else"
AGENTS: Final = frozenset({"user-agent", "useragent", "user agent"})
ALLOWS: Final = frozenset({"allow"})
DISALLOWS: Final = frozenset({"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"})
DELAYS: Final = frozenset({"crawl-delay", "crawl delay"})

_LINE: Final = re.compile(r"\r\n|\r|\n")
_NAME: Final = re.compile(r"[A-Za-z_-]+")
_BREAKING: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")
"""What Python takes for the end of a line, or nobody for a part of one."""


class Rules(ProtegoRobotParser):  # type: ignore[misc, unused-ignore]
    """The parser that Scrapy asks."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:  # noqa: ARG003 - Scrapy's signature
        """Read a robots.txt."""
        return cls(make_plain(robotstxt_body).encode(), None)


def make_plain(body: bytes) -> str:
    """Return a robots.txt with one rule a line, its groups' agents named by us, "*" or somebody else."""
    if body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        return ""  # a page that stands where the rules should
    return "\n".join(_plain_lines(body.decode("utf-8-sig", "ignore")))


def _plain_lines(text: str) -> Iterator[str]:
    """Yield the plain lines: a group's agents first, as a delay between them ends no group."""
    agents: list[str] = []
    waiting: list[str] = []
    ruled = False
    for line in _LINE.split(text):
        field, value = _field_of(line)
        if field in AGENTS:
            if ruled:
                agents, waiting, ruled = [], [], False
            agents.append(_agent(value))
        elif field in DELAYS and agents:
            waiting.append(f"crawl-delay: {value}")
        elif field in ALLOWS | DISALLOWS and agents:
            if not ruled:
                yield from _opening(agents, waiting)
                ruled = True
            yield f"{'allow' if field in ALLOWS else 'disallow'}: {_pattern(value, field)}"
            continue
        if ruled and field in DELAYS:
            yield waiting.pop()
    if agents and not ruled:
        yield from _opening(agents, waiting)


def _opening(agents: list[str], waiting: list[str]) -> Iterator[str]:
    yield from (f"user-agent: {agent}" for agent in agents)
    yield from waiting


def _field_of(line: str) -> tuple[str, str]:
    field, colon, value = line.partition("#")[0].partition(":")
    if not colon:  # "Disallow /drafts": left out by the standard, and meant all the same
        field, _, value = field.strip().partition(" ")
    return field.strip().lower(), _BREAKING.sub("", value).strip()


def _agent(value: str) -> str:
    if value.startswith("*"):
        return "*"
    product = _NAME.match(value)
    return PRODUCT if product and product[0].lower() == PRODUCT.lower() else OTHERS


def _pattern(value: str, field: str) -> str:
    """Return a rule's pattern; that of an index page is kept from standing for its folder, as Protego would have it."""
    return f"{value}*" if field in ALLOWS and value.endswith("/index.html") else value
