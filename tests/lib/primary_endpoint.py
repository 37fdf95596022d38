"""The primary endpoint read from the rows of a complete path, as F.2 of ``clinical.md`` words it.

Only for invented patients with every value known and time enough: default settings, no missing
value, no data cut. Kept apart from the engine on purpose, so that the two can be compared.
"""

from collections.abc import Iterable
from datetime import date

from synchronox_core.protocol.calendar import add_months
from synchronox_core.synthetic.patient.chart import Row
from synchronox_core.synthetic.patient.journey import Journey

DAYS = ("assessment_date", "operation_date", "treatment_date", "event_date", "first_seen_date")


def is_achieved(journey: Journey) -> bool:
    """Whether both sites were treated curatively by month 18, in life."""
    assert journey.died_on is not None
    told = {name: _by(rows, journey.died_on) for name, rows in journey.chart.rows.items()}
    end = min(add_months(journey.member.t0, 18), journey.died_on)
    return is_rectum_cured(told, end) and is_liver_cured(told, end)


def _by(rows: Iterable[Row], last_day: date) -> list[Row]:
    return [row for row in rows if all(_day(row, name) <= last_day for name in DAYS)]


def _day(row: Row, column: str) -> date:
    day = row.get(column)
    return day if isinstance(day, date) else date.min


def is_rectum_cured(told: dict[str, list[Row]], end: date) -> bool:
    """R0 resection of the record by a day, or a complete response kept for twelve months."""
    operations = [
        row
        for row in told["operations"]
        if _day(row, "operation_date") <= end
        and row["site"] in ("rectum", "both")
        and row["rectal_procedure"] != "exploration_only"
    ]
    if operations:
        return any(_is_rectal_r0(row) for row in operations)
    examined = [row for row in told["assessments"] if row["site"] == "rectum"]
    days = sorted(_day(row, "assessment_date") for row in examined if _is_complete_response(row))
    if not days or days[0] > end:
        return False
    year_end = add_months(days[0], 12)
    regrown = [row for row in told["events"] if row["event_type"] == "regrowth"]
    if any(_day(row, "event_date") <= year_end for row in regrown):
        return False
    return any(_day(row, "assessment_date") >= year_end for row in examined)


def _is_rectal_r0(row: Row) -> bool:
    if row["rectal_procedure"] == "local_excision" or row["residual_macroscopic"] == "yes":
        return False
    margin, distal = row["circumferential_margin_mm"], row["distal_margin_mm"]
    assert isinstance(margin, int | float)
    is_clear = margin > 1 or (margin == 1 and row.get("circumferential_margin_qualifier") == ">")
    if row["rectal_procedure"] == "apr" and distal == "NA":
        return is_clear
    assert isinstance(distal, int | float)
    return is_clear and distal >= 10


def _is_complete_response(row: Row) -> bool:
    return (
        row.get("ymrtrg") == 1
        and row.get("dre") in ("normal", "scar")
        and row.get("endoscopy") in ("no_tumour", "white_scar")
    )


def is_liver_cured(told: dict[str, list[Row]], end: date) -> bool:
    """Every lesion's last treatment by a day is curative; one vanished may stay untreated."""
    last = {row["lesion_no"]: row for row in _in_order(told["lesion_treatments"], end)}
    examined = {row["assessment_no"]: row for row in told["assessments"]}
    measured = [row for row in told["lesion_measurements"] if row["assessment_no"] in examined]
    seen = {
        row["lesion_no"]: row["status"]
        for row in sorted(
            measured, key=lambda row: _day(examined[row["assessment_no"]], "assessment_date")
        )
        if _day(examined[row["assessment_no"]], "assessment_date") <= end
    }
    numbers = [row["lesion_no"] for row in told["liver_lesions"]]
    untreated = [number for number in numbers if number not in last]
    return (
        bool(last)
        and all(seen[number] == "disappeared" for number in untreated)
        and all(_is_curative(row) for row in last.values())
    )


def _in_order(treatments: list[Row], end: date) -> list[Row]:
    done = [row for row in treatments if _day(row, "treatment_date") <= end]
    return sorted(done, key=lambda row: _day(row, "treatment_date"))


def _is_curative(row: Row) -> bool:
    if row["kind"] != "resection":
        return row["kind"] == "rfa" and row["ablation_complete"] == "yes"
    margin = row["liver_margin_mm"]
    assert isinstance(margin, int | float)
    return margin > 1 or row["viable_percent"] == 0
