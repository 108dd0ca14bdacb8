"""Scrapy's settings: every departure from its defaults says why."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from scrapy.settings.default_settings import RETRY_EXCEPTIONS

from crawlers.middleware.budget import AT_ONCE

if TYPE_CHECKING:
    from crawlers.source import Source

PRODUCT: Final = "Tallywire"
"""The product token by which robots.txt may name us."""

HANDLER: Final = "crawlers.middleware.budget.Handler"
MOST_BYTES: Final = 16 * 1024 * 1024


def user_agent(contact: str | None) -> str:
    """Return the one name under which all requests are made; `contact` tells a site's keeper whom to write to."""
    return f"Tallywire/{version('tallywire')}" + (f" (+{contact})" if contact else "")


def settings_for(source: Source, contact: str | None = None) -> dict[str, Any]:
    """Return the settings for one crawl of `source`."""
    return {
        "USER_AGENT": user_agent(contact),
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": PRODUCT,
        "ROBOTSTXT_PARSER": "crawlers.middleware.rules.Rules",
        # Certificates are not verified by default; a figure from an impostor is worse than none.
        "DOWNLOAD_VERIFY_CERTIFICATES": not source.waive_certificate,
        # Both open a port; the first runs whatever Python is sent to it.
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        # A redirect or a feed must not reach files, buckets or FTP.
        "DOWNLOAD_HANDLERS": {
            "http": HANDLER,
            "https": HANDLER,
            "data": None,
            "file": None,
            "ftp": None,
            "s3": None,
        },
        # A proxy named by the environment would dial for us, past the guard of addresses.
        "HTTPPROXY_ENABLED": False,
        # Where a page was linked is nobody else's business.
        "REFERRER_POLICY": "same-origin",
        # Pages and feeds are small; a gigabyte (the default) is an attack.
        "DOWNLOAD_MAXSIZE": MOST_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": source.timeout,
        # A body shorter than announced is a fault, never half a bulletin.
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "REDIRECT_MAX_TIMES": 10,
        # A redirect written into a page would be kept as a version of that page, in turns with its target, for ever.
        "METAREFRESH_ENABLED": False,
        "RETRY_TIMES": 3,
        # Not after a timeout: a server that holds back its answer would hold a place four times as long.
        "RETRY_EXCEPTIONS": [one for one in RETRY_EXCEPTIONS if one != "scrapy.exceptions.DownloadTimeoutError"],
        "RETRY_HTTP_CODES": [500, 502, 503, 504, 522, 524, 408, 429],
        "COOKIES_ENABLED": False,
        # Many more than one host gets, so that one that never answers does not fill all places.
        "CONCURRENT_REQUESTS": 32,
        "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE,
        # No address of the local network is a news site's neighbour: the pace is the server's own. What this finds in
        # one crawl is kept to by all (see middleware.budget).
        "AUTOTHROTTLE_ENABLED": not source.allow_addresses,
        "AUTOTHROTTLE_START_DELAY": 0.5,
        "AUTOTHROTTLE_MAX_DELAY": 30,
        "DOWNLOAD_DELAY": 0,
        # Validators are kept in PostgreSQL, which outlives a cache folder (see middleware.validators).
        "HTTPCACHE_ENABLED": False,
        "DEPTH_LIMIT": 0,
        "LOG_LEVEL": "ERROR",
        "LOG_ENABLED": False,
        "STATS_DUMP": False,
        "SPIDER_MIDDLEWARES": {},
        "DOWNLOADER_MIDDLEWARES": {
            # Nearer the net than retries (550), so that it closes the host before one; farther than decompression
            # (590), so that what is kept is what is read.
            "crawlers.middleware.patience.Patience": 560,
            # In the place of Scrapy's own, which takes a body that was cut for a whole one.
            "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
            "crawlers.middleware.packing.Unpacking": 590,
            # In the place of Scrapy's own, which follows anywhere; behind decompression, as what is kept is.
            "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
            "crawlers.middleware.redirects.Redirects": 587,
            # Behind Scrapy's own obedience (100), which asks for the rules; farther than retries.
            "crawlers.middleware.robots.Robots": 120,
            # Behind redirects: an archive leads from one instant to another.
            "crawlers.middleware.mementos.Mementos": 586,
            "crawlers.middleware.keeping.Keeping": 585,
        },
        "EXTENSIONS": {"scrapy.extensions.corestats.CoreStats": None, "scrapy.extensions.logstats.LogStats": None},
    }
