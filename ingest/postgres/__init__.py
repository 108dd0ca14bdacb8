"""The embedded PostgreSQL: the wheel's programs under a starter of our own.

`acquire` starts the server of a home or joins it, and holds it for the life of the process. Every client holds a shared
lock that the kernel frees when it dies, however it dies; a detached watchdog waits for the exclusive one and then stops
the server. Nothing here needs a daemon, an account of its own, or a path that suits the shell.
"""

from ingest.postgres.home import temporary_home
from ingest.postgres.programs import binaries, program
from ingest.postgres.server import Server, acquire

__all__ = ["Server", "acquire", "binaries", "program", "temporary_home"]
