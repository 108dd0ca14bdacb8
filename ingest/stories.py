"""Which documents tell one story: a new one unites the stories that it links."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ingest.store import DocumentStore


class Stories:
    """The stories that a batch of new documents joins, one document after another, written at the end."""

    def __init__(self, documents: DocumentStore, linked: Iterable[int]) -> None:
        """Take up the stories of the documents `linked`, which stand in the records."""
        self._documents = documents
        known = set(documents.stories(sorted(linked)).values())
        self._story_of = documents.members(sorted(known)) if known else {}
        self._members: dict[int, set[int]] = {}
        for document, story in self._story_of.items():
            self._members.setdefault(story, set()).add(document)
        self._moved: list[tuple[int, int]] = []

    @property
    def members(self) -> list[int]:
        """All documents of the stories."""
        return sorted(self._story_of)

    def join(self, number: int, linked: Collection[int]) -> list[int]:
        """Put a new document into one story with those that it is linked with; return the story's documents."""
        old = {self._story_of[document] for document in linked}
        members = set[int]().union(*(self._members.pop(story) for story in old), {number})
        story = min(members)
        moved = sorted(one for one in members if self._story_of.get(one) != story)
        self._moved += [(document, story) for document in moved]
        self._story_of.update(dict.fromkeys(moved, story))
        self._members[story] = members
        return sorted(members)

    def write(self) -> None:
        """Write who joined which story."""
        self._documents.add_members(self._moved)
