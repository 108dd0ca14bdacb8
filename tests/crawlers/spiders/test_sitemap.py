from __future__ import annotations

from datetime import date

import pytest

from crawlers.job import Plan
from crawlers.source import SitemapRules

URL = "https://m.example/sitemap.xml"


def map_of(*rows):
    """Return a map of addresses, each with the date of its change."""
    return "".join(
        ["<urlset>"]
        + [f"<url><loc>{url}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>" for url, day in rows]
        + ["</urlset>"]
    ).encode()


def maps_of(*rows):
    """Return an index of maps."""
    return map_of(*rows).replace(b"urlset", b"sitemapindex").replace(b"url>", b"sitemap>")


def collect(spider, body):
    """Return what a backfill wants of a map."""
    entries = spider.read_index(body, None, URL).entries
    return spider.walk.choose(entries, [spider.days_of(entry) for entry in entries])


def back(first, last):
    """Return the plan of a backfill."""
    return Plan(mode="enumerate", window=(first, last))


def test_what_changed_last_comes_first_and_the_future_says_nothing(spider):
    """Pages come in order of their change; one that claims to be of the future is as good as undated."""
    body = map_of(("/a", "2018-05-11"), ("/x", "2999-01-01"), ("/c", "2018-05-13"), ("/n", ""), ("/b", "2018-05-12"))
    index = spider("sitemap").read_index(body, "application/xml", URL)
    assert [entry.url.rpartition("/")[2] for entry in index.entries] == ["c", "b", "a", "x", "n"]
    assert index.entries[0].updated == "2018-05-13"
    assert index.entries[0].published == ""


def test_patterns_choose_what_is_an_item(spider):
    """Only addresses that a pattern of `include` fits are items, and none that one of `exclude` does."""
    rules = SitemapRules(include=("*/news/*", "*/bulletins/*"), exclude=("*/news/sport-*",))
    pages = ["/news/1", "/bulletins/2", "/news/sport-3", "/about"]
    index = spider("sitemap", sitemap=rules).read_index(map_of(*((page, "") for page in pages)), None, URL)
    assert [entry.url for entry in index.entries] == ["https://m.example/news/1", "https://m.example/bulletins/2"]


def test_a_crawl_looks_at_the_newest_and_a_backfill_at_all(spider):
    """Of a large map a crawl takes what changed last; of one without dates both ends: nobody says which is new."""
    dated = map_of(*((f"/{n}", f"2018-05-{n % 28 + 1:02}") for n in range(500)))
    undated = map_of(*((f"/{n}", "") for n in range(500)))
    newest = spider("sitemap").read_index(dated, None, URL).entries
    assert {entry.updated for entry in newest} == {f"2018-05-{day}" for day in (23, 24, 25, 26, 27, 28)}
    ends = [entry.url.rpartition("/")[2] for entry in spider("sitemap").read_index(undated, None, URL).entries]
    assert (len(ends), ends[0], ends[-1]) == (100, "0", "499")
    plan = back(date(2018, 5, 1), date(2018, 5, 2))
    assert len(spider("sitemap", plan).read_index(dated, None, URL).entries) == 500


def test_an_index_leads_to_the_maps_that_can_hold_something(spider):
    """A backfill leaves out maps that were last changed before its days; a crawl reads those changed last."""
    body = maps_of(("/1.xml", "2018-01-31"), ("/2.xml", "2018-05-13"), ("/3.xml", ""))
    plan = back(date(2018, 5, 1), date(2018, 5, 2))
    assert spider("sitemap", plan).read_index(body, None, URL).parts == (
        "https://m.example/2.xml",
        "https://m.example/3.xml",
    )
    many = maps_of(*((f"/{n}.xml", f"2018-05-{n + 1:02}") for n in range(28)))
    assert spider("sitemap").read_index(many, None, URL).parts[0] == "https://m.example/27.xml"
    one = spider("sitemap")
    assert len(one.read_index(many, None, URL).parts) == 10
    assert not one.windowed  # so that a crawl which finds nothing in them tells it


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        (("/2018/05/13/day", "2024-01-01"), True),
        (("/2018-05-14/day", ""), False),
        (("/2018/05/report", ""), True),
        (("/2018/04/report", "2018-05-13"), False),
        (("/20180513-day", ""), True),
        (("/day", "2018-05-12"), False),
        (("/day", "2018-05-14"), True),
        (("/day", "2999-05-14"), True),
        (("/day", ""), True),
        (("/2018/02/31/day", ""), True),
        (("/201805135", ""), True),
    ],
)
def test_a_backfill_wants_what_can_be_of_its_days(spider, row, wanted):
    """A date in the address bounds a page's day, and so does its last change: it was published before."""
    one = spider("sitemap", back(date(2018, 5, 13), date(2018, 5, 13)))
    found, _ = collect(one, map_of(row))
    assert bool(found) is wanted


def test_news_are_of_the_day_that_they_state(spider):
    """The date of publication of a map of news decides, whenever the page was changed."""
    news = "<news:publication_date>2018-05-13T22:30:00Z</news:publication_date><news:title>One</news:title>"
    row = f'<url xmlns:news="n"><loc>/1</loc><lastmod>2020-01-01</lastmod><news:news>{news}</news:news></url>'
    one = spider("sitemap", back(date(2018, 5, 14), date(2018, 5, 14)))
    (entry,), _ = collect(one, f"<urlset>{row}</urlset>".encode())
    assert (entry.title, entry.published) == ("One", "2018-05-13T22:30:00Z")


def test_a_map_that_breaks_off_is_a_fault_beside_what_it_lists(spider):
    """What a map lists before it breaks is taken, and that there is more is told."""
    one = spider("sitemap")
    index = one.read_index(map_of(("/a", ""), ("/b", ""))[:-20], None, URL)
    assert [entry.url for entry in index.entries] == ["https://m.example/a"]
    assert [fault.code for fault in one.job.report.faults] == ["cut"]
