"""Four patients as a board meets them; first FOLFIRINOX 2022-01-10, month 18 on 2023-07-10."""

from typing import Any

from synchronox_core.endpoints.records import Record
from tests.lib.eligible_patient import LESIONS, eligible_record

SEEN_ALIVE = {"vital_status": "alive", "last_news_date": "2025-12-01"}
TWO_LESIONS = (*LESIONS, {"first_seen_date": "2021-12-15", "segments": "II"})
CLEAR_RECTUM = {
    "site": "rectum",
    "rectal_procedure": "anterior_resection",
    "circumferential_margin_mm": 3,
    "distal_margin_mm": 20,
    "residual_macroscopic": "no",
}
LIVER = {"operation_date": "2022-06-01", "site": "liver", "liver_procedure": "minor_resection"}


def resection(lesion_no: int, operation_no: int, day: str, margin_mm: float | None = 5) -> Any:
    """A row of treatments: the resection of a lesion."""
    return {
        "lesion_no": lesion_no,
        "operation_no": operation_no,
        "treatment_date": day,
        "kind": "resection",
        "liver_margin_mm": margin_mm,
    }


def organ_preserved() -> Record:
    """Complete response of the rectum at month 5, free of regrowth a year later; liver R0."""
    clear = {"site": "rectum", "ymrtrg": 1, "dre": "normal", "endoscopy": "no_tumour"}
    return eligible_record(
        SEEN_ALIVE,
        assessments=[
            {**clear, "assessment_date": "2022-06-10", "timepoint": "end_neoadjuvant"},
            {**clear, "assessment_date": "2023-06-10", "timepoint": "surveillance"},
        ],
        operations=[LIVER],
        treatments=[resection(1, 1, "2022-06-01")],
    )


def two_stage_interrupted() -> Record:
    """Rectum and first stage of the liver on one day; the second stage was never done."""
    first = {**CLEAR_RECTUM, "operation_date": "2022-06-01", "site": "both", "liver_stage": 1}
    return eligible_record(
        SEEN_ALIVE,
        lesions=TWO_LESIONS,
        operations=[first],
        treatments=[resection(1, 1, "2022-06-01")],
    )


def lost() -> Record:
    """Liver resected, then no news from month 12 on."""
    return eligible_record(
        {"vital_status": "alive", "last_news_date": "2023-01-10"},
        operations=[LIVER],
        treatments=[resection(1, 1, "2022-06-01")],
    )


def margin_missing() -> Record:
    """Both sites resected, the circumferential margin not reported."""
    rectum = {**CLEAR_RECTUM, "operation_date": "2022-10-01", "circumferential_margin_mm": None}
    return eligible_record(
        SEEN_ALIVE,
        operations=[LIVER, rectum],
        treatments=[resection(1, 1, "2022-06-01")],
    )
