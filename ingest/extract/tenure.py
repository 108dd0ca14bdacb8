"""Which period governs figures that state none: of the paragraph, of a heading, of the lead, of their own family."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.extract.calendars import Time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ingest.extract.drafts import Draft, Findings, Page
    from ingest.extract.sentences import Sentence

_DAILY: Final = frozenset({"24h", "48h", "72h"})
_NEAR: Final = frozenset({"24h", "48h", "72h", "day", "week", "span"})
_DATED: Final = frozenset({"day", "span", "week"})
_TITLED: Final = _NEAR | {"month", "year"}
_STOPS: Final = frozenset(".!?:")
_LABEL: Final = 3
"""Within how many words a line says that it names a period."""
_PERIODS: Final = frozenset({"period", "week", "month", "dates", "covering", "covers", "reporting"})
_MONTH: Final = 27
_FRAMES: Final = frozenset({"week", "span", "month"})
_EFFECTS: Final = frozenset({"harm", "fight"})
_EVENTS: Final = _EFFECTS | {"movement"}
_BROUGHT: Final = frozenset({"law", "harm", "fight", "staff", "health"})
_COMPANIONS: Final = {"movement": "law", "law": "movement"}
"""Families that are told of together: who is set free comes home."""
_FOLLOWING: Final = {"aid": frozenset({"movement"}), "movement": frozenset({"harm", "fight"})}
"""Families that the next sentence can go on with: lorries that came carried aid, who was shelled fled."""
_LED: Final = ("harm", "law")
_DONE: Final = frozenset({
    "deaths", "injuries", "rescued", "houses_damaged", "houses_destroyed", "facilities_damaged", "crops_damaged",
    "livestock_lost",
})  # fmt: skip
"""What a sudden event does at once."""
_FAR_BEYOND: Final = 50
_WEEK: Final = timedelta(days=7)
_HEAD: Final = 3
"""In which lines a report says what it is about."""
_OPENING: Final = 3
_PRONOUNS: Final = frozenset({"they", "it", "we", "these", "she", "he"})
_STAMPED: Final = 4
"""Among which lines the one stands that says when a report was made, and for which period."""
_LINE: Final = 16
_HEADED: Final = 12
"""How many lines a heading can govern."""


class _Held(NamedTuple):
    """A period and where it was named."""

    time: Time
    paragraph: int
    line: int
    families: frozenset[str] = frozenset()

    def shares_line(self, sentence: Sentence) -> bool:
        return (self.paragraph, self.line) == (sentence.paragraph, sentence.line)

    def lists(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in another line of the same list."""
        return self.paragraph == sentence.paragraph and self.line != sentence.line


