from __future__ import annotations

import time

import pytest

from crawlers.gate import find_gate

FORM = '<form action="/in"><p>Log in to go on.</p><input name="u"><input type="password"><button>Go</button></form>'
CAPTCHA = '<p>Checking your browser.</p><div class="g-recaptcha" data-sitekey="k7"></div><p>© 2026</p>'
BULLETIN = "<p>Over the past day 1,866 people left the zone.</p>"
NEWS = "<p>" + "The ministry spoke of many who had left, and named none. " * 20 + "</p>"


LOGIN, PERSON = "a login", "proof that a person reads"


@pytest.mark.parametrize(("page", "asked"), [
    (FORM, LOGIN), (FORM.replace('"password"', "password").upper(), LOGIN),
    (CAPTCHA, PERSON), ('<form id="challenge-form" action="/x?__cf-chl=1">Wait</form>', PERSON),
    (FORM + BULLETIN, None), (CAPTCHA + BULLETIN, None), (FORM + NEWS, None), (BULLETIN, None), (NEWS, None),
    ("", None), ("<p>A captcha was solved by a robot, researchers say.</p>", None), (FORM + " " * 300_000, None),
])  # fmt: skip
def test_a_gate_is_told_from_a_page_that_has_a_box_to_log_in(page, asked):
    """Fault 6: a short page with a password to type or a proof to give is a gate, unless it states a number."""
    assert find_gate(f"<html><body>{page}</body></html>".encode(), "text/html; charset=utf-8") == asked


def test_looking_for_a_gate_takes_time_in_proportion():
    """A quarter of a megabyte of tags that nearly match is looked at within a second."""
    begun = time.perf_counter()
    for page in (b"<input " * 36_000, b"<input type=" * 20_000, b"<form captch" * 20_000, FORM.encode() * 1800):
        find_gate(page, None)
    assert time.perf_counter() - begun < 2
