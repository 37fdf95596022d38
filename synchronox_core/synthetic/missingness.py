"""Values that were never reported, twice as often in the retrospective cohort."""

from collections.abc import Mapping
from dataclasses import dataclass

from synchronox_core.synthetic.dice import Dice
from synchronox_core.synthetic.options import RETROSPECTIVE_SHARE
from synchronox_core.synthetic.patient.chart import Chart, Row, day_in, withhold

TIMES_IN_RETROSPECTIVE = 2.0
STRATEGY_RATE = 0.02

PATIENT_RATES = {
    ("kras", "nras"): (0.05, "ND"),
    ("cea_ng_ml",): (0.10, "ND"),
    ("bmi_kg_m2",): (0.03, "NK"),
    ("differentiation",): (0.06, "NK"),
    ("emvi",): (0.03, "NK"),
    ("comorbidities",): (0.02, "NK"),
    ("remnant_liver_percent", "segments_planned"): (0.05, "ND"),
}
"""Average rate (0-1) and missing code of columns of a patient that are missing together."""

ROW_RATES: dict[str, dict[str, tuple[float, str]]] = {
    "operations": {
        "circumferential_margin_mm": (0.06, "NK"),
        "distal_margin_mm": (0.08, "NK"),
        "complications_30d": (0.03, "NK"),
        "ypn": (0.03, "NK"),
        "regression_grade": (0.12, "ND"),
    },
    "assessments": {"ymrtrg": (0.15, "ND")},
    "liver_lesions": {"segments": (0.005, "NK")},
}
OPERATION_RATES = {"liver_margin_mm": (0.10, "NK"), "viable_percent": (0.20, "ND")}
"""Missing for all the nodules of an operation at once."""

KEPT_TIMEPOINTS = ("surveillance", "baseline")
MONTH_ONLY_RATE = 0.04
MID_MONTH = 15


def compute_rate(average: float, *, is_retrospective: bool) -> float:
    """Rate of a cohort that keeps the average of the study and the ratio between the cohorts.

    >>> round(compute_rate(0.06, is_retrospective=True), 3)
    0.074
    """
    times = TIMES_IN_RETROSPECTIVE
    prospective = average / (1 + (times - 1) * RETROSPECTIVE_SHARE)
    return prospective * (times if is_retrospective else 1)


@dataclass(frozen=True)
class _Loss:
    # Decides whether a value of this patient is lost, given the average rate of the study.
    dice: Dice
    multiple: float
    is_retrospective: bool

    def strikes(self, average: float) -> bool:
        rate = compute_rate(average, is_retrospective=self.is_retrospective)
        return self.dice.chance(min(1.0, self.multiple * rate))


def lose_values(chart: Chart, dice: Dice, multiple: float, *, is_retrospective: bool) -> None:
    """Replace values by missing codes, and some diagnosis days by their month.

    Args:
        chart: Observed rows of a patient.
        dice: Source of the decisions.
        multiple: Multiple of every rate.
        is_retrospective: Cohort of the patient.
    """
    loss = _Loss(dice, multiple, is_retrospective)
    _lose_of_patient(chart.patient, loss)
    for table, rates in ROW_RATES.items():
        for row in chart.rows[table]:
            if row.get("timepoint") not in KEPT_TIMEPOINTS:
                _lose_of_row(row, rates, loss)
    for operation in chart.rows["operations"]:
        for column, (average, code) in OPERATION_RATES.items():
            if loss.strikes(average):
                _lose_for_operation(chart, operation, column, code)


def _lose_of_patient(patient: Row, loss: _Loss) -> None:
    for columns, (average, code) in PATIENT_RATES.items():
        if loss.strikes(average):
            patient |= dict.fromkeys(columns, code)
    if loss.strikes(STRATEGY_RATE) and loss.is_retrospective:
        patient["strategy_planned"] = "NK"
    if loss.strikes(MONTH_ONLY_RATE) and loss.is_retrospective:
        _keep_month_only(patient)


def _lose_of_row(row: Row, rates: Mapping[str, tuple[float, str]], loss: _Loss) -> None:
    for column, (average, code) in rates.items():
        if loss.strikes(average):
            withhold(row, column, code)


def _lose_for_operation(chart: Chart, operation: Row, column: str, code: str) -> None:
    for row in chart.rows["lesion_treatments"]:
        if row.get("operation_no") == operation["operation_no"]:
            withhold(row, column, code)


def _keep_month_only(patient: Row) -> None:
    day = day_in(patient, "rectal_diagnosis_date")
    patient["rectal_diagnosis_date"] = day.replace(day=MID_MONTH)
    patient["rectal_diagnosis_precision"] = "month"
