"""When figures are, in our own words: periods, measures, days of reference, what was compared, planned or denied."""

from __future__ import annotations

import pytest

PUBLISHED = "2024-05-15T00:00:00+00:00"
SAID = [
    ("Ten people were killed in the past 24 hours.", 10, "24h", "flow", "2024-05-14", "2024-05-15", "actual"),
    ("Twelve shells fell on the town over the past day, the army said on Wednesday.",
     12, "24h", "flow", "2024-05-14", "2024-05-15", "actual"),
    ("A day after a quake killed 60 people, rain fell.", 60, "day", "flow", "2024-05-14", "2024-05-14", "actual"),
    ("VELMORA, Tuesday (Agency) - A blast killed 9.", 9, "unspecified", "flow", None, "2024-05-14", "actual"),
    ("VELMORA, May 14 | A blast on Monday killed 9.", 9, "day", "flow", "2024-05-13", "2024-05-13", "actual"),
    ("Total losses from 24.02.22 to 15.05.24:\ntanks - 70",
     70, "since", "cumulative", "2022-02-24", "2024-05-15", "actual"),
    ("Past day: killed 2 (previous day - 1), injured 5.", 5, "24h", "flow", "2024-05-14", "2024-05-15", "actual"),
    ("In all, 3 deaths reported today.", 3, "day", "flow", "2024-05-15", "2024-05-15", "actual"),
    ("The worst crash since 1994, when 48 people died.", 48, "year", "flow", "1994-01-01", "1994-12-31", "actual"),
    ("The government is appealing for $14 million.", 14000000, "unspecified", "flow", None, "2024-05-15", "planned"),
    ("Police arrested 14 suspects last night.", 14, "24h", "flow", "2024-05-14", "2024-05-15", "actual"),
    ("Police arrested 14 suspects on Monday night.", 14, "day", "flow", "2024-05-13", "2024-05-13", "actual"),
    ("Police arrested 14 suspects this morning.", 14, "day", "flow", "2024-05-15", "2024-05-15", "actual"),
    ("Since Monday, 300 families have returned to their villages.",
     300, "since", "cumulative", "2024-05-13", "2024-05-15", "actual"),
    ("Some 300 families have returned to their villages since the ceasefire took effect on 4 May.",
     300, "since", "cumulative", "2024-05-04", "2024-05-15", "actual"),
    ("Since the start of May, 41 cases of cholera have been confirmed.",
     41, "since", "cumulative", "2024-05-01", "2024-05-15", "actual"),
    ("Since January, 410 cases of measles have been confirmed.",
     410, "since", "cumulative", "2024-01-01", "2024-05-15", "actual"),
    ("From 20 April to date, 900 people have returned.",
     900, "since", "cumulative", "2024-04-20", "2024-05-15", "actual"),
    ("From 4 to 10 March, 90 people returned to Homs.", 90, "span", "flow", "2024-03-04", "2024-03-10", "actual"),
    ("Between March 28 and April 3, 90 people returned to Homs.",
     90, "span", "flow", "2024-03-28", "2024-04-03", "actual"),
    ("In the week to 12 May, 90 people returned to Homs.", 90, "week", "flow", "2024-05-05", "2024-05-12", "actual"),
    ("In the first four months of this year, 90 people were killed by mines.",
     90, "span", "flow", "2024-01-01", "2024-04-30", "actual"),
    ("In the first quarter of 2024, 90 people were killed by mines.",
     90, "span", "flow", "2024-01-01", "2024-03-31", "actual"),
    ("A total of 120 people have died so far this year.",
     120, "year", "cumulative", "2024-01-01", "2024-05-15", "actual"),
    ("So far in 2024, 120 people have died.", 120, "year", "cumulative", "2024-01-01", "2024-05-15", "actual"),
    ("In 2023, 500 people died of malaria.", 500, "year", "flow", "2023-01-01", "2023-12-31", "actual"),
    ("Last year, 500 people died of malaria.", 500, "year", "flow", "2023-01-01", "2023-12-31", "actual"),
    ("In the past year, 500 people died of malaria.", 500, "year", "flow", "2023-05-15", "2024-05-15", "actual"),
    ("In April, 55 people drowned.", 55, "month", "flow", "2024-04-01", "2024-04-30", "actual"),
    ("Last month 55 people drowned.", 55, "month", "flow", "2024-04-01", "2024-04-30", "actual"),
    ("This month 55 people drowned.", 55, "month", "flow", "2024-05-01", "2024-05-15", "actual"),
    ("Over the past month, 55 people drowned.", 55, "month", "flow", "2024-04-15", "2024-05-15", "actual"),
    ("In late April 55 people drowned.", 55, "month", "flow", "2024-04-01", "2024-04-30", "actual"),
    ("In mid-April, 55 people drowned.", 55, "month", "flow", "2024-04-01", "2024-04-30", "actual"),
    ("The death toll has risen to 55.", 55, "total", "cumulative", None, "2024-05-15", "actual"),
    ("The death toll from the floods climbed to 55 on Tuesday.",
     55, "total", "cumulative", None, "2024-05-14", "actual"),
    ("The death toll stood at 55 on Tuesday.", 55, "total", "cumulative", None, "2024-05-14", "actual"),
    ("At least 55 people have died so far in the floods.", 55, "total", "cumulative", None, "2024-05-15", "actual"),
    ("The number of confirmed cases has reached 3,400.", 3400, "total", "cumulative", None, "2024-05-15", "actual"),
    ("To date, 3,400 cases have been confirmed.", 3400, "total", "cumulative", None, "2024-05-15", "actual"),
    ("The storm has already killed 14 people.", 14, "total", "cumulative", None, "2024-05-15", "actual"),
    ("The storm has killed 14 people.", 14, "unspecified", "flow", None, "2024-05-15", "actual"),
    ("As of 6 p.m. Tuesday, 14 people had been killed.", 14, "asof", "cumulative", None, "2024-05-14", "actual"),
    ("As of May 13, 14 people had been killed.", 14, "asof", "cumulative", None, "2024-05-13", "actual"),
    ("As of yesterday, 400 people were still missing.", 400, "asof", "stock", None, "2024-05-14", "actual"),
    ("At present, 400 people are in shelters.", 400, "asof", "stock", None, "2024-05-15", "actual"),
    ("Currently 400 people are in shelters.", 400, "asof", "stock", None, "2024-05-15", "actual"),
    ("Six people remain missing.", 6, "asof", "stock", None, "2024-05-15", "actual"),
    ("Six people are missing.", 6, "asof", "stock", None, "2024-05-15", "actual"),
    ("Twenty patients are being treated in hospital.", 20, "asof", "stock", None, "2024-05-15", "actual"),
    ("Twenty of the injured remain in hospital.", 20, "asof", "stock", None, "2024-05-15", "actual"),
    ("More than 2,000 people are in need of food.", 2000, "asof", "stock", None, "2024-05-15", "actual"),
    ("Up to 300 people are expected to return next week.", 300, "week", "flow", "2024-05-20", "2024-05-26", "planned"),
    ("Up to 300 people are expected to return on Friday.", 300, "day", "flow", "2024-05-17", "2024-05-17", "planned"),
    ("Up to 300 people are expected to return by the end of the month.",
     300, "span", "flow", "2024-05-15", "2024-05-31", "planned"),
    ("Up to 300 people will be evacuated tomorrow.", 300, "day", "flow", "2024-05-16", "2024-05-16", "planned"),
    ("The centre can receive 500 people a day.", 500, "unspecified", "flow", None, "2024-05-15", "planned"),
    ("The camp has a capacity of 500 people.", 500, "unspecified", "flow", None, "2024-05-15", "planned"),
    ("The death toll could rise to 45, officials said.", 45, "total", "cumulative", None, "2024-05-15", "planned"),
    ("The ministry denied that 30 soldiers had been killed.", 30, "unspecified", "flow", None, "2024-05-15", "denied"),
    ("The agency appeals for $30 million.", 30000000, "unspecified", "flow", None, "2024-05-15", "planned"),
    ("Overnight 14 drones were shot down.", 14, "24h", "flow", "2024-05-14", "2024-05-15", "actual"),
    ("Fourteen drones were shot down over the weekend.", 14, "span", "flow", "2024-05-11", "2024-05-12", "actual"),
    ("Over the past week, 14 drones were shot down.", 14, "week", "flow", "2024-05-08", "2024-05-15", "actual"),
    ("Last week 14 drones were shot down.", 14, "week", "flow", "2024-05-08", "2024-05-15", "actual"),
    ("This week 14 drones were shot down.", 14, "week", "flow", "2024-05-08", "2024-05-15", "actual"),
    ("In the past 48 hours 14 drones were shot down.", 14, "48h", "flow", "2024-05-13", "2024-05-15", "actual"),
    ("In the past three days 14 drones were shot down.", 14, "72h", "flow", "2024-05-12", "2024-05-15", "actual"),
    ("Over the last seven days 14 drones were shot down.", 14, "week", "flow", "2024-05-08", "2024-05-15", "actual"),
    ("In the last few days 14 people drowned.", 14, "unspecified", "flow", None, "2024-05-15", "actual"),
    ("In recent weeks 14 people drowned.", 14, "unspecified", "flow", None, "2024-05-15", "actual"),
    ("Two days ago 14 people drowned.", 14, "day", "flow", "2024-05-13", "2024-05-13", "actual"),
    ("On 9 May, 14 people drowned.", 14, "day", "flow", "2024-05-09", "2024-05-09", "actual"),
    ("On the evening of 9 May, 14 people drowned.", 14, "day", "flow", "2024-05-09", "2024-05-09", "actual"),
    ("On 9 November, 14 people drowned.", 14, "day", "flow", "2023-11-09", "2023-11-09", "actual"),
    ("An explosion on Sunday killed 14 people and injured 30.",
     14, "day", "flow", "2024-05-12", "2024-05-12", "actual"),
    ("An explosion on Sunday killed 14 people and injured 30.",
     30, "day", "flow", "2024-05-12", "2024-05-12", "actual"),
    ("A quake struck the province on Sunday. It killed 14 people. About 300 houses collapsed.",
     14, "day", "flow", "2024-05-12", "2024-05-12", "actual"),
    ("A quake struck the province on Sunday. It killed 14 people. About 300 houses collapsed.",
     300, "day", "flow", "2024-05-12", "2024-05-12", "actual"),
    ("On Sunday, 14 people were killed, while 300 have been evacuated since Friday.",
     14, "day", "flow", "2024-05-12", "2024-05-12", "actual"),
    ("On Sunday, 14 people were killed, while 300 have been evacuated since Friday.",
     300, "since", "cumulative", "2024-05-10", "2024-05-15", "actual"),
    ("Doctors treated 207 patients yesterday and 190 the day before.",
     207, "day", "flow", "2024-05-14", "2024-05-14", "actual"),
    ("Doctors treated 207 patients yesterday and 190 the day before.",
     190, "day", "flow", "2024-05-13", "2024-05-13", "actual"),
    ("In the past 24 hours, 97 patients were admitted, up from 80 the previous day.",
     97, "24h", "flow", "2024-05-14", "2024-05-15", "actual"),
    ("In the past 24 hours, 97 patients were admitted, up from 80 the previous day.",
     80, "24h", "flow", "2024-05-13", "2024-05-14", "actual"),
    ("The toll rose from 12 to 19.", 12, "total", "cumulative", None, "2024-05-15", "actual"),
    ("The toll rose from 12 to 19.", 19, "total", "cumulative", None, "2024-05-15", "actual"),
    ("The toll rose to 19 from 12 on Monday.", 19, "total", "cumulative", None, "2024-05-15", "actual"),
    ("The toll rose to 19 from 12 on Monday.", 12, "total", "cumulative", None, "2024-05-13", "actual"),
    ("In April, 120 people drowned, compared with 90 in the same period last year.",
     120, "month", "flow", "2024-04-01", "2024-04-30", "actual"),
    ("In April, 120 people drowned, compared with 90 in the same period last year.",
     90, "month", "flow", "2023-04-01", "2023-04-30", "actual"),
    ("In the past week, 120 cases were recorded, against 90 the week before.",
     120, "week", "flow", "2024-05-08", "2024-05-15", "actual"),
    ("In the past week, 120 cases were recorded, against 90 the week before.",
     90, "week", "flow", "2024-05-01", "2024-05-08", "actual"),
    ("Officials said on Tuesday that 14 people had drowned.", 14, "unspecified", "flow", None, "2024-05-14", "actual"),
    ("The ministry on Tuesday said 14 people had drowned.", 14, "unspecified", "flow", None, "2024-05-14", "actual"),
    ("Fourteen people drowned, the ministry said in a statement on Tuesday.",
     14, "unspecified", "flow", None, "2024-05-14", "actual"),
    ("Fourteen people drowned, state television reported on Tuesday.",
     14, "unspecified", "flow", None, "2024-05-14", "actual"),
    ("Fourteen people drowned on Monday, state television reported on Tuesday.",
     14, "day", "flow", "2024-05-13", "2024-05-13", "actual"),
    ("GENEVA, 13 May 2024 (WFP) – Fourteen trucks reached the town.",
     14, "unspecified", "flow", None, "2024-05-13", "actual"),
    ("KABUL, May 14 (Xinhua) -- At least 14 people were killed in a blast on Monday.",
     14, "day", "flow", "2024-05-13", "2024-05-13", "actual"),
    ("Since 2011, over 400,000 people have died.", 400000, "since", "cumulative", "2011-01-01", "2024-05-15", "actual"),
    ("It was the worst flood since 1988, killing 14 people.", 14, "unspecified", "flow", None, "2024-05-15", "actual"),
    ("Nobody was injured.", 0, "unspecified", "flow", None, "2024-05-15", "actual"),
    ("In total, 69,961 people have returned.", 69961, "total", "cumulative", None, "2024-05-15", "actual"),
    ("A total of 69,961 people returned.", 69961, "unspecified", "flow", None, "2024-05-15", "actual"),
    ("During epidemiological week 18 (29 April to 5 May), 31 cases were reported.",
     31, "span", "flow", "2024-04-29", "2024-05-05", "actual"),
    ("From 1 January to 12 May 2024, 3,100 cases were reported.",
     3100, "span", "flow", "2024-01-01", "2024-05-12", "actual"),
    ("Between 1 January and 12 May 2024, 3,100 cases were reported.",
     3100, "span", "flow", "2024-01-01", "2024-05-12", "actual"),
    ("Since 1 January and as of 12 May, 3,100 cases have been reported.",
     3100, "since", "cumulative", "2024-01-01", "2024-05-12", "actual"),
    ("By Sunday evening, 14 people had been killed.", 14, "asof", "cumulative", None, "2024-05-12", "actual"),
    ("The operation, which began on 3 May, has so far killed 14 people.",
     14, "total", "cumulative", None, "2024-05-15", "actual"),
    ("In June last year 14 people died.", 14, "month", "flow", "2023-06-01", "2023-06-30", "actual"),
    ("In the November 2023 floods 14 people died.", 14, "month", "flow", "2023-11-01", "2023-11-30", "actual"),
    ("The 12 May attack left 14 dead.", 14, "day", "flow", "2024-05-12", "2024-05-12", "actual"),
    ("Sunday's attack left 14 dead.", 14, "day", "flow", "2024-05-12", "2024-05-12", "actual"),
    ("Some 14,000 remained displaced.", 14000, "asof", "stock", None, "2024-05-15", "actual"),
    ("WFP plans to deliver 500 tonnes of food in June.", 500, "month", "flow", "2024-06-01", "2024-06-30", "planned"),
    ("WFP needs 500 tonnes of food until the end of June.", 500, "span", "flow", "2024-05-15", "2024-06-30", "planned"),
    ("Another 500 soldiers will be sent next month.", 500, "month", "flow", "2024-06-01", "2024-06-30", "planned"),
    ("The flood has also now hit 54 villages.", 54, "total", "cumulative", None, "2024-05-15", "actual"),
    ("Some 54 villages are now cut off.", 54, "asof", "stock", None, "2024-05-15", "actual"),
    ("The number of displaced people has fallen to 8,900.", 8900, "asof", "stock", None, "2024-05-15", "actual"),
    ("Tanks destroyed: 7,500 (+12).", 12, "24h", "flow", "2024-05-14", "2024-05-15", "actual"),
    ("In week 19, 214 people died.", 214, "unspecified", "flow", None, "2024-05-15", "actual"),
    ("In April, 120 people drowned, against 90 a year earlier.",
     90, "month", "flow", "2023-04-01", "2023-04-30", "actual"),
    ("Over the past week, 120 people drowned, up from 90.", 90, "week", "flow", "2024-05-01", "2024-05-08", "actual"),
    ("It was the worst storm since 1991 when 500 people died.",
     500, "year", "flow", "1991-01-01", "1991-12-31", "actual"),
    ("On May 4 and 5, floods killed 14 people.", 14, "span", "flow", "2024-05-04", "2024-05-05", "actual"),
    ("Police seized 14 pistols in a 24-hour sweep that concluded at 6.00 a.m. on Tuesday.",
     14, "24h", "flow", "2024-05-13", "2024-05-14", "actual"),
    ("The police, which will hold talks on Friday, arrested 14 people.",
     14, "unspecified", "flow", None, "2024-05-15", "actual"),
    ("Rescuers said 14 people died on Tuesday, adding that more could be found.",
     14, "day", "flow", "2024-05-14", "2024-05-14", "actual"),
    ("As of 12 May, 18,340 cases have been counted in 2024.",
     18340, "year", "cumulative", "2024-01-01", "2024-05-12", "actual"),
    ("The toll from Sunday's landslide has reached 42.", 42, "total", "cumulative", None, "2024-05-15", "actual"),
    ("Schools closed for the day after 14 people died.", 14, "unspecified", "flow", None, "2024-05-15", "actual"),
    ("On Monday the agency, which watches the border, said 14 people had died.",
     14, "unspecified", "flow", None, "2024-05-13", "actual"),
    ("Date of publication 13 May 2024 A bomb killed 14 people.",
     14, "unspecified", "flow", None, "2024-05-13", "actual"),
    ("Fourteen people died on Sunday evening (May 12, 2024).", 14, "day", "flow", "2024-05-12", "2024-05-12", "actual"),
    ("An update in the last 24 hours says 14 people have died.",
     14, "unspecified", "flow", None, "2024-05-15", "actual"),
    ("The agency sent 500 tents after a quake struck on Monday.",
     500, "unspecified", "flow", None, "2024-05-15", "actual"),
    ("Thirty people were hurt, 20 of whom are still in hospital.", 20, "asof", "stock", None, "2024-05-15", "actual"),
    ("Between 2020 and 2023, 14 people died.", 14, "span", "flow", "2020-01-01", "2023-12-31", "actual"),
    ("By the end of April, 14 people had died.", 14, "asof", "cumulative", None, "2024-04-30", "actual"),
    ("In the second quarter of 2023, 14 people died.", 14, "span", "flow", "2023-04-01", "2023-06-30", "actual"),
    ("Up to 14 May, 14 people had died.", 14, "asof", "cumulative", None, "2024-05-14", "actual"),
    ("Since the war began in April 2023, 14 people have died.",
     14, "since", "cumulative", "2023-04-01", "2024-05-15", "actual"),
    ("From 28 December to 3 January 2024, 14 people died.", 14, "span", "flow", "2023-12-28", "2024-01-03", "actual"),
    ("On 05.05.2024, 14 people died.", 14, "day", "flow", "2024-05-05", "2024-05-05", "actual"),
    ("COLOMBO, May 13 – 14 people were killed in floods.", 14, "unspecified", "flow", None, "2024-05-13", "actual"),
    ("Between May 5 and 12, 14 people died.", 14, "span", "flow", "2024-05-05", "2024-05-12", "actual"),
    ("There were 14 deaths in the past 24 hours, one of the worst days so far.",
     14, "24h", "flow", "2024-05-14", "2024-05-15", "actual"),
    ("The union said last week that 14 people had died.", 14, "unspecified", "flow", None, "2024-05-15", "actual"),
]  # fmt: skip


