"""One crawl of one source, on the running asyncio reactor."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from scrapy.crawler import AsyncCrawlerRunner

from crawlers.job import CrawlReport, Entry, Fault, Frontier, IndexPage, Job, Plan, day_of
from crawlers.middleware.budget import Budget
from crawlers.settings import settings_for
from crawlers.silence import find_silence
from crawlers.spiders.api import ApiSpider
from crawlers.spiders.feed import FeedSpider
from crawlers.spiders.listing import ListingSpider
from crawlers.spiders.sitemap import SitemapSpider
from crawlers.spiders.telegram import TelegramSpider
from crawlers.spiders.wayback import WaybackSpider

if TYPE_CHECKING:
    from datetime import date

    from crawlers.source import Source, Way
    from crawlers.spiders.source import SourceSpider
    from ingest.archive import Archive

__all__ = ["CrawlReport", "Entry", "Fault", "Frontier", "IndexPage", "Plan", "crawl", "day_of", "roots_of"]

SPIDERS: Final[dict[Way, type[SourceSpider]]] = {
    "feed": FeedSpider,
    "listing": ListingSpider,
    "sitemap": SitemapSpider,
    "api": ApiSpider,
    "telegram": TelegramSpider,
    "wayback": WaybackSpider,
}


def roots_of(source: Source, way: Way, window: tuple[date, date]) -> tuple[str, ...]:
    """Return the pages at which an index begins, for the days of publication of `window`, both included."""
    return SPIDERS[way].roots(source, way, window)


async def crawl(source: Source, archive: Archive, plan: Plan, contact: str | None = None) -> CrawlReport:
    """Do what `plan` says on `source`; every answer is in `archive` before this returns, every fault too."""
    job = Job(source=source, archive=archive, plan=plan, budget=Budget(source, archive))
    runner = AsyncCrawlerRunner(settings_for(source, contact))
    await runner.crawl(SPIDERS[job.way], job=job)
    job.report.faults += await asyncio.to_thread(lambda: list(find_silence(job, SPIDERS[job.way](job).read_index)))
    for fault in job.report.faults:
        await asyncio.to_thread(archive.report_fault, source.id, fault.step, fault.code, fault.sentence, fault.url)
    return job.report
