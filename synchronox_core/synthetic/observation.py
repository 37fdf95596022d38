"""What of a path is observed: nothing after death, loss to follow-up or the data cut."""

from datetime import date, timedelta

from synchronox_core.protocol.thresholds import POSTOPERATIVE_DAYS
from synchronox_core.synthetic.dice import Dice
from synchronox_core.synthetic.patient.chart import Chart, Row, day_in, withhold
from synchronox_core.synthetic.patient.journey import Journey

DATED_BY = {
    "liver_lesions": "first_seen_date",
    "assessments": "assessment_date",
    "chemotherapy": "start_date",
    "radiotherapy": "start_date",
    "operations": "operation_date",
    "lesion_treatments": "treatment_date",
    "complications": "complication_date",
    "events": "event_date",
    "followup": "visit_date",
}
"""Column whose day decides whether a row exists yet."""

LIFETIME_YEARS = 100.0
SILENCE_DAYS = 25
PATHOLOGY_DAYS = 15
PATHOLOGY = (
    "circumferential_margin_mm",
    "distal_margin_mm",
    "pathologist_r",
    "ypt",
    "ypn",
    "regression_scale",
    "regression_grade",
)
NODULE_PATHOLOGY = ("liver_margin_mm", "viable_percent")


def observe(journey: Journey, cut: date, dice: Dice, losses_per_year: float) -> None:
    """Take back from the chart what nobody could know on the day of the data cut.

    Args:
        journey: Complete path.
        cut: Last day on which anything can be known.
        dice: Source of the losses.
        losses_per_year: Rate of loss to follow-up after the board's decision.
    """
    lost_on = _draw_loss(journey, dice, losses_per_year)
    died_on = journey.died_on if journey.died_on and journey.died_on <= min(cut, lost_on) else None
    end = died_on or min(cut, lost_on)
    chart = journey.chart
    for table, column in DATED_BY.items():
        chart.rows[table] = [row for row in chart.rows[table] if day_in(row, column) <= end]
    seen = {row["assessment_no"] for row in chart.rows["assessments"]}
    chart.rows["lesion_measurements"] = [
        row for row in chart.rows["lesion_measurements"] if row["assessment_no"] in seen
    ]
    _trim_courses(chart, end)
    _trim_operations(chart, end, is_dead=died_on is not None)
    _close(journey, end, died_on, is_lost=lost_on < cut, dice=dice)


def _draw_loss(journey: Journey, dice: Dice, losses_per_year: float) -> date:
    expected = dice.exponential(1.0)
    years = (
        min(LIFETIME_YEARS, expected / losses_per_year) if losses_per_year > 0 else LIFETIME_YEARS
    )
    lost_on = journey.decided_on + timedelta(days=int(years * 365.25))
    is_entered_by_then = journey.member.is_retrospective or lost_on > journey.member.inclusion
    return lost_on if is_entered_by_then else date.max


def _trim_courses(chart: Chart, end: date) -> None:
    for row in chart.rows["chemotherapy"]:
        if day_in(row, "end_date") > end:
            row["n_cycles"] = _cycles_given(row, end)
            row["end_date"] = None
    for row in chart.rows["radiotherapy"]:
        if day_in(row, "end_date") > end:
            row["end_date"] = row["dose_gy"] = row["n_fractions"] = None


def _cycles_given(row: Row, end: date) -> int:
    # The first cycle is on the first day and the last is still to come.
    start, cycles = day_in(row, "start_date"), row["n_cycles"]
    assert isinstance(cycles, int)
    return 1 + (cycles - 1) * (end - start).days // (day_in(row, "end_date") - start).days


def _trim_operations(chart: Chart, end: date, *, is_dead: bool) -> None:
    for row in chart.rows["operations"]:
        age_days = (end - day_in(row, "operation_date")).days
        if row.get("discharge_date") is not None and day_in(row, "discharge_date") > end:
            row["discharge_date"] = None
        if age_days < POSTOPERATIVE_DAYS and not is_dead:
            _trim_complications(chart, row)
        if age_days < PATHOLOGY_DAYS and not is_dead:
            _await_pathology(row, PATHOLOGY)
    for row in chart.rows["lesion_treatments"]:
        age_days = (end - day_in(row, "treatment_date")).days
        if age_days < PATHOLOGY_DAYS and not is_dead:
            _await_pathology(row, NODULE_PATHOLOGY)
        if row.get("control_date") is not None and day_in(row, "control_date") > end:
            row["control_date"] = None
            row["ablation_complete"] = "ND" if is_dead else "NV"


def _trim_complications(chart: Chart, operation: Row) -> None:
    recorded = {row["operation_no"] for row in chart.rows["complications"]}
    if operation["operation_no"] not in recorded:
        operation["complications_30d"] = "NV"


def _await_pathology(row: Row, columns: tuple[str, ...]) -> None:
    for column in columns:
        withhold(row, column, "NV")


def _close(journey: Journey, end: date, died_on: date | None, *, is_lost: bool, dice: Dice) -> None:
    chart = journey.chart
    last_contact = max(
        day_in(row, column) for table, column in DATED_BY.items() for row in chart.rows[table]
    )
    silence = 0
    if not is_lost and not died_on:
        silence = dice.days(0, min(SILENCE_DAYS, (end - journey.member.inclusion).days))
    chart.patient |= {
        "vital_status": "dead" if died_on else "alive",
        "last_news_date": max(last_contact, end - timedelta(days=silence)),
        "death_date": died_on,
        "death_cause": journey.death_cause if died_on else None,
    }
    if end < journey.decided_on:
        chart.patient |= {"strategy_planned": "NV", "strategy_decided_on": "NV"}
    if end < journey.member.inclusion:
        chart.patient["information_date"] = None