@pytest.mark.parametrize("case", SAID, ids=lambda case: f"{case[1]}: {case[0]}")
def test_a_period_is_read_as_the_guidelines_code_it(read, case):
    """A sentence gives its figure period, measure, first and last day, and status."""
    text, value, *expected = case
    keys = ("period", "measure", "start", "end", "status")
    figures = [figure for figure in read(text, published=PUBLISHED) if figure["value"] == value]
    assert [[figure[key] for key in keys] for figure in figures] == [expected]


def test_what_a_campaign_brought_since_the_day_it_began(read):
    """A total counts from the day on which what brought it began; that day dates nothing else."""
    (figure,) = read("The operation which commenced on 3 May 2018 has resulted in the arrest of 640 suspects.")
    assert (figure["period"], figure["start"], figure["measure"]) == ("since", "2018-05-03", "cumulative")
    (figure,) = read("Five districts saw floods that first began around 3 May 2018.")
    assert (figure["period"], figure["start"]) == ("unspecified", None)
    (figure,) = read(
        "It was the first blast in the old harbour since the outbreak of the war in 2011 and killed 9 people."
    )
    assert figure["period"] == "unspecified"


def test_the_day_on_which_the_incident_occurred_dates_what_was_told_before(read):
    """The next sentence tells when it happened."""
    (figure,) = read("A strike on the town of Latmah killed 18 rebels. The incident occurred on 11 May.")
    assert (figure["period"], figure["start"]) == ("day", "2018-05-11")


