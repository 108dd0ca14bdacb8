from __future__ import annotations

import pytest

from crawlers.error_class import CLASSES, chief_class, class_of
from crawlers.job import Fault


def fault(code, step="fetch"):
    return Fault(step=step, code=code, sentence="It failed.", url=None, passing=True)


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("drift", "layout"), ("certificate", "network"),
        ("http_404", "http"), ("unreachable", "network"), ("robots", "robots"), ("empty", "layout"), ("moved", "moved"),
        ("private", "private"), ("busy", "http"), ("gate", "layout"), ("x\n{}", "other"), ("", "other"),
    ],
)  # fmt: skip
def test_every_code_has_a_class_of_a_fixed_set(code, named):
    """Whatever a fault is called, its class is one of a few words."""
    assert class_of(code) == named
    assert named in CLASSES


def test_what_befell_the_index_weighs_most():
    """A crawl whose index could not be had is of that class, however many pages failed otherwise."""
    assert chief_class([]) is None
    assert chief_class([fault("cut", "warc")]) == "archive"
    assert chief_class([fault("http_404"), fault("http_410"), fault("unreachable")]) == "http"
    assert chief_class([fault("http_404"), fault("http_410"), fault("unreachable", "feed")]) == "network"
