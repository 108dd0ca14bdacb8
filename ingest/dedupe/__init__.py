"""One page, one story, one statement: addresses, names, stories and figure_match. Pure."""

from ingest.dedupe.address import address_by_content, canonical_address
from ingest.dedupe.mention import Mention
from ingest.dedupe.name import Originators, fold_name
from ingest.dedupe.statement import Statement, match_figures
from ingest.dedupe.story import tells_the_same

__all__ = [
    "Mention",
    "Originators",
    "Statement",
    "address_by_content",
    "canonical_address",
    "fold_name",
    "match_figures",
    "tells_the_same",
]
