"""The catalogue of sources: one TOML file each, validated on load, refused with file, line and key."""

from __future__ import annotations

import ipaddress
import re
import tomllib
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from cssselect import SelectorError
from parsel import Selector

from crawlers.cron import read_cron
from ingest.errors import UsageError
from ingest.parse.article import ArticleRules  # noqa: TC001 - msgspec reads the annotations at run time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SHIPPED: Final = Path(__file__).parent / "sources"
SMALLEST_INTERVAL: Final = 1
_EVERY: Final = re.compile(r"every (\d{1,5})([smhd])")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_FIELD_PATH: Final = re.compile(r"`\$\.?([^`]*)`")
_UNKNOWN: Final = re.compile(r"unknown field `([^`]+)`")
_MISSING: Final = re.compile(r"missing required field `([^`]+)`")


class ListingRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """CSS selectors of a listing: `link`, `published` and `title` are looked up within each `item`."""

    item: str
    link: str = "a::attr(href)"
    published: str | None = None
    title: str | None = None
    next: str | None = None


class Expectation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a source is expected to give."""

    items_per_day: float | None = None
    indicators: tuple[str, ...] = ()


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One declared source. Its id is the name of its file; `schedule` is cron in `zone`, or "every 10m"."""

    title: str
    publisher: str
    standing: Literal["primary", "wire"]
    kind: Literal["feed", "listing"]
    urls: tuple[str, ...]
    language: str
    zone: str
    schedule: str
    licence: str
    id: str = ""
    originator: str | None = None
    originator_spellings: tuple[str, ...] = ()
    verified: bool = False
    allow_addresses: tuple[str, ...] = ()
    listing: ListingRules | None = None
    article: ArticleRules | None = None
    expect: Expectation = Expectation()

    @property
    def every(self) -> int | None:
        """Seconds between two crawls where the schedule is an interval; None where it is cron."""
        found = _EVERY.fullmatch(self.schedule)
        return int(found[1]) * _SECONDS[found[2]] if found else None


class Catalog(dict[str, Source]):
    """Sources by id, in order of id."""


class WrongSourceFile(UsageError):  # noqa: N818 - it names what the file is
    """A source file is refused: file, line and key stand in the sentence."""


def load_catalog(directories: Sequence[Path] = ()) -> Catalog:
    """Return the shipped sources and those in `directories`; a later directory's file replaces one of the same id.

    Raises:
        WrongSourceFile: a file is not as a source file must be.
    """
    found: dict[str, Source] = {}
    for directory in (SHIPPED, *directories):
        own: dict[str, Path] = {}
        for path in sorted(directory.glob("**/*.toml")):
            if path.stem in own:
                raise WrongSourceFile(f"{path}: the id {path.stem!r} is that of {own[path.stem]} too.")
            own[path.stem] = path
            found[path.stem] = read_source(path)
    return Catalog(sorted(found.items()))


def read_source(path: Path) -> Source:
    """Return the source that a file declares.

    Raises:
        WrongSourceFile: a key is unknown, missing, or has a value that cannot be used.
    """
    try:
        text = path.read_text("utf-8")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSourceFile(f"{path}: cannot be read ({error}).") from None
    except tomllib.TOMLDecodeError as error:
        raise WrongSourceFile(f"{path}: {error}.") from None
    if not _ID.fullmatch(path.stem):
        raise WrongSourceFile(f"{path}: the file's name must be lower-case letters, digits, - and _.")
    if "id" in table:
        raise _wrong(path, text, "id", "is the file's name and not written in it")
    try:
        source = msgspec.convert(table | {"id": path.stem}, Source)
    except msgspec.ValidationError as error:
        raise _explain(path, text, str(error)) from None
    for key, problem in _problems(source):
        raise _wrong(path, text, key, problem)
    return source


