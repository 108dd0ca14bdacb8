"""A newsroom on localhost: a ministry and wires of every kind, driven by a known truth, with faults on demand."""

from crawlers.rehearsal.declaration import declared, write_sources
from crawlers.rehearsal.press import ALL
from crawlers.rehearsal.server import Newsroom
from crawlers.rehearsal.truth import COLUMNS, Truth, generated_truth, recorded_truth

__all__ = ["ALL", "COLUMNS", "Newsroom", "Truth", "declared", "generated_truth", "recorded_truth", "write_sources"]
