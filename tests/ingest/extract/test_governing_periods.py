"""Which period governs a figure that states none: of the report, of a heading, of the event; in our own words."""

from __future__ import annotations

import pytest

PUBLISHED = "2024-05-15T00:00:00+00:00"
SAID = [
    # the period of the report
    ("Mine action\n\nWeek 19 | 6 May – 12 May 2024\n\nThe teams lifted 41 mines.", 41,
     "span", "2024-05-06", "2024-05-12"),
    ("Food aid\n\nReporting period: April 2024.\n\nAltogether 41 tonnes were handed out in the month.", 41,
     "month", "2024-04-01", "2024-04-30"),
    ("Bulletin\n\nTARN, Wednesday, 18:00\n\nOver the past 24 hours 90 cases came to light.\n\nBy place: Tarn, 41.",
     41, "24h", "2024-05-14", "2024-05-15"),
    # a heading of totals
    ("Over the past 24 hours 9 cases came to light.\n\nRunning totals\n- cases: 41", 41, "total", None, "2024-05-15"),
    ("Over the past day nine shellings were counted. In all, 41 mines have been lifted.", 41,
     "total", None, "2024-05-15"),
    ("Over the past day the enemy fired on six villages. All told: 41 shellings.", 41,
     "24h", "2024-05-14", "2024-05-15"),
    # what has been done is not what was done today
    ("The agency today began to hand out tents. Violence has left at least 41 people dead.", 41,
     "unspecified", None, "2024-05-15"),
    # an event dates what it brought, before and after
    ("A strike killed 41 fighters. The incident occurred on 11 May.", 41, "day", "2024-05-11", "2024-05-11"),
    ("Twelve people were hurt when a stand gave way on Monday.\n\nSome 41 firefighters attended.", 41,
     "day", "2024-05-13", "2024-05-13"),
    ("Four women were among 41 people killed in raids on Monday.", 4, "day", "2024-05-13", "2024-05-13"),
    (("Rebels accused the army, which had sent a team that arrived on Sunday. A blast on Monday hit the market. It "
     "killed 41 people."), 41, "day", "2024-05-13", "2024-05-13"),
    ("In April 90 cases were found, fewer than in March (120).\n\nBy place: Tarn, 41.", 41,
     "month", "2024-04-01", "2024-04-30"),
    ("A train left the rails on Monday. Firefighters cut 9 people free overnight. Some 41 rescuers took part.", 41,
     "unspecified", None, "2024-05-15"),
    ("41 dead in raids on Tarn\n\nSome 41 people were killed in raids on Monday.", 41,
     "day", "2024-05-13", "2024-05-13"),
    ("A monitor reported that 41 residents of Tarn and Lir left Monday in nine buses.", 41,
     "day", "2024-05-13", "2024-05-13"),
    ("In the last 10 days of April, 41 people drowned.", 41, "span", "2024-04-21", "2024-04-30"),
    ("A week ago 30 mines were lifted. In the past 24 hours 50 were lifted; a day earlier it was 41.", 41,
     "24h", "2024-05-13", "2024-05-14"),
    (("Since the battle of Tarn broke out on 1 May, 90 people have died. Some 41 families have left since the fighting "
     "began."), 41, "since", "2024-05-01", "2024-05-15"),
    ("Some 41 people have died since the conflict erupted with marches against the mayor in March 2023.", 41,
     "since", "2023-03-01", "2024-05-15"),
    ("Six people were shot dead on Sunday at a march.\n\nSome 41 marchers were arrested.", 41,
     "day", "2024-05-12", "2024-05-12"),
    ("To date partners have helped 900 people. They have brought in 12 tonnes of food and sent 41 clinics.", 41,
     "total", None, "2024-05-15"),
    ("There were 90 visitors from Lir in March.\n\nOthers came from Tarn, 41 in number.", 41,
     "month", "2024-03-01", "2024-03-31"),
    ("A quake shook Tarn on Friday. On Monday aid reached the town.\n\nThe quake left 41 people hurt.", 41,
     "day", "2024-05-10", "2024-05-10"),
    ("The toll of the blast in Tarn rose to 90 on Monday.\n\nThe blast on Saturday also wrecked 41 houses.", 41,
     "day", "2024-05-11", "2024-05-11"),
    ("On 1 May gunmen killed six people in Tarn. Some 41 families fled.", 41, "day", "2024-05-01", "2024-05-01"),
    ("On 6 May gunmen took 30 tonnes of flour and held 41 drivers overnight.", 41, "day", "2024-05-06", "2024-05-06"),
    ("Since the talks in Lir in March 2023, 41 prisoners have been freed.", 41, "since", "2023-03-01", "2024-05-15"),
    ("On Monday 90 people came. In all of 2023 the two counts were 41 and 12.", 41, "year", "2023-01-01", "2023-12-31"),
    ("During the night, 41 drones were shot down.", 41, "24h", "2024-05-14", "2024-05-15"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "period", "start", "end"), SAID)
def test_what_governs_a_figure_without_a_period(read, text, value, period, start, end):
    """The report's own period, the heading's, the event's: the nearest that can speak of the figure."""
    figure = next(one for one in read(text, published=PUBLISHED) if one["value"] == value)
    assert (figure["period"], figure["start"], figure["end"]) == (period, start, end)
