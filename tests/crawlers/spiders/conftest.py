"""Spiders of sources that need no net and no database."""

from __future__ import annotations

import pytest

from crawlers.crawl import SPIDERS
from crawlers.job import Job, Plan
from crawlers.source import Source


@pytest.fixture
def spider():
    """Return what makes a spider of a kind, with a plan and the tables of its source."""

    def make(kind, plan=None, **tables):
        source = Source(
            id="ministry", title="t", publisher="p", originator="o", standing="primary", kind=kind,
            urls=("https://m.example/",), language="en", zone="Europe/Moscow", schedule="every 1h", licence="l",
            **tables,
        )  # fmt: skip
        return SPIDERS[kind](job=Job(source=source, archive=None, budget=None, plan=plan or Plan(mode="crawl")))

    return make
