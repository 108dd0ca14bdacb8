"""A spider at work on recorded answers, without any network: what it asks for is answered from the folder."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, cast

from scrapy.http import Response

from crawlers.crawl import SPIDERS
from crawlers.job import GOOD, CrawlReport, Job
from crawlers.middleware.budget import Budget
from crawlers.middleware.keeping import capture_of
from crawlers.silence import find_silence
from crawlers.trial.notebook import Notebook
from crawlers.trial.reading import try_source
from crawlers.trial.recording import ANSWERS, load_recording
from crawlers.trial.steps import Trial
from ingest.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from scrapy import Request

    from crawlers.job import Plan
    from crawlers.source import Source
    from crawlers.trial.recording import Recording


async def replay_folder(catalog: Mapping[str, Source], folder: Path) -> Trial:
    """Try a recorded source of a catalogue.

    Raises:
        UsageError: the folder holds no recording, or that of a source that is not declared.
    """
    recording = load_recording(folder)
    if recording.source not in catalog:
        raise UsageError(f"{folder / ANSWERS} is of the source {recording.source!r}, and there is none of that name.")
    source, notebook = catalog[recording.source], Notebook(at=recording.recorded_at)
    reading = await try_source(source, notebook, lambda plan: replay(source, recording, folder, notebook, plan))
    return Trial(source, notebook, reading, recording.recorded_at)


async def replay(source: Source, recording: Recording, folder: Path, notebook: Notebook, plan: Plan) -> CrawlReport:
    """Do what `plan` says on recorded answers; what was not recorded brings nothing."""
    job = Job(source=source, archive=notebook, plan=plan, budget=Budget(source, notebook))
    spider = SPIDERS[job.way](job=job)
    waiting: deque[Request] = deque([request async for request in spider.start()])
    while waiting:
        request = waiting.popleft()
        answer = recording.find(request.meta["address"])
        if answer is None:
            continue
        headers = {"Content-Type": answer.media_type} if answer.media_type else {}
        body = (folder / answer.file).read_bytes()
        response = Response(request.url, status=answer.status, headers=headers, body=body, request=request)
        notebook.put(capture_of(job, request, response), body)
        job.count(answer.status, request.meta["role"])
        if answer.status != GOOD:
            continue
        callback = cast("Callable[[Response], Any]", request.callback)
        followed = callback(response)
        if hasattr(followed, "__aiter__"):
            waiting.extend([one async for one in followed])
        else:
            await followed
    job.report.faults += find_silence(job, spider.read_index)
    return job.report
