from __future__ import annotations

import os
import socket

from ingest.postgres.watchdog import KEPT_LOG, LONGEST_LOG, is_listening, read_record, stop_server, trim_log


def test_trim_log(tmp_path):
    """A log longer than the limit is cut to its last whole lines, and what is appended afterwards follows them."""
    path = tmp_path / "server.log"
    line = b"x" * 99 + b"\n"
    path.write_bytes(line * (LONGEST_LOG // 100 + 1) + b"last\n")
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND)
    trim_log(descriptor)
    os.write(descriptor, b"new\n")
    trim_log(descriptor)
    os.close(descriptor)
    kept = path.read_bytes()
    assert KEPT_LOG - 100 <= len(kept) <= KEPT_LOG + 4
    assert kept.startswith(line)
    assert kept.endswith(b"last\nnew\n")


def test_is_listening(tmp_path):
    """A socket file alone is no server; a listener is, also with a full queue."""
    address = tmp_path / "s"
    assert not is_listening(address)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(address))
        assert not is_listening(address)
        listener.listen(0)
        clients = [socket.socket(socket.AF_UNIX) for _ in range(3)]
        for client in clients:
            client.settimeout(0)
            client.connect_ex(str(address))
        assert is_listening(address)
        for client in clients:
            client.close()
    assert not is_listening(address)


def test_read_record(tmp_path):
    """The pid and the state are read; a half-written, empty or missing file tells nothing."""
    path = tmp_path / "postmaster.pid"
    assert read_record(path) is None
    for content, record in [
        ("", None),
        ("x\n", None),
        ("12\n/data\n", (12, "")),
        ("12\n/data\n1\n5432\n/s\n\n1 2\nready   \n", (12, "ready")),
        ("-7\n/data\n", (-7, "")),
    ]:
        path.write_text(content)
        assert read_record(path) == record


def test_no_signal_without_a_listener(tmp_path, monkeypatch):
    """Where nothing listens, the pid in a left file is signalled to nobody."""
    monkeypatch.setattr("ingest.postgres.watchdog.BIRTH_SECONDS", 0.05)
    sent = []
    monkeypatch.setattr(os, "kill", lambda *words: sent.append(words))
    (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n")
    stop_server(tmp_path / "postmaster.pid", tmp_path / "s")
    assert sent == []
