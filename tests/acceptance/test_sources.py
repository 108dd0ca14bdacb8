from __future__ import annotations

import pytest

from crawlers.rehearsal import Newsroom, recorded_truth, write_sources

pytestmark = pytest.mark.acceptance


@pytest.fixture(scope="module")
def newsroom():
    """A ministry and three wires that have published all their recorded days."""
    with Newsroom(recorded_truth()) as newsroom:
        yield newsroom


@pytest.fixture
def declared(desk, newsroom):
    """The folder where the newsroom's sources are declared in the desk's home."""
    write_sources(desk.home / "sources", newsroom.url)
    return desk.home / "sources" / "zz"


def test_a_trial_tells_each_step_and_leaves_nothing_behind(desk, declared):
    """Robots, index, items, dates, pages and figures are told; the database and the source's file stay as they were."""
    before = (declared / "rehearsal-ministry.toml").read_text()
    said = desk.run("sources", "check", "rehearsal-ministry")
    steps = [line.split()[:2] for line in said.splitlines()]
    for step in ("robots", "index", "items", "dates", "pages", "figures"):
        assert ["ok", step] in steps
    assert "write verified = true" in said
    assert desk.one("SELECT count(*) FROM capture") == 0
    assert (declared / "rehearsal-ministry.toml").read_text() == before


def test_a_source_that_is_not_well_exits_with_one_and_says_what_to_do(desk, declared):
    """Selectors that hit nothing and addresses that answer 404 are problems."""
    path = declared / "rehearsal-ministry.toml"
    good = path.read_text()
    path.write_text(good.replace('item = "article"', 'item = "div.moved"'))
    assert "listing.item" in desk.run("sources", "check", "rehearsal-ministry", code=1)
    path.write_text(good.replace('/ministry/"]', '/nowhere/"]'))
    assert "answered 404" in desk.run("sources", "check", str(path), code=1)


def test_what_a_source_answered_is_recorded_and_replayed_without_it(desk, declared):
    """A recording reads the same offline; where a source's file then finds other things, the replay shows them."""
    desk.run("sources", "check", "rehearsal-harbour", "--record")
    (declared / "rehearsal-harbour.toml").rename(desk.home / "sources" / "rehearsal-harbour.toml")
    assert "all read as recorded" in desk.run("sources", "replay")
    path = desk.home / "sources" / "rehearsal-harbour.toml"
    path.write_text(path.read_text() + '\n[article]\ntext = "footer p"\n')
    said = desk.run("sources", "replay", "rehearsal-harbour", code=1)
    assert "+" in said
    assert "rights reserved" in said
    desk.run("sources", "replay", "--accept")
    assert "all read as recorded" in desk.run("sources", "replay")
