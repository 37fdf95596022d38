"""Derivation of the baseline of every patient of a delivery."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias

from synchronox_core.ecrf.lookup import Lookup
from synchronox_core.ecrf.model import CleanTable, QuarantinedRow
from synchronox_core.protocol.burden import (
    UNKNOWN_LESION,
    Lesion,
    baseline_diameter_mm,
    count_lesions,
    derive_bilobar,
    derive_largest_lesion,
)
from synchronox_core.protocol.cohort import derive_cohort
from synchronox_core.protocol.cycles import (
    UNKNOWN_COURSE,
    ChemotherapyCourse,
    count_folfirinox_cycles,
)
from synchronox_core.protocol.derived import DerivedPatients
from synchronox_core.protocol.vocabulary import Reason

Answer: TypeAlias = tuple[object, Reason | None]

SOURCES: dict[str, tuple[str, ...]] = {
    "cohort": (),
    "lesions": ("liver_lesions",),
    "largest_lesion_mm": ("liver_lesions", "lesion_measurements"),
    "bilobar": ("liver_lesions",),
    "folfirinox_cycles": ("chemotherapy",),
}
"""Derived values, and the tables whose held-back rows may leave them empty."""

YES_NO = {True: "yes", False: "no", None: None}


def derive_patients(
    tables: Mapping[str, CleanTable], quarantine: Iterable[QuarantinedRow] = ()
) -> DerivedPatients:
    """Cohort, burden of liver disease and cycles of FOLFIRINOX of every patient.

    Args:
        tables: Kept rows by table name.
        quarantine: Rows held back; a value that one of them could change is empty.
    """
    lookup = Lookup(tables, quarantine)
    lesions, courses = _lesions_by_patient(lookup), _courses_by_patient(lookup)
    derived = DerivedPatients({"patient_id": [], **{name: [] for name in SOURCES}})
    for _, patient, diagnosis, precision, t0 in lookup.rows(
        "patients",
        "patient_id",
        "rectal_diagnosis_date",
        "rectal_diagnosis_precision",
        "folfirinox_start_date",
    ):
        derived.columns["patient_id"].append(patient)
        answers: dict[str, Answer] = {
            "cohort": derive_cohort(diagnosis, precision),
            **_burden(lesions[patient], t0),
            "folfirinox_cycles": count_folfirinox_cycles(courses[patient]),
        }
        for name, (value, reason) in answers.items():
            derived.columns[name].append(value)
            if reason is not None:
                told = _reason_to_tell(reason, name, patient, lookup)
                derived.reasons.append((patient, name, told))
    return derived


def _burden(lesions: list[Lesion], t0: date | None) -> dict[str, Answer]:
    is_bilobar, reason = derive_bilobar(lesions, t0)
    return {
        "lesions": count_lesions(lesions, t0),
        "largest_lesion_mm": derive_largest_lesion(lesions, t0),
        "bilobar": (YES_NO[is_bilobar], reason),
    }


def _lesions_by_patient(lookup: Lookup) -> defaultdict[str, list[Lesion]]:
    diameters = _baseline_diameters(lookup)
    lesions: defaultdict[str, list[Lesion]] = defaultdict(list)
    for _, patient, lesion_no, first_seen, segments in lookup.rows(
        "liver_lesions", "patient_id", "lesion_no", "first_seen_date", "segments"
    ):
        _, diameter_mm = diameters.get((patient, lesion_no), (None, None))
        lesions[patient].append(Lesion(first_seen, segments, diameter_mm))
    for patient in lookup.patients_held_back("liver_lesions"):
        lesions[patient].append(UNKNOWN_LESION)
    return lesions


def _baseline_diameters(lookup: Lookup) -> dict[tuple[str, int], tuple[date, float | None]]:
    """Day and diameter (mm) of each lesion at the earliest baseline liver assessment with it."""
    baseline = {
        (patient, assessment_no): day or date.max
        for _, patient, assessment_no, day, site, timepoint in lookup.rows(
            "assessments", "patient_id", "assessment_no", "assessment_date", "site", "timepoint"
        )
        if site == "liver" and timepoint == "baseline"
    }
    earliest: dict[tuple[str, int], tuple[date, float | None]] = {}
    for _, patient, lesion_no, assessment_no, diameter_mm, status in lookup.rows(
        "lesion_measurements", "patient_id", "lesion_no", "assessment_no", "diameter_mm", "status"
    ):
        day = baseline.get((patient, assessment_no))
        known = earliest.get((patient, lesion_no))
        if day is not None and (known is None or day < known[0]):
            earliest[patient, lesion_no] = day, baseline_diameter_mm(diameter_mm, status)
    return earliest


def _courses_by_patient(lookup: Lookup) -> defaultdict[str, list[ChemotherapyCourse]]:
    courses: defaultdict[str, list[ChemotherapyCourse]] = defaultdict(list)
    for _, patient, phase, regimen, cycles in lookup.rows(
        "chemotherapy", "patient_id", "phase", "regimen", "n_cycles"
    ):
        courses[patient].append(ChemotherapyCourse(phase, regimen, cycles))
    for patient in lookup.patients_held_back("chemotherapy"):
        courses[patient].append(UNKNOWN_COURSE)
    return courses


def _reason_to_tell(reason: Reason, name: str, patient: str, lookup: Lookup) -> Reason:
    """The reason, or that a row is held back where that alone may explain it."""
    is_row_missing = any(patient in lookup.patients_held_back(table) for table in SOURCES[name])
    return Reason.ROW_HELD_BACK if is_row_missing and reason is not Reason.T0_MISSING else reason
