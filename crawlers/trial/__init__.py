"""Trying a source: its answers are kept in memory or a folder, read by the real spiders, and judged step by step."""
