from __future__ import annotations

from datetime import date, timedelta
from random import Random

from crawlers.rehearsal import generated_truth
from crawlers.rehearsal.press import OUTLETS, publish
from ingest.dedupe.cluster import gather_stories
from ingest.dedupe.gist import gist_of

BULLETINS = generated_truth(30).bulletins
TEXTS = {
    f"{outlet.name}-{bulletin.day}": (piece.title, "\n\n".join(piece.paragraphs), piece.published_at.date())
    for bulletin in BULLETINS
    for outlet in OUTLETS
    for piece in [publish(outlet, bulletin)]
}
GISTS = {name: gist_of(f"{title}\n\n{body}", day) for name, (title, body, day) in TEXTS.items()}


def test_a_bulletin_and_its_wires_are_one_story_each_day():
    """Thirty days of a ministry and three wires are thirty stories, each named after its earliest text."""
    found = gather_stories(GISTS)
    assert {name: story[-10:] for name, story in found.items()} == {name: name[-10:] for name in GISTS}
    assert len(set(found.values())) == len(BULLETINS)


def test_the_order_of_the_texts_does_not_matter():
    """In any order of arrival the same texts are the same stories under the same names."""
    names = list(GISTS)
    wanted = gather_stories(GISTS)
    for seed in range(5):
        Random(seed).shuffle(names)
        assert gather_stories({name: GISTS[name] for name in names}) == wanted


def test_without_days_the_numbers_decide():
    """Texts that state no day are put together by what they say."""
    undated = {name: gist_of(f"{title}\n\n{body}", None) for name, (title, body, _) in TEXTS.items()}
    assert len(set(gather_stories(undated).values())) == len(BULLETINS)


def test_a_thousand_texts_with_one_phrase_are_told_apart():
    """What everybody writes is no evidence, and costs no time that grows with its square."""
    day = date(2018, 5, 13)
    said = "The monitors of the mission said that {} people had come home."
    texts = {str(n): gist_of(said.format(n * 7 + 1000), day + timedelta(n)) for n in range(1000)}
    assert len(set(gather_stories(texts).values())) == len(texts)
