from __future__ import annotations

import pytest

from crawlers.discovery.zones import guess_zone


@pytest.mark.parametrize(
    ("url", "printed", "zone"),
    [
        ("https://dmc.gov.lk/", [], "Asia/Colombo"),
        ("https://news.example.co.uk/", ["Mon, 13 May 2024 10:00:00 GMT"], "Europe/London"),
        ("https://tass.example.ru/", ["2024-05-13T10:00:00+03:00"], "Europe/Moscow"),
        ("https://x.example.ru/", ["2024-05-13T10:00:00+10:00"], "Asia/Vladivostok"),
        ("https://news.example.com/", ["Mon, 13 May 2024 10:00:00 +0530"], "UTC"),
        ("https://news.example.com/", ["2024-05-13T10:00:00-04:00", "x"], "Etc/GMT+4"),
        ("http://127.0.0.1:8000/", ["2024-05-13T10:00:00+03:00"], "Etc/GMT-3"),
        ("https://news.example.com/", ["2024-05-13T10:00:00Z", "13 May 2024"], "UTC"),
    ],
)
def test_a_zone_is_guessed_by_country_and_offset(url, printed, zone):
    """The country's zone whose offset is printed, the first of the country, or one of that offset; else UTC."""
    guess = guess_zone(url, printed)
    assert guess.zone == zone
    assert guess.why
