"""How fast documents are read on one core, beside quantulum3 (quantities) and dateparser (dates) on the same texts.

The extractor is measured as machine code, where ops/compile could make it, and as Python.

Every measurement runs in a process of its own, so that no cache is warm; what is loaded once (word lists, models)
counts in. Documents are made up by the rehearsal's press, dense with numbers as bulletins are, or taken from a file
with one JSON object a line, such as texts of your own.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from crawlers.rehearsal import generated_truth
from crawlers.rehearsal.press import OUTLETS, publish
from ingest.compiled import is_compiled, prefer_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LENGTH = 2000
DAYS = 4000
PEERS = ("quantulum3", "dateparser")
OURS = ("compiled", "as Python")
SCALED = 200
"""How many documents are read at twice their length: enough for the loading of word lists not to show."""


def make_documents(count: int, length: int) -> Iterator[dict[str, str]]:
    """Yield distinct documents of `length` characters each: pieces of the press, one after another."""
    pieces = (publish(outlet, bulletin) for bulletin in generated_truth(DAYS).bulletins for outlet in OUTLETS)
    for number in range(count):
        piece = next(pieces)
        title, day, text = piece.title, piece.day.isoformat(), "\n\n".join(piece.paragraphs)
        while len(text) < length:
            text += "\n\n" + "\n\n".join(next(pieces).paragraphs)
        yield {"id": f"made-{number}", "title": title, "published_at": day, "text": text[:length]}


def read_lines(path: Path, count: int) -> Iterator[dict[str, str]]:
    """Yield the English documents of a file, each text once."""
    seen = set()
    for line in path.read_text("utf-8").splitlines():
        document = json.loads(line)
        english = (document.get("language") or "en") == "en"
        if english and document["text"] not in seen and len(seen) < count:
            seen.add(document["text"])
            yield document | {"published_at": document.get("published_at") or "2018-05-14"}


def reader_of(name: str) -> Callable[[dict[str, str]], object]:
    """Return what reads one document by the tool of that name."""
    if name == "quantulum3":
        from quantulum3 import parser  # noqa: PLC0415 - each process loads one tool

        return lambda document: parser.parse(document["text"])
    if name == "dateparser":
        from dateparser.search import search_dates  # noqa: PLC0415 - the same

        return lambda document: search_dates(document["text"], languages=["en"])
    if name == "as Python":
        prefer_sources()
    from ingest.extract import extract  # noqa: PLC0415 - the same
    from ingest.extract.records import read_document  # noqa: PLC0415 - the same

    return lambda document: extract(read_document(json.dumps(document))[1])


def measure(name: str, path: Path) -> None:
    """Print the seconds that a tool takes for the documents of a file, those it works, how many figures and numbers."""
    documents = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    read = reader_of(name)
    begun, worked = time.perf_counter(), time.process_time()
    found = [read(document) for document in documents]
    taken = time.perf_counter() - begun, time.process_time() - worked
    ours = found if name in OURS else []
    print(json.dumps([*taken, sum(len(one.figures) for one in ours), sum(len(one.numerals) for one in ours)]))


def run(name: str, documents: list[dict[str, str]], runs: int) -> list[float]:
    """Return what `measure` prints, the median by the time taken of several new processes on one core."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "documents.jsonl"
        path.write_text("".join(json.dumps(document) + "\n" for document in documents), "utf-8")
        command = [sys.executable, "-P", __file__, "--measure", name, "--documents", str(path)]
        answers = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(runs)]
    return statistics.median_low([json.loads(answer) for answer in answers])


def compare(options: argparse.Namespace) -> None:
    """Print the table."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    made = make_documents(options.count, LENGTH)
    documents = list(read_lines(options.documents, options.count) if options.documents else made)
    size, count = statistics.mean(len(document["text"]) for document in documents), len(documents)
    results = {name: run(name, documents, options.runs) for name in (OURS if is_compiled() else OURS[1:])}
    fastest, (_, _, figures, numerals) = next(iter(results.items()))
    print(f"{count} distinct documents of {size:.0f} characters with {numerals / count:.1f} numbers, of which")
    print(f"{figures / count:.1f} are figures; load {os.getloadavg()[0]:.1f}; median of {options.runs}, caches cold")
    for name, (taken, worked, *_) in results.items():
        speed = f"{count / taken:9.1f} documents a second, {count * size / taken / 1e6:.2f} MB/s"
        print(f"tallywire, {name:10}{speed}; {count / worked:.1f} in a second of the processor's time")
    few = documents[: options.peers]
    base = run(fastest, few, options.runs)[0]
    for name in PEERS:
        peer = run(name, few, 1)[0]
        print(
            f"{name:21}{len(few) / peer:9.1f} documents a second: {peer / base:.0f} times as long ({len(few)} of them)"
        )
    some = documents[:SCALED]
    double = [
        one | {"text": one["text"] + "\n\n" + other["text"]}
        for one, other in zip(some, some[1:] + some[:1], strict=True)
    ]
    growth = run(fastest, double, options.runs)[1] / run(fastest, some, options.runs)[1]
    print(f"twice the length takes {growth:.2f} times the processor's time ({len(some)} of them)")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--documents", type=Path, help="documents, one JSON object a line: id, title, published_at, text"
    )
    parser.add_argument("--count", type=int, default=1000, help="how many documents (1000)")
    parser.add_argument("--peers", type=int, default=50, help="how many of them the peers read (50): they are slow")
    parser.add_argument("--runs", type=int, default=5, help="how often ours is measured (5)")
    parser.add_argument("--measure", choices=[*OURS, *PEERS], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure, options.documents)
    else:
        compare(options)


if __name__ == "__main__":
    main()
