"""Runs of days, days that refer back to another, days to come: periods as texts tell them, in our own words."""

from __future__ import annotations

import pytest

PUBLISHED = "2024-05-15T00:00:00+00:00"
SAID = [
    ("In the past two weeks, 41 people drowned.", 41, "span", "2024-05-01", "2024-05-15"),
    ("Over the last five days, 41 people drowned.", 41, "span", "2024-05-10", "2024-05-15"),
    ("In the past three months, 41 people drowned.", 41, "span", "2024-02-15", "2024-05-15"),
    ("The agency needs $4 million for the next three months.", 4000000, "span", "2024-05-15", "2024-08-15"),
    ("The two raids on Saturday and Sunday killed 41 people.", 41, "span", "2024-05-11", "2024-05-12"),
    ("March to April 2024: 41 people drowned.", 41, "span", "2024-03-01", "2024-04-30"),
    ("From February to the end of April 41 people drowned.", 41, "span", "2024-02-01", "2024-04-30"),
    ("On Friday a dam broke at Tarn. The next day 41 people were pulled from the water.",
     41, "day", "2024-05-11", "2024-05-11"),
    ("On 2 May a dam broke at Tarn. Three days later 41 people were pulled from the water.",
     41, "day", "2024-05-05", "2024-05-05"),
    ("The first patient fell ill on 20 April. In the following week 41 cases were notified.",
     41, "week", "2024-04-20", "2024-04-27"),
    ("In April nine dams broke. In the same month 41 people drowned.", 41, "month", "2024-04-01", "2024-04-30"),
    ("Since Friday, when the offensive began, 41 people were killed.", 41, "since", "2024-05-10", "2024-05-15"),
    ("Since the end of April, 41 people have been killed.", 41, "since", "2024-04-30", "2024-05-15"),
    ("On 20 May up to 41 buses will be sent to Tarn.", 41, "day", "2024-05-20", "2024-05-20"),
    ("Another 41 buses are due there on 20 May.", 41, "day", "2024-05-20", "2024-05-20"),
    ("On Monday 3 people were killed. The ministry denied that 41 people had been kidnapped.",
     41, "unspecified", None, "2024-05-15"),
    ("That is 7 percent fewer cases than in March (41).", 41, "month", "2024-03-01", "2024-03-31"),
    ("In the reporting period (6-12 May), 41 people drowned.", 41, "span", "2024-05-06", "2024-05-12"),
    ("In April and May, 41 people drowned.", 41, "span", "2024-04-01", "2024-05-31"),
    ("In 2022 and 2023, 41 people drowned.", 41, "span", "2022-01-01", "2023-12-31"),
    ("In the course of the week, 41 people drowned.", 41, "week", "2024-05-08", "2024-05-15"),
    ("On Monday 90 people died, up from 41 the day before.", 41, "day", "2024-05-12", "2024-05-12"),
    ("During the past week, from 6 to 12 May, 41 attacks were repelled.", 41, "span", "2024-05-06", "2024-05-12"),
    ("Starting from 1 May, 41 people have drowned.", 41, "since", "2024-05-01", "2024-05-15"),
    ("Until 10 May, 41 people had drowned.", 41, "asof", None, "2024-05-10"),
    ("Through 14 May, 41 people had been moved.", 41, "asof", None, "2024-05-14"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "value", "period", "start", "end"), SAID)
def test_runs_and_days_that_lean_on_others(read, sentence, value, period, start, end):
    """Runs of days end on the reference day, `the next day` follows the day named last, plans lie ahead."""
    figure = next(one for one in read(sentence, published=PUBLISHED) if one["value"] == value)
    assert (figure["period"], figure["start"], figure["end"]) == (period, start, end)