def _explain(path: Path, text: str, message: str) -> WrongSourceFile:
    parents = [one.split("[")[0] for one in (_FIELD_PATH.search(message) or ["", ""])[1].split(".") if one]
    unknown, missing = _UNKNOWN.search(message), _MISSING.search(message)
    if unknown:
        return _wrong(path, text, ".".join([*parents, unknown[1]]), "is not known")
    if missing:
        key = ".".join([*parents, missing[1]])
        return _wrong(path, text, key, "is missing")
    key, reason = ".".join(parents), message.split(" - at ", maxsplit=1)[0]
    kind = get_type_hints(Source).get(key)
    advice = f"; write {' or '.join(get_args(kind))}" if get_origin(kind) is Literal else ""
    return _wrong(path, text, key, f"cannot be used: {reason[0].lower()}{reason[1:]}{advice}")


def _wrong(path: Path, text: str, key: str, problem: str) -> WrongSourceFile:
    return WrongSourceFile(f"{path}, line {_line_of(text, key)}: {key} {problem}.")


def _line_of(text: str, key: str) -> int:
    """Return the line where a dotted key stands, or where its table begins, or 1."""
    *tables, name = key.split(".")
    wanted, current, start = ".".join(tables), "", 1
    pattern = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=")
    for number, line in enumerate(text.splitlines(), 1):
        head = re.fullmatch(r"\s*\[([^\[\]]+)\]\s*(#.*)?", line)
        if head:
            current = head[1].strip()
            if current == wanted:
                start = number
            if not tables and current == name:
                return number
        elif current == wanted and pattern.match(line):
            return number
    return start


def _problems(source: Source) -> Iterator[tuple[str, str]]:
    yield from _unknown_times(source)
    yield from _wrong_addresses(source)
    for key in ("title", "publisher", "licence"):
        if not getattr(source, key).strip():
            yield key, "is empty"
    if not re.fullmatch(r"[a-z]{2,3}", source.language):
        yield "language", f"is {source.language!r}, no ISO 639 code such as en"
    if source.standing == "primary" and not source.originator:
        yield "originator", "is missing: a primary source says whose figures it carries"
    if source.kind == "listing" and source.listing is None:
        yield "listing", "is missing: a listing needs its selectors"
    if source.kind == "feed" and source.listing is not None:
        yield "listing", 'has no use in a feed: take it out, or write kind = "listing"'
    for key, rule in _rules(source):
        try:
            Selector(text="<html/>").css(rule)
        except (SelectorError, ValueError) as error:
            yield key, f"is no CSS selector: {error}"


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
    try:
        read_cron(source.schedule, UTC)
    except ValueError as error:
        yield (
            "schedule",
            f"is {source.schedule!r}, neither cron (five fields) nor an interval such as every 10m: {error}",
        )


def _wrong_addresses(source: Source) -> Iterator[tuple[str, str]]:
    if not source.urls:
        yield "urls", "is empty"
    for url in source.urls:
        try:
            parts, port = urlsplit(url), urlsplit(url).port
        except ValueError:
            yield "urls", f"holds {url!r}, which is no address"
            continue
        if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0 or url != "".join(url.split()):
            yield "urls", f"holds {url!r}: an address begins with http:// or https:// and a host"
        elif parts.username is not None:
            yield (
                "urls",
                f"holds a login for {parts.hostname}: it would be shown, and is not supported",
            )
    for allowed in source.allow_addresses:
        if not _is_address_and_port(allowed):
            yield "allow_addresses", f"holds {allowed!r}: write an address and a port, as 127.0.0.1:8765"


def _is_address_and_port(text: str) -> bool:
    host, _, port = text.rpartition(":")
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return re.fullmatch(r"[1-9]\d{0,4}", port) is not None and int(port) < 1 << 16


def _rules(source: Source) -> Iterator[tuple[str, str]]:
    tables: Mapping[str, ListingRules | ArticleRules | None] = {"listing": source.listing, "article": source.article}
    for table, rules in tables.items():
        for name in ("item", "link", "published", "title", "next", "text"):
            rule = getattr(rules, name, None)
            if rule is not None:
                yield f"{table}.{name}", rule
