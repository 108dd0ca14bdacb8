from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from ingest import postgres
from ingest.errors import TallywireError
from ingest.postgres.account import find_account

NOBODY = 65534


def test_root_lends_an_account(home, probe):
    """Under root, server and watchdog run as an unprivileged account of the machine, and only it may use the socket."""
    if os.geteuid():
        pytest.skip("Only root lends its server another account.")
    with postgres.acquire(home, durable=False) as server:
        found = probe.postmaster(home)
        [watchdog] = probe.watchdogs(home)
        assert probe.await_true(lambda: watchdog.uids().real == found.uids().real != 0)
        assert server.home.socket_folder.stat().st_mode & 0o777 == 0o700
        assert server.home.socket_folder.stat().st_uid == found.uids().real


def test_ordinary_user(home, start_client, probe):
    """An ordinary user runs the server under the own account, and nobody else may look into the home."""
    options = {}
    python = sys.executable
    if os.geteuid() == 0:
        python = _python_for_nobody()
        home.parent.chmod(0o777)
        options = {"user": NOBODY, "group": NOBODY, "extra_groups": [], "cwd": "/"}
    client = start_client(home, python=python, **options)
    assert client.dsn
    assert probe.postmaster(home).uids().real == (NOBODY if options else os.geteuid())
    assert home.stat().st_mode & 0o777 == 0o700
    client.kill()
    assert probe.await_true(lambda: not probe.servers(home))


def _python_for_nobody():
    for name in ("/usr/bin/python3", "/usr/local/bin/python3", sys.executable):
        if shutil.which(name) and _runs_as_nobody(name):
            return name
    return pytest.skip("This machine has no Python of 3.11 or newer that an ordinary user can run.")


def _runs_as_nobody(python):
    code = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        done = subprocess.run([python, "-c", code], user=NOBODY, group=NOBODY, extra_groups=[], cwd="/", check=False)
    except PermissionError:
        return False
    return done.returncode == 0


def test_shut_home(home):
    """Under root, a home that the server's account may not enter is refused with a sentence and left as it was."""
    if os.geteuid():
        pytest.skip("Only root lends its server another account.")
    home.parent.chmod(0o700)
    with pytest.raises(TallywireError, match=r"may not enter .*/var/lib/tallywire"):
        postgres.acquire(home, durable=False)
    assert home.parent.stat().st_mode & 0o777 == 0o700


def test_narrow_umask(home, start_client, probe):
    """A umask that shuts out everybody else does not shut out the server's account."""
    client = start_client(home / "two" / "levels", umask=0o077)
    assert probe.ask(client.dsn) == 1


def test_data_of_root(tmp_path):
    """A data folder that belongs to root, or for an ordinary user to somebody else, is refused with a sentence."""
    folder = tmp_path if os.geteuid() == 0 else "/"
    with pytest.raises(TallywireError, match="belongs to"):
        find_account(tmp_path / folder)
