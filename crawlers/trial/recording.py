"""Recorded answers of a source: a folder of bodies as they came, with answers.json that says what each answers."""

from __future__ import annotations

import mimetypes
import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from crawlers.job import GOOD
from ingest.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawlers.trial.notebook import Note

ANSWERS: Final = "answers.json"
READ: Final = "read.json"
"""What was read in them, for whoever replays them."""

_ENDINGS: Final = {"application/rss+xml": ".xml", "application/atom+xml": ".xml", "application/pdf": ".pdf"}


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What an address answered; `file` holds the bytes and stands beside."""

    url: str
    role: Literal["index", "item", "other"]
    file: str
    media_type: str | None = None
    status: int = GOOD


class Recording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All answers of one trial of a source, and when they came: no page is later than that."""

    source: str
    recorded_at: datetime
    answers: tuple[Answer, ...]

    def find(self, url: str) -> Answer | None:
        """Return the answer of an address, or None."""
        return next((answer for answer in self.answers if answer.url == url), None)


def load_recording(folder: Path) -> Recording:
    """Return the recording in a folder.

    Raises:
        UsageError: there is none, or it is damaged.
    """
    path = folder / ANSWERS
    try:
        recording = msgspec.json.decode(path.read_bytes(), type=Recording)
    except OSError as error:
        raise UsageError(f"{folder} holds no recorded answers: {path} cannot be read ({error.strerror}).") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is damaged: {error}.") from None
    if recording.recorded_at.tzinfo is None:
        raise UsageError(f"{path}: recorded_at lacks its zone: add it, as in +00:00.")
    for answer in recording.answers:
        # A folder may come from somebody else: it must not read other files of whoever replays it.
        if Path(answer.file).name != answer.file or not (folder / answer.file).is_file():
            raise UsageError(f"{path}: {answer.file!r} is no file that stands beside it.")
    return recording


def save_recording(folder: Path, source: str, at: datetime, notes: Iterable[Note]) -> Recording:
    """Write answers and their bodies into a folder, in the place of an earlier recording there.

    Raises:
        UsageError: the folder holds something else.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / ANSWERS).exists():
        raise UsageError(f"{folder} holds something that is no recording: name another folder by --into.")
    fresh = folder.with_name(f".{folder.name}-new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    answers: list[Answer] = []
    for note in notes:
        if note.body is None or any(note.capture.url == answer.url for answer in answers):
            continue
        role = note.capture.role
        number = 1 + sum(answer.role == role for answer in answers)
        name = f"{role}-{number}{_ending(note.capture.media_type)}"
        (fresh / name).write_bytes(note.body)
        answers.append(
            Answer(
                url=note.capture.url,
                role=role,
                file=name,
                media_type=note.capture.media_type,
                status=note.capture.status,
            )
        )
    recording = Recording(source=source, recorded_at=at, answers=tuple(answers))
    (fresh / ANSWERS).write_bytes(msgspec.json.format(msgspec.json.encode(recording)) + b"\n")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return recording


def _ending(media_type: str | None) -> str:
    named = (media_type or "").partition(";")[0].strip().lower()
    return _ENDINGS.get(named) or mimetypes.guess_extension(named) or ".bin"
