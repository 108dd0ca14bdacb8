"""The newsroom's sources, declared as any source is."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from crawlers.rehearsal.press import OUTLETS
from crawlers.rehearsal.truth import ORIGINATOR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crawlers.rehearsal.press import Outlet

COUNTRY: Final = "zz"
"""The code that ISO 3166 leaves to users: the newsroom is in no country."""

LISTING: Final = """
[listing]
item = "article"
link = "a::attr(href)"
title = "a::text"
published = "time::attr(datetime)"
next = "a.older::attr(href)"

[article]
title = "h1::text"
text = "div.text p"
published = "time::attr(datetime)"
"""


@contextmanager
def declared(directory: Path, url: str) -> Iterator[list[str]]:
    """Declare the newsroom's sources below `directory` while it serves; yield their ids."""
    names = write_sources(directory, url)
    try:
        yield names
    finally:
        for name in names:
            (directory / COUNTRY / f"{name}.toml").unlink(missing_ok=True)


def write_sources(directory: Path, url: str) -> list[str]:
    """Write a source file for each outlet of the newsroom at `url`; return their ids, the ministry's first."""
    folder = directory / COUNTRY
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for outlet in OUTLETS:
        name = f"rehearsal-{outlet.name}"
        (folder / f"{name}.toml").write_text(_declare(outlet, url), "utf-8")
        names.append(name)
    return names


def _declare(outlet: Outlet, url: str) -> str:
    primary = f'originator = "{ORIGINATOR}"\n' if not outlet.wire else ""
    return f"""title = "{outlet.title}"
publisher = "{outlet.title}"
{primary}standing = "{"wire" if outlet.wire else "primary"}"
kind = "{"feed" if outlet.wire else "listing"}"
urls = ["{url}/{outlet.name}/"]
language = "en"
zone = "Europe/Moscow"
schedule = "every 2s"
licence = "a rehearsal: free"
allow_addresses = ["{urlsplit(url).netloc}"]
{"" if outlet.wire else LISTING}
[archive]
match = ["{urlsplit(url).netloc}/{outlet.name}/*"]
"""
