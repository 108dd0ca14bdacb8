from __future__ import annotations

import pytest

from crawlers.middleware.redirects import is_within


@pytest.mark.parametrize(
    ("url", "within"),
    [
        ("https://ministry.example/new", True),
        ("https://www.ministry.example/new", True),
        ("http://en.ministry.example:8080/", True),
        ("https://agency.example/", False),
        ("https://ministry.example.parked.test/", False),
        ("https://notministry.example/", False),
        ("https://[2001:db8::1]/", False),
    ],
)
def test_a_site_is_what_somebody_registered(url, within):
    """Other hosts under the same registered name are the same site, whatever their scheme and port."""
    assert is_within(url, ["http://www.ministry.example/bulletins"]) is within


def test_two_ministries_of_one_government_are_two_sites():
    """What registers names for others (gov.uk) is no site."""
    assert not is_within("https://health.gov.uk/", ["https://defence.gov.uk/"])
