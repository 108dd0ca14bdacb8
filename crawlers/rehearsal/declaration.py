"""The newsroom's sources, declared as any source is."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from crawlers.rehearsal.press import ALL, OUTLETS
from crawlers.rehearsal.truth import ORIGINATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from crawlers.rehearsal.press import Outlet

COUNTRY: Final = "zz"
"""The code that ISO 3166 leaves to users: the newsroom is in no country."""

INDEX: Final = {"telegram": "s/{name}", "sitemap": "{name}/sitemap.xml", "news": "{name}/news.xml"}
"""Where an outlet's index stands where it does not stand at its root."""

KINDS: Final = {
    "listing": "listing",
    "calendar": "listing",
    "pdf": "listing",
    "sitemap": "sitemap",
    "news": "sitemap",
    "api": "api",
    "telegram": "telegram",
}
ARTICLE: Final = """
[article]
title = "h1::text"
text = "div.text p"
published = "time::attr(datetime)"
"""
LISTING: Final = """
[listing]
item = "article"
link = "a::attr(href)"
title = "a::text"
published = "time::attr(datetime)"
"""
TABLES: Final = {
    "listing": f'{LISTING}next = "a.older::attr(href)"\n{ARTICLE}',
    "calendar": f'{LISTING}pages = "{{url}}/{{name}}/{{{{date:%Y/%m/%d}}}}/"\n',
    "pdf": f'{LISTING}pages = "{{url}}/{{name}}/?page={{{{page}}}}"\n',
    "sitemap": """
[sitemap]
include = ["*/{name}/20*"]
exclude = ["*-draft-*"]
""",
    "api": """
[api]
items = "data[].fields"
link = "url"
title = "title"
published = "date.created"
guid = "id"
text = '"body-html"'
next = "links.next.href"
window = "from={{first}}&to={{last}}"
""",
}
"""What a source of each kind needs beside its address."""


@contextmanager
def declared(directory: Path, url: str) -> Iterator[list[str]]:
    """Declare the newsroom's sources of every kind below `directory` while it serves; yield their ids."""
    names = write_sources(directory, url, ALL)
    try:
        yield names
    finally:
        for name in names:
            (directory / COUNTRY / f"{name}.toml").unlink(missing_ok=True)


def write_sources(directory: Path, url: str, outlets: Iterable[Outlet] = OUTLETS) -> list[str]:
    """Write a source file for each of `outlets` of the newsroom at `url`; return their ids in the same order."""
    folder = directory / COUNTRY
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for outlet in outlets:
        name = f"rehearsal-{outlet.name}"
        (folder / f"{name}.toml").write_text(_declare(outlet, url), "utf-8")
        names.append(name)
    return names


def _declare(outlet: Outlet, url: str) -> str:
    place, table = INDEX.get(outlet.kind, "{name}/"), TABLES.get(outlet.kind, "")
    primary = f'originator = "{ORIGINATOR}"\n' if not outlet.wire else ""
    return f"""title = "{outlet.title}"
publisher = "{outlet.title}"
{primary}standing = "{"wire" if outlet.wire else "primary"}"
kind = "{KINDS.get(outlet.kind, "feed")}"
urls = ["{url}/{place.format(name=outlet.name)}"]
language = "en"
zone = "Europe/Moscow"
schedule = "every 2s"
licence = "a rehearsal: free"
allow_addresses = ["{urlsplit(url).netloc}"]
{table.format(url=url, name=outlet.name)}
[archive]
match = ["{urlsplit(url).netloc}/{outlet.name}/*"]
cdx = "{url}/archive/cdx"
raw = "{url}/archive/web/{{timestamp}}id_/{{url}}"
"""
