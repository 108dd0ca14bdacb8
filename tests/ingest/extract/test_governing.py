"""What governs figures that state no period: datelines, headings, dated events and leads."""

from __future__ import annotations

import pytest

PUBLISHED = "2024-05-15T00:00:00+00:00"
GOVERNED = {
    "Quake": (
        (
            "MANILA, May 15 (Agency) -- A strong earthquake struck the island on Monday, killing 12 "
            "people and injuring 40. About 300 houses collapsed, police said Wednesday.\n"
            "\n"
            "More than 2,000 residents were evacuated. Six people remain missing.\n"
            "\n"
            "In 2013, a similar quake killed 200 people."
        ),
        {
            (12, "day", "flow", "2024-05-13", "2024-05-13", "actual", None),
            (40, "day", "flow", "2024-05-13", "2024-05-13", "actual", None),
            (300, "day", "flow", "2024-05-13", "2024-05-13", "actual", None),
            (2000, "unspecified", "flow", None, "2024-05-15", "actual", None),
            (6, "asof", "stock", None, "2024-05-15", "actual", None),
            (200, "year", "flow", "2013-01-01", "2013-12-31", "actual", None),
        },
    ),
    "Floods": (
        (
            "Floods triggered by heavy rain have killed 31 people and displaced 12,000 in the north, "
            "officials said on Tuesday. Ten people are still missing.\n"
            "\n"
            "Some 4,000 people are sheltering in schools. The army has rescued 600 people so far."
        ),
        {
            (31, "unspecified", "flow", None, "2024-05-14", "actual", None),
            (12000, "unspecified", "flow", None, "2024-05-14", "actual", None),
            (10, "asof", "stock", None, "2024-05-14", "actual", None),
            (4000, "asof", "stock", None, "2024-05-14", "actual", None),
            (600, "total", "cumulative", None, "2024-05-14", "actual", None),
        },
    ),
    "Daily report of the truce centre (14 May 2024)": (
        (
            "Over the past 24 hours, no violations were recorded.\n"
            "\n"
            "The centre delivered 500 food kits to Daraa. The total weight was 4 tonnes.\n"
            "\n"
            "Doctors treated 30 patients.\n"
            "\n"
            "In all, 1,900 humanitarian actions have been held since the beginning of the process."
        ),
        {
            (0, "24h", "flow", "2024-05-13", "2024-05-14", "actual", None),
            (500, "24h", "flow", "2024-05-13", "2024-05-14", "actual", None),
            (4, "24h", "flow", "2024-05-13", "2024-05-14", "actual", None),
            (30, "24h", "flow", "2024-05-13", "2024-05-14", "actual", None),
            (1900, "since", "cumulative", None, "2024-05-14", "actual", None),
        },
    ),
    "Situation report No. 3": (
        (
            "As of 18:00, 14 May 2024\n"
            "\n"
            "CASUALTIES\n"
            "Dead: 34\n"
            "Injured: 60\n"
            "Missing: 5\n"
            "\n"
            "DAMAGE\n"
            "Houses destroyed: 410\n"
            "\n"
            "RESPONSE\n"
            "To date, 900 family packs have been distributed."
        ),
        {
            (34, "unspecified", "flow", None, "2024-05-14", "actual", None),
            (60, "unspecified", "flow", None, "2024-05-14", "actual", None),
            (5, "asof", "stock", None, "2024-05-14", "actual", None),
            (410, "unspecified", "flow", None, "2024-05-14", "actual", None),
            (900, "total", "cumulative", None, "2024-05-14", "actual", None),
        },
    ),
    "Daily situation report": (
        (
            "15 May 2024\n"
            "\n"
            "LAST 24 HOURS\n"
            "- 3 dead in Sindh\n"
            "- 12 houses damaged\n"
            "\n"
            "CUMULATIVE (SINCE 15 APRIL)\n"
            "- Deaths: 90\n"
            "- Injured: 120\n"
            "- Houses damaged: 4,300"
        ),
        {
            (3, "24h", "flow", "2024-05-14", "2024-05-15", "actual", None),
            (12, "24h", "flow", "2024-05-14", "2024-05-15", "actual", None),
            (90, "since", "cumulative", "2024-04-15", "2024-05-15", "actual", None),
            (120, "since", "cumulative", "2024-04-15", "2024-05-15", "actual", None),
            (4300, "since", "cumulative", "2024-04-15", "2024-05-15", "actual", None),
        },
    ),
    "COVID-19 update": (
        (
            "Ministry of Health, 15 May 2024\n"
            "\n"
            "New cases: 214 (last 24 hours)\n"
            "Total cases: 41,200\n"
            "New deaths: 3\n"
            "Total deaths: 812\n"
            "Active cases: 1,940\n"
            "Recoveries: 38,448"
        ),
        {
            (214, "24h", "flow", "2024-05-14", "2024-05-15", "actual", None),
            (41200, "total", "cumulative", None, "2024-05-15", "actual", None),
            (812, "total", "cumulative", None, "2024-05-15", "actual", None),
            (1940, "asof", "stock", None, "2024-05-15", "actual", None),
        },
    ),
    "Refugees": (
        (
            "Some 300 refugees returned from Lebanon over the past 24 hours, the ministry said. Since "
            "the start of the operation, 69,000 people have returned. In addition, 12 settlements "
            "joined the truce; their number has reached 616."
        ),
        {
            (300, "24h", "flow", "2024-05-14", "2024-05-15", "actual", None),
            (69000, "since", "cumulative", None, "2024-05-15", "actual", None),
            (616, "total", "cumulative", None, "2024-05-15", "actual", None),
        },
    ),
    "Tourist arrivals in April": (
        (
            "Tourist arrivals rose to 148,000 in April, up from 105,000 a year earlier. Arrivals from "
            "India were 27,000 and from China 21,000. In the first four months, 785,000 tourists "
            "visited."
        ),
        {
            (148000, "month", "flow", "2024-04-01", "2024-04-30", "actual", None),
            (105000, "month", "flow", "2023-04-01", "2023-04-30", "actual", None),
            (27000, "month", "flow", "2024-04-01", "2024-04-30", "actual", 148000),
            (21000, "month", "flow", "2024-04-01", "2024-04-30", "actual", 148000),
        },
    ),
    "Dengue": (
        (
            "The country has recorded 19,000 dengue cases so far this year, including 9 deaths. In "
            "April alone, 2,100 cases were reported, compared with 3,400 in March."
        ),
        {
            (19000, "year", "cumulative", "2024-01-01", "2024-05-15", "actual", None),
            (2100, "month", "flow", "2024-04-01", "2024-04-30", "actual", None),
            (3400, "month", "flow", "2024-03-01", "2024-03-31", "actual", None),
        },
    ),
    "Strike kills 9": (
        (
            "A drone strike killed nine people on Tuesday night in Homs, state media reported on "
            "Wednesday. Four children were among the dead. The attack also wounded 20 people.\n"
            "\n"
            "The war has killed more than 500,000 people since 2011."
        ),
        {
            (9, "day", "flow", "2024-05-14", "2024-05-14", "actual", None),
            (4, "day", "flow", "2024-05-14", "2024-05-14", "actual", 9),
            (20, "day", "flow", "2024-05-14", "2024-05-14", "actual", None),
            (500000, "since", "cumulative", "2011-01-01", "2024-05-15", "actual", None),
        },
    ),
    "Aid": (
        (
            "The World Food Programme said on Monday it had delivered 1,200 tonnes of food in April. It "
            "plans to reach 400,000 people in June and needs $30 million until the end of August."
        ),
        {
            (1200, "month", "flow", "2024-04-01", "2024-04-30", "actual", None),
            (400000, "month", "flow", "2024-06-01", "2024-06-30", "planned", None),
            (30000000, "span", "flow", "2024-05-13", "2024-08-31", "planned", None),
        },
    ),
    "Cholera": (
        (
            "Between 6 and 12 May (week 19), 90 new cases and 2 deaths were reported, against 120 cases "
            "and 4 deaths in the previous week. Since the start of the outbreak on 3 January 2024, "
            "4,100 cases and 61 deaths have been reported."
        ),
        {
            (90, "span", "flow", "2024-05-06", "2024-05-12", "actual", None),
            (2, "span", "flow", "2024-05-06", "2024-05-12", "actual", None),
            (4100, "since", "cumulative", "2024-01-03", "2024-05-15", "actual", None),
            (61, "since", "cumulative", "2024-01-03", "2024-05-15", "actual", None),
        },
    ),
    "Evacuations": (
        (
            "On Monday, 700 people left the enclave through the corridor, and 650 left the day before. "
            "Since Friday, 4,300 people have left. Another 500 are expected to leave on Thursday."
        ),
        {
            (700, "day", "flow", "2024-05-13", "2024-05-13", "actual", None),
            (4300, "since", "cumulative", "2024-05-10", "2024-05-15", "actual", None),
            (500, "day", "flow", "2024-05-16", "2024-05-16", "planned", None),
        },
    ),
    "Landslide toll hits 50": (
        (
            "The death toll from Sunday's landslide has risen to 50, with 20 people still missing, the "
            "governor said on Wednesday. Rescuers found 8 bodies on Tuesday. On Monday, the toll was "
            "31."
        ),
        {
            (50, "total", "cumulative", None, "2024-05-15", "actual", None),
            (20, "asof", "stock", None, "2024-05-15", "actual", None),
            (8, "day", "flow", "2024-05-14", "2024-05-14", "actual", None),
            (31, "total", "cumulative", None, "2024-05-13", "actual", None),
        },
    ),
    "Storm": (
        (
            "Yesterday the storm destroyed 45 houses and damaged 120.\n"
            "The Red Cross has distributed 300 blankets.\n"
            "Two schools remain closed."
        ),
        {
            (45, "day", "flow", "2024-05-14", "2024-05-14", "actual", None),
            (120, "day", "flow", "2024-05-14", "2024-05-14", "actual", None),
            (300, "unspecified", "flow", None, "2024-05-15", "actual", None),
        },
    ),
    "Briefing": (
        (
            "Overnight, 57 drones were shot down. Over the past day, the group repelled 7 attacks and "
            "destroyed 12 tanks. In total, 22,000 tanks have been destroyed since the operation "
            "began.\n"
            "\n"
            "Today, 175 soldiers were exchanged. The exchange included 22 wounded soldiers."
        ),
        {
            (57, "24h", "flow", "2024-05-14", "2024-05-15", "actual", None),
            (7, "24h", "flow", "2024-05-14", "2024-05-15", "actual", None),
            (12, "24h", "flow", "2024-05-14", "2024-05-15", "actual", None),
            (22000, "since", "cumulative", None, "2024-05-15", "actual", None),
            (175, "day", "flow", "2024-05-15", "2024-05-15", "actual", None),
            (22, "day", "flow", "2024-05-15", "2024-05-15", "actual", 175),
        },
    ),
}


@pytest.mark.parametrize("title", GOVERNED)
def test_sentences_govern_those_after_them(read, title):
    """Datelines, headings, dated events and leads date what follows."""
    text, expected = GOVERNED[title]
    keys = ("value", "period", "measure", "start", "end", "status", "part_of")
    figures = {tuple(figure[key] for key in keys) for figure in read(text, title=title, published=PUBLISHED)}
    assert expected <= figures
