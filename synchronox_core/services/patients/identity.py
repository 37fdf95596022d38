"""Who a patient is, in two lines."""

from synchronox_core.services.patients.file import PatientFile
from synchronox_core.services.patients.words import (
    in_sentence,
    join_known,
    tell_cell,
    tell_cell_fact,
    tell_day,
    tell_value,
)
from synchronox_core.text import text

BIOLOGY = ("kras", "nras", "braf", "cea_ng_ml")
"""Columns of the second line of identity."""


def tell_identity(file: PatientFile, language: str) -> tuple[str, str]:
    """Who the patient is, in two lines without the study code: person; biology and plan.

    Args:
        file: The patient.
        language: ``en`` or ``fr``.
    """
    baseline = file.baseline
    person = [
        _tell_age(file, language),
        tell_cell(file.baseline, "sex", language),
        tell_cell_fact(file.baseline, "ecog", language),
        text("patient.centre", language, centre=baseline["centre_name"] or baseline["centre_id"]),
        tell_cell(file.baseline, "cohort", language),
    ]
    biology = [tell_cell_fact(file.baseline, column, language) for column in BIOLOGY]
    return join_known(person), join_known([*biology, _tell_plan(file, language)])


def _tell_age(file: PatientFile, language: str) -> str:
    age = tell_cell(file.baseline, "age_at_diagnosis_years", language)
    is_known = file.baseline["age_at_diagnosis_years"] is not None
    return text("patient.age", language, age=age) if is_known else age


def _tell_plan(file: PatientFile, language: str) -> str:
    if file.baseline["strategy_planned"] is None:
        return text("patient.no_plan", language)
    strategy = tell_value("strategy_planned", file.baseline["strategy_planned"], language)
    return text(
        "patient.plan",
        language,
        strategy=in_sentence(strategy),
        day=tell_day(file.baseline["strategy_decided_on"], language),
    )
