"""How fast documents are read on one core, beside quantulum3 (quantities) and dateparser (dates) on the same texts.

Every measurement runs in a process of its own, so that no cache is warm; what is loaded once (word lists, models)
counts in. Documents are made up by the rehearsal's press, or taken from a file with one JSON object a line.
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
from ingest.extract import extract
from ingest.extract.records import read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LENGTH = 2000
DAYS = 4000
PEERS = ("quantulum3", "dateparser")


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
    """Yield the documents of a file, each text once."""
    seen = set()
    for line in path.read_text("utf-8").splitlines():
        document = json.loads(line)
        if document["text"] not in seen and len(seen) < count:
            seen.add(document["text"])
            yield {"published_at": "2018-05-14"} | document


def reader_of(name: str) -> Callable[[dict[str, str]], object]:
    """Return what reads one document by the tool of that name."""
    if name == "quantulum3":
        from quantulum3 import parser  # noqa: PLC0415 - each process loads one tool

        return lambda document: parser.parse(document["text"])
    if name == "dateparser":
        from dateparser.search import search_dates  # noqa: PLC0415 - the same

        return lambda document: search_dates(document["text"], languages=["en"])
    return lambda document: extract(read_document(json.dumps(document))[1])


def measure(name: str, path: Path) -> None:
    """Print the seconds that a tool takes for the documents of a file."""
    documents = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    read = reader_of(name)
    begun = time.perf_counter()
    for document in documents:
        read(document)
    print(time.perf_counter() - begun)


def seconds(name: str, documents: list[dict[str, str]], runs: int) -> float:
    """Return the median of the seconds that a tool takes, each time in a new process on one core."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "documents.jsonl"
        path.write_text("".join(json.dumps(document) + "\n" for document in documents), "utf-8")
        command = [sys.executable, "-P", __file__, "--measure", name, "--documents", str(path)]
        taken = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(runs)]
    return statistics.median(float(one) for one in taken)


def compare(options: argparse.Namespace) -> None:
    """Print the table."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    made = make_documents(options.count, LENGTH)
    documents = list(read_lines(options.documents, options.count) if options.documents else made)
    ours = seconds("tallywire", documents, options.runs)
    size = statistics.mean(len(document["text"]) for document in documents)
    load = os.getloadavg()[0]
    print(f"{len(documents)} distinct documents of {size:.0f} characters; load {load:.1f}; median of {options.runs}")
    print(f"tallywire   {len(documents) / ours:9.1f} documents a second, {len(documents) * size / ours / 1e6:.2f} MB/s")
    few = documents[: options.peers]
    base = seconds("tallywire", few, options.runs)
    for name in PEERS:
        peer = seconds(name, few, 1)
        print(
            f"{name:11} {len(few) / peer:9.1f} documents a second: {peer / base:.0f} times as long ({len(few)} of them)"
        )
    double = [
        one | {"text": one["text"] + "\n\n" + other["text"]} for one, other in zip(few, few[1:] + few[:1], strict=True)
    ]
    print(f"twice the length takes {seconds('tallywire', double, options.runs) / base:.2f} times as long")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--documents", type=Path, help="documents, one JSON object a line: id, title, published_at, text"
    )
    parser.add_argument("--count", type=int, default=1000, help="how many documents (1000)")
    parser.add_argument("--peers", type=int, default=50, help="how many of them the peers read (50): they are slow")
    parser.add_argument("--runs", type=int, default=5, help="how often ours is measured (5)")
    parser.add_argument("--measure", choices=["tallywire", *PEERS], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure, options.documents)
    else:
        compare(options)


if __name__ == "__main__":
    main()
