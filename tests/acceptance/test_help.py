from __future__ import annotations

import pytest

pytestmark = pytest.mark.acceptance


def test_help_fills_the_width_it_has(desk):
    """The paragraphs of a help page are broken for the reader's terminal, not where the source's lines end."""
    desk.environment["COLUMNS"] = "250"
    assert "asked for again; running daemons and workers take part." in desk.run("backfill", "--help")
    desk.environment["COLUMNS"] = "60"
    assert max(len(line) for line in desk.run("backfill", "--help").splitlines()) <= 60
