"""Captures become records: parse, deduplicate, extract, match, store, check."""
