"""A newsroom on localhost: one ministry and three wires, driven by a known truth, with faults on demand."""

from crawlers.rehearsal.declaration import declared, write_sources
from crawlers.rehearsal.server import Newsroom
from crawlers.rehearsal.truth import COLUMNS, Truth, generated_truth, recorded_truth

__all__ = ["COLUMNS", "Newsroom", "Truth", "declared", "generated_truth", "recorded_truth", "write_sources"]