@dataclass(slots=True)
class Tenure:
    """The periods that are in force, from sentence to sentence."""

    latest: _Held | None = None
    age: int = 0
    """How many sentences ago the latest period was named."""
    told: dict[str, _Held] = field(default_factory=dict)
    """The period that each family of figures was told for last."""
    turns: dict[str, int] = field(default_factory=dict)
    """In which order periods were named last."""
    turn: int = 0
    """How many were named so far."""
    count: _Held | None = None
    """The day that the last total counts from."""
    daily: Time | None = None
    daily_part: int = 0
    """Under which heading the hours were named, 0 where for all: those of one section say nothing of others."""
    hours_part: int = -1
    """Under which heading hours were named last."""
    part: int = 0
    """How many headings of the body were passed."""
    weekly: Time | None = None
    """The week that a weekly report says at its head to be about."""
    titled: Time | None = None
    """The period that a title without figures names."""
    named: dict[str, Time] = field(default_factory=dict)
    """The last period of each kind that was named."""
    moment: Time | None = None
    """The day up to which something was counted last."""
    reported: Time | None = None
    """The period that a line at the head gives as the report's."""
    total: _Held | None = None
    """The running total of the sentence before."""
    event: Time | None = None
    """The day of the event that the lead tells of."""
    framed: Time | None = None
    """The weeks or days that the lead tells of: lists below it spell them out."""
    headed: _Held | None = None
    close: bool = False
    """Whether the heading stands right above its lines, so that it ends with their paragraph."""
    largest: dict[str, Decimal] = field(default_factory=dict)
    """The largest figure of each indicator so far."""
    strikes: bool = False
    """Whether the sentence names such an event."""
    cause: Time | None = None
    """The day of the sudden event that the text is about."""
    led: bool = False
    """Whether the first figures of the body are told."""

    @property
    def time(self) -> Time | None:
        """The latest period, to which "the same period" refers."""
        return self.latest.time if self.latest else None

    def reported_week(self, time: Time, reference: date) -> Time:
        """The week that a weekly report is about, or the one before it, where a period speaks of it."""
        week = self.weekly
        if week is None or week.start is None or week.end is None or time.end is None:
            return time
        back = reference - time.end
        if back not in (timedelta(0), _WEEK):
            return time
        return replace(week, first=time.first, last=time.last, start=week.start - back, end=week.end - back)

    def note_report(self, page: Page, findings: Findings, drafts: Sequence[Draft]) -> bool:
        """Keep the period that a line without figures at the head gives as the report's; whether it is such a line."""
        sentence, words = findings.sentence, page.scene.tokens.word
        if drafts or not 0 < sentence.line <= _STAMPED or not _is_short(sentence):
            return False
        labelled = not _PERIODS.isdisjoint(words[sentence.first : sentence.first + _LABEL])
        if self.reported is None and (labelled or words[sentence.last - 1] not in _STOPS):
            framed = (time for time in findings.times if time.period in _FRAMES and not time.again)
            self.reported = next(framed, None)
            stated = self.reported
            self.weekly = self.weekly or (stated if stated and _is_week(stated) else None)
        return True

    def going_on(self, page: Page, sentence: Sentence) -> Time | None:
        """The running total with which a sentence goes on: `To date partners have helped 900. They have sent 40 t`."""
        held, words = self.total, page.scene.tokens.word[sentence.first : sentence.first + _OPENING]
        if held is None or held.paragraph != sentence.paragraph or words[0] not in _PRONOUNS:
            return None
        return held.time if "have" in words or "has" in words else None

    def _is_weekly(self, sentence: Sentence, time: Time) -> bool:
        """Whether a report says at its head which week it is about."""
        return sentence.line <= _HEAD and (sentence.line == 0 or sentence.heading) and _is_week(time)

    def anchor(self, page: Page, findings: Findings) -> None:
        """Give the periods of a sentence that refer back to a day that day: `the next day`, `as of the same day`."""
        kept: list[Time] = []
        words = page.scene.tokens.word
        self.strikes = bool(page.marks_in("cause.sudden", *findings.sentence[:2]))
        for time in findings.times:
            if time.period == "24h" and words[time.first] == "overnight" and any(one.period == "day" for one in kept):
                continue  # "on Monday gunmen took 30 tonnes and held two drivers overnight"
            anchored = time if time.later is None else self._anchored(time, kept, page.reference)
            if anchored:
                kept.append(anchored)
        findings.times = kept

    def _anchored(self, time: Time, before: Sequence[Time], reference: date) -> Time | None:
        if time.period in ("month", "year") or (time.period == "week" and not time.later):
            whole = self.reported if self.reported and self.reported.period == time.period else None
            named = whole or self.named.get(time.period)
            return replace(named, first=time.first, last=time.last) if named else time
        base = next((one for one in reversed(before) if one.period in _DATED and one.end), None)
        if base is None and time.period == "asof":
            base = self.moment
        if base is None:
            base = self.time
        if base is None or base.end is None or (base.period not in _DATED and time.period != "asof"):
            return None if time.later else time
        day = base.end + timedelta(days=time.later or 0)
        if day > reference:
            return None
        if time.period == "asof":
            return replace(time, end=day, again=False)
        if time.period == "week":
            return replace(time, start=base.end, end=day, again=False)
        return replace(time, period="day", start=day, end=day, again=False)

    def heading(self, sentence: Sentence) -> Time | None:
        """The period of the heading above a line."""
        held = self.headed
        if held is None or not 0 < sentence.line - held.line <= _HEADED:
            return None
        beside = held.paragraph == sentence.paragraph
        self.close = self.close or (beside and sentence.line == held.line + 1)
        return held.time if beside or not self.close else None

    def governing_time(self, sentence: Sentence, draft: Draft) -> Time | None:
        """The period that governs a sentence which states none itself."""
        if self.latest and self.latest.shares_line(sentence) and self._fits(self.latest, draft.family):
            return self.latest.time
        family = draft.family
        if self.strikes and (struck := self._struck(draft)):
            return struck
        if family == "other" and self.turns.get("law", 0) == self.turn:
            family = "law"  # what else a raid brought
        told = self._told(sentence, family)
        if told and self.turns.get(family, 0) > self.turns.get("daily", 0):
            return told
        return self.daily or told or self.titled or self._struck(draft) or self._frame(sentence) or self._rest(draft)

    def _struck(self, draft: Draft) -> Time | None:
        """The day of the sudden event that the text is about, for what it did."""
        code = draft.indicator.code if draft.indicator else ""
        return self.cause if code in _DONE and draft.measure == "flow" else None

    def planned(self, reference: date) -> Time | None:
        """The time to come that the title of an appeal or a plan names."""
        time = self.titled
        return time if time and time.end and time.end > reference else None

    def _rest(self, draft: Draft) -> Time | None:
        """The report's own period, else the day of the one event that the lead tells of, for what it brought."""
        if self.reported or self.event is None or draft.perfect or draft.family not in _BROUGHT:
            return self.reported
        return self.event

    def _frame(self, sentence: Sentence) -> Time | None:
        """The weeks of which the lead told: its list spells them out, and a report on so many is on nothing else."""
        time = self.framed
        if time is None or sentence.bullet:
            return time
        long = time.start and time.end and (time.end - time.start).days >= _MONTH
        return time if long else None

    def dwarfs(self, draft: Draft) -> bool:
        """Whether a figure is far beyond those told before, so that it tells of the whole war and not of the day."""
        largest = self.largest.get(draft.indicator.code) if draft.indicator else None
        return largest is not None and largest > 0 and draft.value >= _FAR_BEYOND * largest

    def running_time(self, sentence: Sentence, draft: Draft) -> Time | None:
        """The total since a day that a word of a running total takes up."""
        if self.count and self.count.shares_line(sentence):
            return self.count.time
        time = self._told(sentence, draft.family)
        return time if time and time.period == "since" else None

    def _told(self, sentence: Sentence, family: str) -> Time | None:
        """The period that a family of figures was told for, unless each line of a list stands for itself."""
        held = self.told.get(family)
        if held is None and family == "fight":
            held = self.told.get("harm")
        return None if held is None or sentence.bullet or held.lists(sentence) else held.time

    def _fits(self, held: _Held, family: str) -> bool:
        """Whether the period of a paragraph governs figures of a family: of its own, harm, or what follows at once."""
        if family in held.families or family in _EFFECTS or _COMPANIONS.get(family) in held.families:
            return True
        goes_on = family in _FOLLOWING and not held.families.isdisjoint(_FOLLOWING[family])
        return (not held.families or goes_on) and self.age <= 1

    def leave(self, page: Page, findings: Findings, drafts: Sequence[Draft]) -> None:
        """End a sentence: keep the periods that it named, but for those of plans and comparisons."""
        sentence = findings.sentence
        aside = {
            draft.time.first
            for draft in drafts
            if draft.time and (draft.status == "planned" or draft.compared or draft.aside)
        }
        spoken = [time for time in findings.times if not time.again and time.first not in aside]
        if self.note_report(page, findings, drafts):
            spoken = [time for time in spoken if time.period != "day" or time.end != page.reference]  # its date line
        self.weekly = self.weekly or next((time for time in spoken if self._is_weekly(sentence, time)), None)
        if not drafts and (sentence.heading or sentence.line == 0):
            self._head(page, sentence, spoken)
        for draft in drafts:
            if draft.indicator and sentence.line > 0:
                code = draft.indicator.code
                self.largest[code] = max(self.largest.get(code, draft.value), draft.value)
        self._keep_latest(findings, spoken, drafts)
        if spoken:
            self._keep_daily(page, findings, spoken, drafts)
            self._keep_count(sentence, spoken)
        self._keep_told(sentence, drafts)
        running = (one.time for one in drafts if one.time and one.time.period == "total" and one.time.running)
        total = next(running, None)
        self.total = _Held(total, sentence.paragraph, sentence.line) if total else None
        self._keep_cause(findings, spoken, drafts)
        if not self.led and sentence.line > 0:
            self._lead(sentence, drafts)

    def _head(self, page: Page, sentence: Sentence, spoken: Sequence[Time]) -> None:
        """Let a heading govern the lines below it, a title the whole text."""
        if sentence.line == 0:
            self.titled = spoken[0] if spoken and spoken[0].period in _TITLED else None
            return
        self.told.clear()
        self.part += 1
        if self.daily_part:
            self.daily = None
        sums = page.marks_in("time", sentence.first, sentence.last)
        if not spoken and any(meaning in ("total", "lasting") for _, meaning in sums):
            spoken = [Time(sentence.first, sentence.last, "total", running=True)]
        if spoken:
            self.headed, self.close = _Held(spoken[0], sentence.paragraph, sentence.line), False
        elif self.headed and (sentence.line - self.headed.line > 1 or sentence.last - sentence.first > 1):
            self.headed = None

    def _keep_latest(self, findings: Findings, spoken: Sequence[Time], drafts: Sequence[Draft]) -> None:
        sentence = findings.sentence
        self.age += 1
        self.named.update((time.period, time) for time in spoken)
        self.moment = next((time for time in spoken if time.period == "asof" and time.end), self.moment)
        dating = {id(draft.time) for draft in drafts}
        time = next((time for time in spoken if _dates(time) and (not time.relative or id(time) in dating)), None)
        if any(one.again and one.period != "since" for one in findings.times) and self.latest:
            time = time or self.latest.time  # "during this period" keeps it in force
        if time:
            families = frozenset(draft.family for draft in drafts)
            self.latest, self.age = _Held(time, sentence.paragraph, sentence.line, families), 0

    def _keep_daily(self, page: Page, findings: Findings, spoken: Sequence[Time], drafts: Sequence[Draft]) -> None:
        """Keep the hours that a daily report counts, unless they only measure rain or head a section."""
        sentence = findings.sentence
        daily = next((time for time in spoken if time.period in _DAILY and not _is_label(time, drafts)), None)
        if daily and not _NIGHTS.isdisjoint(page.scene.tokens.word[daily.first : daily.last]):
            return  # told of a night, not of a report's day
        heads = sentence.heading and sentence.line > 0
        if daily and daily.period != "24h" and sentence.line > _HEAD:
            return  # freed in two days: no report of every two days
        if daily and drafts and (self.led or daily.first > sentence.first) and _is_of_line(page, sentence, daily):
            return  # `Shelling in 24 hours: 53 attacks` dates no other line
        if daily and (drafts or not (heads or _measures(findings))):
            again = self.hours_part not in (-1, self.part)
            self.daily, self.daily_part = daily, self.part if self.led and not again else 0
            self.hours_part = self.part
            self._turn("daily")

    def _keep_count(self, sentence: Sentence, spoken: Sequence[Time]) -> None:
        since = next((time for time in spoken if time.period == "since" and time.start), None)
        if since:
            self.count = _Held(since, sentence.paragraph, sentence.line)

    def _keep_told(self, sentence: Sentence, drafts: Sequence[Draft]) -> None:
        """Keep which period each family of figures was told for."""
        for draft in drafts:
            time = draft.time
            if time is None or not draft.own_time or draft.period != time.period or draft.compared or draft.aside:
                continue
            if draft.status != "actual" or draft.whole or sentence.bullet:
                continue
            leads = time.period == "since" and sentence.line > 0 and not self.led and draft.family not in _EFFECTS
            if time.period in _NEAR or leads or (time.period == "month" and sentence.line > 0):
                self._tell(draft.family, time, sentence)
            elif time.period != "asof":
                self.told.pop(draft.family, None)

    def _keep_cause(self, findings: Findings, spoken: Sequence[Time], drafts: Sequence[Draft]) -> None:
        """Let what a response responds to date the harm told later: `sent tents after the quake on Monday`."""
        sentence = findings.sentence
        if not drafts and not sentence.heading and sentence.line > 0:
            cause = next((time for time in spoken if time.period in _NEAR and not time.running), None)
            held = self.told.get("harm")
            if cause and held and held.time.period == cause.period == "day":
                self._tell("harm", cause, sentence)
            return
        if not drafts or any(draft.time and draft.time.period in _NEAR for draft in drafts):
            return
        cause = next((time for time in spoken if time.period in _NEAR and not time.running), None)
        if cause:
            self._tell("harm", cause, sentence)

    def _lead(self, sentence: Sentence, drafts: Sequence[Draft]) -> None:
        """Let the day of a lead without figures govern what is told next."""
        if self.latest and not drafts and not sentence.heading and self.age == 0:
            for family in _LED:
                self._tell(family, self.latest.time, sentence)
        self.led = bool(drafts)
        dated = (draft.time for draft in drafts if draft.own_time or draft.near_time)
        happened = (
            draft for draft in drafts if draft.own_time and draft.measure == "flow" and draft.status == "actual"
        )
        self.event = next((one.time for one in happened if one.family in _EVENTS and one.period == "day"), None)
        self.framed = next((time for time in dated if time and time.period in _FRAMES), None)

    def _tell(self, family: str, time: Time, sentence: Sentence) -> None:
        self.told[family] = _Held(time, sentence.paragraph, sentence.line)
        self._turn(family)

    def _turn(self, kind: str) -> None:
        """Note that a period was named after all others."""
        self.turn += 1
        self.turns[kind] = self.turn


