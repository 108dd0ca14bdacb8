"""The recorded facts beside the project as observations: what a careful reader would note of them by the guidelines."""

from __future__ import annotations

import csv
import json
import re
from datetime import date, timedelta
from pathlib import Path

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"

COUNTED = {
    "left via corridor": ("departures", None),
    "left via corridors": ("departures", None),
    "evacuated": ("departures", None),
    "militants and families left": ("departures", "militants_and_families"),
    "civilians left": ("departures", "civilians"),
    "crossed corridor": ("departures", None), "planned exits": ("departures", None), "vehicles": ("departures", None),
    "returned": ("returns", None), "refugees returned": ("returns", "refugees"), "IDPs returned": ("returns", "idps"),
    "returned from abroad": ("returns", "refugees"), "settlements joined": ("truce_accessions", None),
    "armed groups": ("truce_accessions", None), "ceasefire violations": ("violations", None),
    "humanitarian actions": ("aid_actions", None), "humanitarian operations": ("aid_actions", None),
    "cargo": ("aid_weight", None), "food kits": ("aid_items", None), "medical aid": ("medical_aid", None),
    "killed": ("deaths", None), "injured": ("injuries", None), "amnestied": ("amnesties", None),
    "houses restored": ("facilities_restored", None), "schools restored": ("other", None), "roads": ("other", None),
    "medical centres restored": ("facilities_operating", None), "explosive devices": ("ordnance_cleared", None),
    "cleared": ("area_cleared", None),
}  # fmt: skip
UNITS = {
    "people": "person", "t": "tonne", "cases": "violation", "settlements": "settlement", "groups": "group",
    "actions": "action", "kits": "kit", "houses": "house", "items": "device", "ha": "hectare", "vehicles": "vehicle",
}  # fmt: skip
QUALIFIERS = {
    "more than": "over", "over": "over", "up to": "up_to", "at least": "at_least", "about": "about",
    "almost": "about", "around": "about", "approximately": "about",
}  # fmt: skip
CORRIDORS = {
    "al-Wafedin": ("Eastern Ghouta", "al-Wafedin"), "Hamouriyah": ("Eastern Ghouta", "Hamouriyah"),
    "Homs zone, Rastan crossing": ("Homs zone", "Rastan"),
    "Homs zone, al-Qantarah corridor": ("Homs zone", "al-Qantarah"),
}  # fmt: skip
DAYS = {"past day": ("24h", 1), "past week": ("week", 7), "3 days": ("72h", 3)}


def centre():
    """Return what 80 dated reports of the Centre for Reconciliation, and of wires on them, say."""
    found = []
    for n, line in enumerate((DATA / "centre-facts.jsonl").read_text("utf-8").splitlines()):
        report = json.loads(line)
        if report["briefing_date"]:
            for at, figure in enumerate(report["figures"]):
                found += _of_report(report, figure, f"{report['briefing_date']}/{n}/{at}")
    return found


def _of_report(report, figure, name):
    if figure["quantity"] not in COUNTED:
        return
    indicator, population = COUNTED[figure["quantity"]]
    day = date.fromisoformat(report["briefing_date"])
    place = figure["place"]
    origin, via = CORRIDORS.get(place, (place, None))
    places = {
        "departures": {"origin": origin, "via": via},
        "returns": {"origin": origin, "destination": "Syria"} if population == "refugees" else {"destination": place},
    }.get(indicator, {"location": place})
    if figure["quantity"] == "returned from abroad":
        places["origin"] = "abroad"
    one = {
        "id": name, "originator": "Centre", "outlet": report["outlet"], "document": report["url"] or name,
        "published_at": str(day), "reference_day": str(day), "value": figure["value"], "indicator": indicator,
        "unit": UNITS.get(figure["unit"], figure["unit"]), "population": population,
        "qualifier": QUALIFIERS.get(figure.get("approx"), "exact"),
        "status": "planned" if figure.get("status") else "actual",
        **places, **_period(figure["period"], day),
    }  # fmt: skip
    yield one
    for part, value in (figure.get("incl") or {}).items():
        inside = {"population": part} if part in {"children", "women", "men"} else {"location": part}
        if isinstance(value, (int, float)):
            whole = {"part_of": figure["value"], "qualifier": "exact"}
            yield one | inside | whole | {"id": f"{name}/{part}", "value": value}


def _period(words, day):
    flow, total = {"measure": "flow", "end": str(day)}, {"measure": "cumulative", "end": str(day)}
    stated = re.fullmatch(r"since (\d{4}-\d\d-\d\d)", words)
    on = {"today": str(day), "yesterday": str(day - timedelta(1))}.get(words, words)
    if words in DAYS:
        code, length = DAYS[words]
        found = flow | {"period": code, "start": str(day - timedelta(length))}
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", on):
        found = flow | {"period": "day", "start": on, "end": on}
    elif words == "June-Dec 2018":
        found = flow | {"period": "span", "start": "2018-06-01", "end": "2018-12-31"}
    elif words in {"humanitarian pause", "by end of month"}:
        found = flow | {"period": "unspecified"}
    elif words.startswith("as of "):
        found = total | {"period": "asof", "end": words[6:]}
    elif words == "since start/total":
        found = total | {"period": "total"}
    elif words == "since Saturday":
        found = total | {"period": "since", "start": str(day - timedelta(1))}
    else:
        start = {"start": stated[1]} if stated else {"since_label": words.removeprefix("since ")}
        found = total | {"period": "since"} | start
    return found


def gaza(*columns):
    """Return the daily and running figures of a ministry's 1,040 days; rows without a report say nothing."""
    found = []
    with (DATA / "gaza-daily.csv").open(newline="") as lines:
        for row in csv.DictReader(lines):
            if row["report_source"] != "missing" and row["report_period"] not in {"", "0"}:
                found += [_of_row(row, column) for column in columns if row[column]]
    return found


def _of_row(row, column):
    day = date.fromisoformat(row["report_date"])
    running = column.endswith("_cum")
    hours = int(row["report_period"])
    codes = {24: "24h", 48: "48h", 72: "72h"}
    period = {"period": "total"} if running else {
        "period": codes.get(hours, "span"), "start": str(day - timedelta(hours // 24)),
    }  # fmt: skip
    return {
        "id": f"{day} {column}", "originator": "Ministry of Health", "outlet": "ministry", "document": str(day),
        "published_at": str(day), "reference_day": str(day), "value": int(row[column]), "unit": "person",
        "indicator": {"killed": "deaths", "injured": "injuries", "famine": "other"}[column.split("_")[0]],
        "population": "women" if "women" in column else None, "location": "Gaza", "end": str(day),
        "measure": "cumulative" if running else "flow", **period,
    }  # fmt: skip
