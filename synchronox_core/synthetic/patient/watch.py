"""The rectum kept after a clinical complete response: its surveillance and the regrowth."""

from datetime import date, timedelta

from synchronox_core.protocol.calendar import add_months
from synchronox_core.synthetic.patient.induction import assess_rectum
from synchronox_core.synthetic.patient.journey import Journey
from synchronox_core.synthetic.patient.operations import resect_regrowth

WATCH_MONTHS = 12
SALVAGE_ATTEMPTED = 0.5


def keep_rectum(journey: Journey) -> None:
    """Write the surveillance of the first year and beyond, or the regrowth and what follows it."""
    assert journey.response_on is not None
    if journey.course.has_regrowth:
        _regrow(journey)
        return
    confirmed_on = journey.dice.after(add_months(journey.response_on, WATCH_MONTHS), 0, 20)
    _watch(journey, confirmed_on)
    if journey.stopped_on is None:
        journey.act(confirmed_on)
    for months in (6, 12):
        day = add_months(confirmed_on, months)
        assess_rectum(journey, day, "surveillance", 1, is_complete=True)


def _regrow(journey: Journey) -> None:
    dice = journey.dice
    regrown_on = _regrowth_day(journey)
    _watch(journey, regrown_on)
    journey.chart.add("events", event_date=regrown_on, event_type="regrowth", event_site="rectum")
    is_salvaged = journey.course.failure is None
    if is_salvaged or dice.chance(SALVAGE_ATTEMPTED):
        resect_regrowth(journey, dice.after(regrown_on, 25, 45))
        return
    journey.stopped_on = journey.relapsed_on = regrown_on
    journey.chart.add(
        "events",
        event_date=dice.after(regrown_on, 5, 20),
        event_type="treatment_refused",
        event_site="rectum",
    )


def _regrowth_day(journey: Journey) -> date:
    # Within the first year, and early enough for a salvage by month 18.
    assert journey.response_on is not None
    earliest = journey.dice.after(journey.response_on, 90, 210)
    if journey.last_act_on is not None:
        earliest = max(earliest, journey.last_act_on + timedelta(days=30))
    latest = min(
        add_months(journey.response_on, WATCH_MONTHS) - timedelta(days=10),
        journey.horizon - timedelta(days=60),
    )
    return min(earliest, latest)


def _watch(journey: Journey, last_day: date) -> None:
    # The last day confirms the response, or shows the regrowth.
    assert journey.response_on is not None
    regrows = journey.course.has_regrowth
    day = journey.dice.after(journey.response_on, 80, 100)
    while day < last_day - timedelta(days=20):
        assess_rectum(journey, day, "surveillance", 1, is_complete=True)
        day = journey.dice.after(day, 80, 100)
    assess_rectum(journey, last_day, "surveillance", 4 if regrows else 1, is_complete=not regrows)
