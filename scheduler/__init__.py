"""The running service: commands, daemon, queue and backfills."""
