"""The records, by what they are: one short method a statement, one statement a file in ingest/sql.

No method opens a transaction: whoever calls decides what belongs together (`ingest.pipeline`, `ingest.archive`).
"""

from ingest.store.captures import CaptureStore, KeptCapture
from ingest.store.documents import DocumentStore
from ingest.store.findings import FindingStore
from ingest.store.observations import ObservationStore
from ingest.store.turns import PacedBy, Rest, TurnStore

__all__ = [
    "CaptureStore",
    "DocumentStore",
    "FindingStore",
    "KeptCapture",
    "ObservationStore",
    "PacedBy",
    "Rest",
    "TurnStore",
]
