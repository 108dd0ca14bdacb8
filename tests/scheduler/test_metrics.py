from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from ingest.errors import TallywireError, UsageError
from ingest.store import CaptureStore
from scheduler.configuration import read_configuration
from scheduler.health import Health
from scheduler.metrics import HealthCollector, serving_metrics, write_metrics

ROW = {
    "source": "ministry", "last_crawl_at": datetime(2026, 3, 20, tzinfo=UTC), "last_success_at": None,
    "last_new_document_at": None, "due_at": None, "documents": 7, "items_last_week": 2, "expected_per_day": None,
    "waiting": 0, "faults_last_day": 3, "overdue_by": timedelta(minutes=5), "quiet_for": None, "state": "overdue",
    "error": "http", "drift": ["figures"], "title": "A title\n{x}", "last_fault": "told by a page: \n# HELP x",
}  # fmt: skip
HEALTH = Health(
    sources=(ROW,), backfills=(), hosts=(), totals={"observations": 9, "balanced": 3, "unbalanced": 1, "open": 0}
)


def values(text):
    """Every sample of a text in Prometheus' format: name and labels → value."""
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_metrics_are_what_prometheus_reads():
    """The text is parsed by the reference parser; states and classes are a 1 among zeros, unknown instants absent."""
    told = values(write_metrics(HEALTH))
    assert told["tallywire_source_overdue_by_seconds", "ministry"] == 300
    assert told["tallywire_source_state", "ministry", "overdue"] == 1
    assert told["tallywire_source_state", "ministry", "ok"] == 0
    assert told["tallywire_source_error", "http", "ministry"] == 1
    assert told["tallywire_source_drift", "figures", "ministry"] == 1
    assert told["tallywire_source_drift", "index", "ministry"] == 0
    assert told["tallywire_totals", "unbalanced"] == 1
    assert ("tallywire_source_last_success_timestamp_seconds", "ministry") not in told


def test_nothing_that_a_page_says_is_a_label():
    """Titles and faults, which come from outside, stand nowhere in the metrics."""
    assert "title" not in write_metrics(HEALTH)
    assert "told by a page" not in write_metrics(HEALTH)


def test_a_database_that_does_not_answer_is_down_and_no_error():
    """Where health cannot be read there is one metric, which says so; and it is not asked again at once."""
    asked = []

    def fail():
        asked.append(1)
        raise TallywireError("It does not answer.")

    collector = HealthCollector(fail)
    for _ in range(3):
        (up,) = collector.collect()
        assert up.samples[0].value == 0
    assert len(asked) == 1


def test_metrics_are_served_while_the_daemon_runs(database):
    """At the address of the settings the metrics of declared sources are read; afterwards nobody listens there."""
    with database.connect("writer") as conn:
        fields = dict.fromkeys(("title", "publisher", "kind", "language", "licence", "schedule"), "x")
        for name in ("ministry", "forgotten"):
            CaptureStore(conn).declare_source(
                fields | {"id": name, "originator": None, "standing": "wire", "zone": "UTC"}
            )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serving_metrics(("127.0.0.1", port), database, {"ministry"}):
        with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            told = values(answer.read().decode())
        with (
            pytest.raises(TallywireError, match="TALLYWIRE_METRICS"),
            serving_metrics(("127.0.0.1", port), database, ()),
        ):
            pass
    assert told["tallywire_up",] == 1
    assert told["tallywire_source_state", "ministry", "new"] == 1
    assert not any("forgotten" in key for key in told)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port))


@pytest.mark.parametrize("text", ["9464", ":9464", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:99999", "127.0.0.1:x"])
def test_an_address_that_is_none_is_refused(text):
    """A wrong TALLYWIRE_METRICS is refused with what to write; IPv6 stands in brackets."""
    with pytest.raises(UsageError, match=r"host:port, such as 127\.0\.0\.1:9464"):
        read_configuration({"TALLYWIRE_METRICS": text})
    assert read_configuration({"TALLYWIRE_METRICS": "[::1]:9464"}).metrics == ("::1", 9464)