def test_a_paper_that_prints_what_was_said_yesterday(read):
    """Its report is of yesterday, and its days are counted from the day of print."""
    figures = read(
        "Floods have affected 7,760 people, the disaster centre said yesterday.\n\nSix houses were damaged. Two"
        " people died yesterday in Latmah."
    )
    ends = {(figure["value"], figure["end"]) for figure in figures}
    assert {(7760, "2018-05-13"), (6, "2018-05-13"), (2, "2018-05-13")} <= ends


def test_a_dateline_that_lost_its_dash(read):
    """Its day is that of the report, not of what it tells."""
    (figure,) = read("New Latmah, May 13 At least 81 people died in floods.")
    assert (figure["period"], figure["end"]) == ("unspecified", "2018-05-13")


def test_a_day_before_who_said_it_is_of_what_is_told(read):
    """Where commas are lost, the day before `said a monitor` dates the event."""
    (figure,) = read(
        "A mosque in Latmah saw 25 fighters killed when a bomb exploded on Friday said a monitoring group."
    )
    assert (figure["period"], figure["start"]) == ("day", "2018-05-11")


def test_days_of_fighting_are_those_up_to_the_report(read):
    """So many days of what hurts people end with the report, unless something came after them."""
    (figure,) = read("Seven days of shelling had left more than 60 villagers dead.")
    assert (figure["period"], figure["start"]) == ("week", "2018-05-07")
    (figure,) = read("After three days of clashes 75 fighters surrendered.")
    assert figure["period"] == "unspecified"


def test_what_was_said_on_another_day_goes_on_with_no_day_told_before(read):
    """A saying of another day begins anew."""
    figures = read(
        "SAFRA, May 13 (Agency) -- On 9 May an air raid on Latmah killed 12 rebels. The coalition reported on"
        " Friday it had conducted nine airstrikes there."
    )
    assert [(figure["value"], figure["period"]) for figure in figures] == [(12, "day"), (9, "unspecified")]


def test_for_the_day_before_a_colon_is_the_day_of_the_report(read):
    """`For the day: 12 fires`; what is closed for the day is dated by nothing."""
    assert {one["period"] for one in read("For the day: 12 fires, 3 people dead.")} == {"24h"}
    assert "24h" not in {one["period"] for one in read("Two schools were closed for the day.")}


def test_what_happened_in_a_day_is_no_average(read):
    """`12 people died in a day` counts, `12 people a day` is a rate."""
    assert [(one["value"], one["period"]) for one in read("In Homs 12 people died in a day.")] == [(12, "24h")]
    assert read("In Homs 12 people die a day.") == []
