"""Captures become records: parse, deduplicate, extract, match, store, check."""

from ingest.compiled import prefer_compiled

prefer_compiled()
