from __future__ import annotations

from datetime import date

from crawlers.job import Plan
from crawlers.source import ListingRules

WINDOW = (date(2018, 5, 12), date(2018, 5, 13))


def test_a_calendar_is_asked_for_the_days_alone(spider):
    """Where each day has its page, a backfill begins with the pages of its days; a crawl, where the file says."""
    rules = ListingRules(item="li", pages="https://m.example/{date:%d-%m-%Y}")
    one = spider("listing", Plan(mode="enumerate", window=WINDOW), listing=rules)
    roots = one.roots(one.job.source, "listing", WINDOW)
    assert roots == ("https://m.example/13-05-2018", "https://m.example/12-05-2018")
    assert one.roots(one.job.source, "listing", None) == ("https://m.example/",)
    assert one._index(roots[0], root=None).meta["handle_httpstatus_list"] == [400, 404, 410, 416]
