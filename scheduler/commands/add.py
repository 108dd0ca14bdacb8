"""A new source, drafted from the address of a site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from crawlers.catalog import load_catalog, read_source
from crawlers.crawl import crawl
from crawlers.discovery.draft import complete, folder_of, write_source
from crawlers.discovery.search import search
from crawlers.index import is_web
from crawlers.reactor import run_with_reactor
from crawlers.source import Way
from crawlers.trial.notebook import Notebook
from ingest.errors import TallywireError, UsageError
from scheduler.commands import opening
from scheduler.excerpt import inert
from scheduler.terminal import standard_error, standard_output

if TYPE_CHECKING:
    from crawlers.catalog import Catalog
    from crawlers.discovery.kinds import Found
    from crawlers.job import CrawlReport, Plan
    from crawlers.source import Source


def add_sources(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="A page of the site: its news, its reports, a feed, a channel.")
    ],
    *,
    kind: Annotated[Way | None, typer.Option(help="Take this way of those that are found, not the likeliest.")] = None,
    name: Annotated[str | None, typer.Option("--id", metavar="ID", help="What the source is called.")] = None,
    to: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write this file instead of sources/COUNTRY/ID.toml in TALLYWIRE_HOME."),
    ] = None,
    show: Annotated[bool, typer.Option("--print", help="Print the draft, and write nothing.")] = False,
    allow: Annotated[
        list[str] | None,
        typer.Option("--allow-address", metavar="ADDRESS:PORT", help="A private address that the source may dial."),
    ] = None,
) -> None:
    """Look at a site and draft the file of a source that reads it.

    Feeds that the page announces and where they usually stand, sitemaps, public channels, JSON APIs and the page itself
    as a listing are tried, as politely as any crawl. The best becomes a file, with comments about what was guessed;
    none that exists is overwritten. Check each line, then try the source: [bold]tallywire sources check ID[/bold].

    Example: [bold]tallywire sources add https://www.example.org/en/news[/bold]
    """
    if not is_web(url):
        raise UsageError(f"{url!r} is no address of a page: write it with https:// and a host.")
    # What is printed for a file must be that file alone.
    out, configuration = standard_error() if show else standard_output(), opening.configuration()
    catalog = load_catalog([configuration.own_sources])
    if not show:
        _refuse_taken(catalog, to, name)
    found = _search(url, allow or [])
    for one in found:
        listed = len(one.page.entries)
        out.print(
            f"{one.source.kind:9}{listed:5} items  {inert(one.source.urls[0])}  ({one.how})",
            markup=False,
            soft_wrap=True,
        )
    best = next((one for one in found if kind in (None, one.source.kind)), None)
    if best is None:
        raise TallywireError(f"No {kind} was found at {url}.")
    source = complete(best)
    source = msgspec.structs.replace(source, id=to.stem if to else name or source.id)
    text = write_source(best, source, [one for one in found if one is not best])
    if show:
        typer.echo(text, nl=False)
        return
    path = to or configuration.own_sources / folder_of(source.urls[0]) / f"{source.id}.toml"
    if not to:
        _refuse_taken(catalog, path, source.id)
    _write(path, text)
    read_source(path)
    out.print(f"Drafted {path}: check each line of it.", markup=False, soft_wrap=True)
    tried = path if to else source.id
    out.print(f"Then try it: tallywire sources check {tried}", markup=False, soft_wrap=True)


def _search(url: str, allowed: list[str]) -> list[Found]:
    with opening.installation() as installation:

        async def run(source: Source, plan: Plan) -> tuple[CrawlReport, Notebook]:
            notebook = Notebook(installation.pool)
            return await crawl(source, notebook, plan, installation.configuration.contact), notebook

        return run_with_reactor(lambda: search(url, allowed, run))


def _refuse_taken(catalog: Catalog, path: Path | None, name: str | None) -> None:
    """Refuse what there is already, before anything is asked for.

    Raises:
        UsageError: the file exists, or a source of that id.
    """
    if path and path.exists():
        raise UsageError(f"{path} exists and is left as it is: name another file by --to, or another --id.")
    if name in catalog:
        raise UsageError(f"There is a source named {name} already: give yours another name by --id.")


def _write(path: Path, text: str) -> None:
    """Write a new file.

    Raises:
        TallywireError: it cannot be written, or somebody wrote it in the meantime.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise TallywireError(f"{path} cannot be written ({error.strerror}).") from None