def _is_week(time: Time) -> bool:
    if time.start is None or time.end is None or time.period != "span":
        return False
    return time.end - time.start in (_WEEK, _WEEK - timedelta(days=1))


def _is_short(sentence: Sentence) -> bool:
    return sentence.last - sentence.first <= _LINE


def _dates(time: Time) -> bool:
    return not time.running and time.period in _NEAR


_NIGHTS: Final = frozenset({"overnight", "night"})


def _is_label(time: Time, drafts: Sequence[Draft]) -> bool:
    """Whether a period belongs to the label of one figure: `New cases in the last 24 hours: 42`."""
    return any(draft.joint == "" and draft.counted.first <= time.first < draft.number.first for draft in drafts)


def _is_of_line(page: Page, sentence: Sentence, time: Time) -> bool:
    """Whether a period belongs to the label with which a line begins: `Shelling in 24 hours: 53 attacks`."""
    words = page.scene.tokens.word
    lead = words[sentence.first : min(sentence.first + _LABELLED, sentence.last)]
    return any(word in _LABEL_ENDS for word in lead[time.first - sentence.first :])


_LABELLED: Final = 14
_LABEL_ENDS: Final = frozenset(":|")


def _measures(findings: Findings) -> bool:
    """Whether a sentence measures something else than figures, such as rain."""
    return any(number.reason not in (None, "date") for number in findings.numbers)
