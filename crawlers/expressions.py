"""What is wrong with the selectors and expressions of a source's file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import jmespath
from cssselect import SelectorError
from jmespath.exceptions import JMESPathError
from parsel import Selector

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crawlers.source import ApiRules, ListingRules, Source
    from ingest.parse.article import ArticleRules


def wrong_expressions(source: Source) -> Iterator[tuple[str, str]]:
    """Yield the dotted key of each expression that cannot be used, and the rest of the sentence that says why."""
    tables: Mapping[str, ListingRules | ArticleRules | None] = {"listing": source.listing, "article": source.article}
    for table, rules in tables.items():
        for name in ("item", "link", "published", "title", "next", "text"):
            problem = _problem_of_selector(getattr(rules, name, None))
            if problem:
                yield f"{table}.{name}", problem
    if source.api is not None:
        yield from _wrong_api(source.api)


def _wrong_api(rules: ApiRules) -> Iterator[tuple[str, str]]:
    for name in ("items", "link", "title", "published", "updated", "guid", "text", "next"):
        problem = _problem_of_path(getattr(rules, name))
        if problem:
            yield f"api.{name}", problem
    if rules.link is None and (rules.text is None or rules.guid is None):
        yield "api.link", "is missing: without it, text and guid must say what an item is and which"
    if rules.window is not None and set(re.findall(r"\{[^{}]*\}", rules.window)) != {"{first}", "{last}"}:
        yield "api.window", "must hold {first} and {last}, the days of a backfill, and nothing else in braces"


def _problem_of_selector(rule: str | None) -> str | None:
    try:
        if rule is not None:
            Selector(text="<html/>").css(rule)
    except (SelectorError, ValueError) as error:
        return f"is no CSS selector: {error}"
    return None


def _problem_of_path(rule: str | None) -> str | None:
    try:
        if rule is not None:
            jmespath.compile(rule)
    except JMESPathError as error:
        return f"is no JMESPath expression: {' '.join(str(error).split())}"
    return None
