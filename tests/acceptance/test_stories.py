from __future__ import annotations

import json
from datetime import date

import pytest

from crawlers.rehearsal import Newsroom, recorded_truth, write_sources

pytestmark = pytest.mark.acceptance

TEXTS = [
    {"id": 7, "published_at": "2018-05-13", "title": "Bulletin", "text": "1,866 left by the gate, 2,348 by the road."},
    {"id": "7", "published_at": "2018-05-13", "text": "By the road went 2,348, and 1,866 took the other way."},
    {"id": "b", "published_at": "2018-05-14", "title": "Bulletin", "text": "1,127 left by the gate, 986 by the road."},
    {"id": "c", "text": "Nothing is counted here."},
]
LINES = "".join(json.dumps(text) + "\n" for text in TEXTS)


def test_each_document_is_answered_with_its_story(desk):
    """Documents come in lines and are answered in lines, in their order; 7 and "7" are two documents."""
    said = [json.loads(line) for line in desk.run("stories", "--jsonl", given=LINES).splitlines()]
    assert said == [
        {"id": 7, "story": "7"},
        {"id": "7", "story": "7"},
        {"id": "b", "story": "b"},
        {"id": "c", "story": "c"},
    ]


def test_a_person_is_shown_the_stories_told_by_several(desk):
    """Without --jsonl the stories of several documents are tables, the others a number."""
    file = desk.home / "texts.jsonl"
    file.write_text(LINES, "utf-8")
    said = desk.run("stories", str(file))
    assert "4 documents tell 3 stories; 2 are told by one document alone." in said
    assert "2018-05-13" in said


@pytest.mark.parametrize(
    ("lines", "sentence", "code"),
    [
        ("{}\n", "Line 1 was not read", 1),
        ('{"id": 1, "text": "a"}\n{"id": 1, "text": "b"}\n', "Line 2 was not read: the id 1 is that of an earlier", 1),
        ('{"id": 1, "text": "a", "published_at": "yesterday"}\n', "published_at is 'yesterday'", 1),
    ],
)
def test_a_wrong_line_is_named(desk, lines, sentence, code):
    """What cannot be read is named by its line."""
    assert sentence in desk.run("stories", "--jsonl", given=lines, code=code)


def test_a_story_is_shown_with_who_told_what_first(desk):
    """Documents in order of publication, and each number once with the outlets that carry it, the first one first."""
    with Newsroom(recorded_truth()) as newsroom:
        newsroom.publish_until(date(2018, 5, 13))
        for name in write_sources(desk.home / "sources", newsroom.url)[:2]:
            desk.run("backfill", name, "--from", "2018-05-13", "--to", "2018-05-14")
    said = desk.run("story", "1")
    assert said.index("rehearsal-ministry") < said.index("rehearsal-harbour")
    assert "13,582" in said
    assert "rehearsal-ministry, then rehearsal-harbour" in said
    assert "There is no document 99" in desk.run("story", "99", code=2)
