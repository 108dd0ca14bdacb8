"""The outside world becomes captures."""
