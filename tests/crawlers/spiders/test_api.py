from __future__ import annotations

import json
from datetime import date

import pytest

from crawlers.crawl import roots_of
from crawlers.job import Entry, Plan
from crawlers.source import ApiRules
from ingest.errors import TallywireError

URL = "https://api.example/v1/reports?limit=2"
RELIEF = ApiRules(
    items="data[].fields",
    link="url",
    title="title",
    published="date.created",
    updated="date.changed",
    guid="id",
    text='"body-html" || body',
    next="links.next.href",
    window="from={first}&to={last}",
)
ANSWER = {
    "links": {"next": {"href": "/v1/reports?limit=2&offset=2"}},
    "data": [
        {
            "fields": {
                "id": 4711,
                "url": "https://r.example/report/1",
                "title": "Situation report",
                "date": {"created": "2018-05-13T15:00:00+00:00", "changed": "2018-05-14T15:00:00+00:00"},
                "body-html": "<p>1,866 people left.</p><p>2,348 came.</p>",
            }
        },
        {"fields": {"id": 4712, "url": "https://r.example/report/2", "title": "Map"}},
    ],
}


def test_items_with_a_text_are_documents_of_their_own(spider):
    """An item gives address, dates, identity and text; one that says nothing where texts are wanted is left out."""
    index = spider("api", api=RELIEF).read_index(json.dumps(ANSWER).encode(), "application/json", URL)
    assert index.entries == [
        Entry(
            url="https://r.example/report/1",
            title="Situation report",
            published="2018-05-13T15:00:00+00:00",
            updated="2018-05-14T15:00:00+00:00",
            guid="4711",
            text="Situation report\n\n1,866 people left.\n2,348 came.",
        )
    ]
    assert index.older == "https://api.example/v1/reports?limit=2&offset=2"


def test_items_without_a_text_are_pages(spider):
    """Where no text is declared, each item leads to its page; seconds since 1970 are a date."""
    rules = ApiRules(
        items="@", link="link", title="title.rendered", published="time", pages="https://m.example/?p={page}"
    )
    answer = [{"link": "/a", "title": {"rendered": "Food &amp; water"}, "time": 1526223600}, {"title": "lost"}, 7]
    one = spider("api", api=rules)
    index = one.read_index(json.dumps(answer).encode(), None, URL)
    assert index.entries == [
        Entry(url="https://api.example/a", title="Food & water", published="2018-05-13T15:00:00+00:00")
    ]
    assert one.walk.older(URL, index, goes_on=True) == "https://m.example/?p=1"


def test_an_item_without_an_address_is_known_by_its_guid(spider):
    """A text under the same guid is the same item, whatever it says."""
    rules = ApiRules(items="data", guid="id", text="body")
    urls = set()
    for said in ("1,866 people left.", "1,868 people left."):
        (entry,) = spider("api", api=rules).read_index(
            json.dumps({"data": [{"id": 1, "body": said}]}).encode(), None, URL
        ).entries  # fmt: skip
        assert entry.text == said
        urls.add(entry.url)
    assert len(urls) == 1


@pytest.mark.parametrize("answer", ["{}", '{"data": 7}', '{"data": null}', "[]", '"data"', "7"])
def test_an_answer_of_another_shape_is_told_and_never_a_zero(spider, answer):
    """Where the list is not, nothing is said of how much is in it."""
    rules = ApiRules(items="data", link="url")
    with pytest.raises(TallywireError, match="data"):
        spider("api", api=rules).read_index(answer.encode(), None, URL)


def test_hostile_items_are_left_out(spider):
    """Items that are no items, addresses that lead nowhere and numbers without measure harm nobody."""
    items = [None, 1, [], {"url": {}}, {"url": "javascript:alert(1)"}, {"url": "http://[::1"}, {"url": "/a", "id": 1}]
    answer = json.dumps({"data": items}).replace('"id": 1', f'"id": {"9" * 5000}')
    rules = ApiRules(items="data", link="url", guid="id")
    (entry,) = spider("api", api=rules).read_index(answer.encode(), None, URL).entries
    assert entry.guid == "9" * 5000


def test_a_backfill_asks_for_its_days(spider):
    """The window is added to the query, and an answer without items is then no alarm."""
    window = (date(2018, 5, 12), date(2018, 5, 13))
    one = spider("api", Plan(mode="enumerate", window=window), api=RELIEF)
    assert roots_of(one.job.source, "api", window) == ("https://m.example/?from=2018-05-12&to=2018-05-13",)
    assert one.windowed
    assert not spider("api", api=RELIEF).windowed
