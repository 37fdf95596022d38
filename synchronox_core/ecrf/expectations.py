"""When a cell of the eCRF is expected to be filled: completeness counts nothing else."""

from enum import StrEnum


class When(StrEnum):
    """Rows in which a column is expected; ``quality.when_<code>`` of the text catalogue tells it.

    A cell coded NA does not apply and is never expected.

    Attributes:
        EVERY_ROW: Every row of the table.
        DEAD: Patients who died.
        RESTAGED: Patients assessed at the end of FOLFIRINOX, whom the board has seen since.
        RECTUM_RESTAGED: Rectal assessments at the end of FOLFIRINOX or of neoadjuvant treatment.
        LIVER_RESTAGED: Liver assessments at the end of FOLFIRINOX.
        MEASURABLE: Lesions seen and large enough to be measured.
        RECTUM_RESECTED: Resections of the rectum; an empty procedure counts as a resection.
        RECTUM_RESECTED_WITH_LOWER_END: The same, without the abdominoperineal ones.
        DAY_30_PASSED: Operations of which day 30 has passed at the data cut.
        NODULE_RESECTED: Resections of a liver nodule.
        LESION_ABLATED: Ablations of a liver lesion by radiofrequency or microwaves.
        MONTH_18_PASSED: Patients of the analysis set whose month 18 has passed at the data cut.

    Source: branching of the eCRF, and ``clinical.md`` R.3 and R.4.
    """

    EVERY_ROW = "every_row"
    DEAD = "dead"
    RESTAGED = "restaged"
    RECTUM_RESTAGED = "rectum_restaged"
    LIVER_RESTAGED = "liver_restaged"
    MEASURABLE = "measurable"
    RECTUM_RESECTED = "rectum_resected"
    RECTUM_RESECTED_WITH_LOWER_END = "rectum_resected_with_lower_end"
    DAY_30_PASSED = "day_30_passed"
    NODULE_RESECTED = "nodule_resected"
    LESION_ABLATED = "lesion_ablated"
    MONTH_18_PASSED = "month_18_passed"


def _every_row(*columns: str) -> dict[str, When]:
    return dict.fromkeys(columns, When.EVERY_ROW)


ENDPOINTS = "endpoints"
"""Answers of the rules, beside the tables of the eCRF."""

EXPECTATIONS: dict[str, dict[str, When]] = {
    ENDPOINTS: {"complete_treatment": When.MONTH_18_PASSED},
    "patients": {
        **_every_row(
            "inclusion_date",
            "age_at_diagnosis_years",
            "sex",
            "rectal_diagnosis_date",
            "liver_diagnosis_date",
            "folfirinox_start_date",
            "ecog",
            "asa",
            "bmi_kg_m2",
            "comorbidities",
            "diverting_stoma",
            "anal_verge_mm",
            "tumour_level",
            "ct",
            "cn",
            "mrf_involved",
            "emvi",
            "histology",
            "differentiation",
            "mmr_status",
            "kras",
            "nras",
            "braf",
            "cea_ng_ml",
            "liver_resectability_class",
            "segments_planned",
            "remnant_liver_percent",
            "extrahepatic_mets",
            "vital_status",
            "last_news_date",
        ),
        "strategy_planned": When.RESTAGED,
        "strategy_decided_on": When.RESTAGED,
        "death_date": When.DEAD,
        "death_cause": When.DEAD,
    },
    "liver_lesions": _every_row("segments"),
    "assessments": {
        "ymrtrg": When.RECTUM_RESTAGED,
        "dre": When.RECTUM_RESTAGED,
        "endoscopy": When.RECTUM_RESTAGED,
        "new_liver_lesion": When.LIVER_RESTAGED,
        "non_target_progression": When.LIVER_RESTAGED,
    },
    "lesion_measurements": {"diameter_mm": When.MEASURABLE},
    "radiotherapy": _every_row("dose_gy", "n_fractions"),
    "operations": {
        "circumferential_margin_mm": When.RECTUM_RESECTED,
        "distal_margin_mm": When.RECTUM_RESECTED_WITH_LOWER_END,
        "residual_macroscopic": When.RECTUM_RESECTED,
        "ypt": When.RECTUM_RESECTED,
        "ypn": When.RECTUM_RESECTED,
        "regression_scale": When.RECTUM_RESECTED,
        "regression_grade": When.RECTUM_RESECTED,
        "complications_30d": When.DAY_30_PASSED,
    },
    "lesion_treatments": {
        "liver_margin_mm": When.NODULE_RESECTED,
        "viable_percent": When.NODULE_RESECTED,
        "ablation_complete": When.LESION_ABLATED,
    },
}
"""The columns whose completeness is followed, by table, each with the rows that expect it.

Cells that every row of a repeated table must have are left to the findings of the import.
"""
