"""Bytes become pages and feeds. Pure: no fetching, no clock; what is hostile is refused or cut, never trusted."""
