from __future__ import annotations

import importlib.util
from hashlib import sha256
from pathlib import Path

import pytest

from ingest import verdicts
from ingest.checks import Gazetteer, check
from ingest.dedupe import Statement
from ingest.ledger import declare_places
from ingest.store import DocumentStore, FindingStore

_spec = importlib.util.spec_from_file_location("bulletins", Path(__file__).parent / "checks" / "bulletins.py")
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
said = _module.said

SYRIA = Gazetteer({"Homs": "Syria", "Hama": "Syria"}, {"Syria": frozenset({"Homs", "Hama"})})


def reports():
    """Return days of reports: places that make up another, a ward with its flows, kits with what they weigh."""
    whole = {"18": 300, "19": 330, "20": 290}
    ward = {"indicator": "hospitalised", "origin": None, "location": "Deraa"}
    lot = {"origin": None, "location": "Aleppo"}
    for n, (day, value) in enumerate(whole.items()):
        report = f"2018-06-{day}"
        yield [
            said(report, value, origin="Syria"), said(report, 100, origin="Homs"), said(report, 200, origin="Hama"),
            said(report, [60, 62, 65][n], period="asof", measure="stock", start=None, **ward),
            said(report, 7, **ward), said(report, 5, **(ward | {"indicator": "recoveries"})),
            said(report, ["2.8", "2.134", "1212"][n], indicator="aid_weight", unit="tonne", **lot),
            said(report, [650, 440, 250][n], indicator="aid_items", unit="kit", **lot),
        ]  # fmt: skip


def store(reader, report):
    """Keep a report as if it had been read in a document of its own."""
    (day,) = {one.reference_day for one in report}
    reader.declare("ministry", standing="primary", originator="Centre")
    text = str(day)
    (document,) = reader.conn.execute(
        "WITH kept AS (INSERT INTO capture (source, url, role, fetched_at, status)"
        "              VALUES ('ministry', %(text)s, 'item', %(day)s, 200) RETURNING id)"
        " INSERT INTO document (capture, source, canonical_url, version, title, text, text_digest, language,"
        "                       published_at, published_precision, reference_day)"
        " SELECT id, 'ministry', %(text)s || %(digest)s::text, 1, %(text)s, %(text)s, %(digest)s, 'en', %(day)s,"
        "        'day', %(day)s"
        " FROM kept RETURNING id",
        {"text": text, "day": day, "digest": sha256(repr([one.id for one in report]).encode()).digest()},
    ).fetchone()
    for n, one in enumerate(report):
        fields = {name: getattr(one, name) for name in one.__struct_fields__}
        reader.conn.execute(
            "INSERT INTO figure (document, extractor, ordinal, value, value_high, qualifier, indicator, unit,"
            " population, measure, period, start_day, end_day, origin, destination, via, location, part_of, status,"
            " quote, quote_start, quote_end, number_start, number_end, originator, since_label, confidence)"
            " VALUES (%(document)s, 'test', %(n)s, %(value)s, %(value_high)s, %(qualifier)s, %(indicator)s, %(unit)s,"
            " %(population)s, %(measure)s, %(period)s, %(start)s, %(end)s, %(origin)s, %(destination)s, %(via)s,"
            " %(location)s, %(part_of)s, %(status)s, 'x', 0, 1, 0, 1, %(originator)s, %(since_label)s, 1)",
            fields | {"document": document, "n": n},
        )
    mentions = DocumentStore(reader.conn).figures([document], "test")
    reader.enter(*(Statement(one, [one]) for one in mentions))


def held(reader):
    """Return all findings that hold, and all statements that they are about."""
    findings, told = FindingStore(reader.conn), []
    found = {}
    for (counter,) in reader.ask("SELECT id FROM counter ORDER BY id"):
        key = findings.place(counter).key
        told += findings.observations(counter)
        for (rule, subject), one in findings.newest(counter, key).items():
            if one.finding is not None:
                found[rule, subject] = one.finding
    return found, told


@pytest.mark.parametrize("pieces", [1, 2])
def test_the_database_finds_what_a_file_of_the_same_observations_does(reader, pieces):
    """Places below a place, a stock with its flows and what a kit weighs are judged alike, whole or in pieces."""
    declare_places(reader.conn, SYRIA)
    for report in reports():
        for n in range(pieces):
            store(reader, report[n * len(report) // pieces : (n + 1) * len(report) // pieces])
            reader.check()
    found, told = held(reader)
    assert found == {(one.rule, one.subject): one for one in check(told, SYRIA)}
    assert sorted((one.rule, one.verdict) for one in found.values() if one.verdict != "open" or one.slip) == [
        ("balance", "balanced"), ("balance", "unbalanced"), ("parts", "balanced"), ("parts", "unbalanced"),
        ("parts", "unbalanced"), ("plausibility", "open"),
    ]  # fmt: skip
    assert verdicts.check_everything(reader.conn) == 0


def test_a_place_declared_elsewhere_is_held_against_the_other_whole(reader):
    """What was found of a place holds no longer once another is declared to hold its parts."""
    declare_places(reader.conn, SYRIA)
    for report in reports():
        store(reader, report)
    reader.check()
    declare_places(reader.conn, Gazetteer({"Homs": "Levant", "Hama": "Levant"}))
    verdicts.check_everything(reader.conn)
    assert reader.ask("SELECT rule FROM finding_latest WHERE rule = 'parts'") == []


def test_figures_of_a_day_and_of_24_hours_are_one_daily_line(reader):
    """Where one report says "today" and the next "in 24 hours", no day between them is missing."""
    store(reader, [said("2018-03-15", 272)])
    store(reader, [said("2018-03-16", 311, "day")])
    store(reader, [said("2018-03-18", 291)])
    line = reader.ask("SELECT day::text, period, value, state FROM series_daily WHERE measure = 'flow' ORDER BY day")
    assert line == [
        ("2018-03-15", "24h", 272, "stated"), ("2018-03-16", "day", 311, "stated"),
        ("2018-03-17", None, None, "missing"), ("2018-03-18", "24h", 291, "stated"),
    ]  # fmt: skip
