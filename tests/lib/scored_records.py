"""A patient with everything that the prognostic scores ask, of which a test changes one thing."""

from typing import Any

from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.scores import ScoreRow, list_scores
from tests.lib.records import record

PATIENT = {
    "age_at_diagnosis_years": 63,
    "rectal_diagnosis_date": "2022-01-03",
    "liver_diagnosis_date": "2022-01-03",
    "ct": "cT3",
    "cn": "cN1",
    "differentiation": "moderate",
    "kras": "mutated",
    "nras": "wild_type",
    "cea_ng_ml": 35,
    "extrahepatic_mets": "no",
}
BASELINE = {"assessment_date": "2022-01-05", "site": "liver", "timepoint": "baseline"}
RESTAGING = {
    "assessment_date": "2022-05-01",
    "site": "liver",
    "timepoint": "end_folfirinox",
    "new_extrahepatic": "no",
}


def size(lesion_no: int, assessment_no: int, diameter_mm: float | None, **cells: object) -> Any:
    """A row of measurements."""
    row = {"lesion_no": lesion_no, "assessment_no": assessment_no, "diameter_mm": diameter_mm}
    return {**row, "status": "measurable", **cells}


def example_b(**changes: Any) -> Record:
    """Patient B of the worked examples: three bilobar lesions, 40 mm at most, N1, CEA 35, KRAS.

    Restaging finds the lesions at 30, 20 and 10 mm and the antigen at 12.

    Args:
        changes: Groups of rows to replace; cells of ``patient`` are replaced one by one.
    """
    rows: dict[str, Any] = {
        "lesions": [
            {"first_seen_date": "2022-01-05", "segments": segments}
            for segments in ("II", "V", "VI")
        ],
        "assessments": [BASELINE, RESTAGING],
        "measurements": [
            *(size(1, 1, 40), size(2, 1, 25), size(3, 1, 15)),
            *(size(1, 2, 30), size(2, 2, 20), size(3, 2, 10)),
        ],
        "chemotherapy": [
            {
                "phase": "induction",
                "regimen": "folfirinox",
                "n_cycles": 6,
                "start_date": "2022-01-10",
                "end_date": "2022-04-10",
            }
        ],
        "visits": [{"visit_date": "2022-05-01", "cea_ng_ml": 12}],
    }
    patient = {**PATIENT, **changes.pop("patient", {})}
    return record(patient=patient, **{**rows, **changes})


def score_of(patient: Record, score: str, moment: str) -> ScoreRow:
    """One score of a patient, of which there must be exactly one."""
    (row,) = (row for row in list_scores(patient) if (row.score, row.moment) == (score, moment))
    return row


def range_of(patient: Record, score: str, moment: str) -> tuple[float, float | None]:
    """Lowest and highest value of one score of a patient."""
    row = score_of(patient, score, moment)
    return row.low, row.high
