from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawlers.middleware.patience import read_retry_after

NOW = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("1", 1),
        ("Thu, 01 Jan 2026 12:00:30 GMT", 30),
        ("Thu, 01 Jan 2026 11:00:00 GMT", 0),
        ("", 0),
        ("soon", 0),
        ("-5", 0),
        ("315360000", 315360000),
        ("9" * 5000, 999999999999),
        ("١٢", 0),
    ],
)
def test_retry_after_is_read_as_seconds(value, seconds):
    """Seconds and dates are read; what is past or nonsense asks for no wait."""
    assert read_retry_after(value, NOW) == seconds
