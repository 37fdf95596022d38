"""Derivation of a delivery: the sample by hand, held-back rows, reasons."""

from synchronox_core.ecrf.model import QuarantinedRow
from synchronox_core.protocol.vocabulary import Reason
from synchronox_core.services.deliveries.derivation import derive_patients
from synchronox_core.text import text
from tests.lib.ascii_table import rows_of
from tests.lib.clean_tables import clean_tables, clean_tables_of_bundle

PATIENT = """
    patient_id | rectal_diagnosis_date | folfirinox_start_date
    a          | 2024-02-01            | 2024-03-01
"""
LESION = """
    patient_id | lesion_no | first_seen_date | segments
    a          | 1         | 2024-02-10      | II
"""
BASELINE = """
    patient_id | assessment_no | assessment_date | site  | timepoint
    a          | 1             | 2024-02-10      | liver | baseline
"""
MEASUREMENT = """
    patient_id | lesion_no | assessment_no | diameter_mm | status
    a          | 1         | 1             | 30          | measurable
"""
COURSE = """
    patient_id | phase     | regimen    | n_cycles
    a          | induction | folfirinox | 6
"""


def one_patient(**drawings):
    drawn = {
        "patients": PATIENT,
        "liver_lesions": LESION,
        "assessments": BASELINE,
        "lesion_measurements": MEASUREMENT,
        "chemotherapy": COURSE,
    }
    return clean_tables(**(drawn | drawings))


def held_back(table):
    return QuarantinedRow(table, 9, "a", None, "KEY_DUPLICATE", {})


def test_the_sample_gives_the_values_read_off_its_files(sample_bundle):
    expected = rows_of("""
        patient_id   | cohort        | lesions | largest | bilobar | cycles
        SYN-INA-0001 | retrospective | 3       | 32      | yes     | 6
        SYN-INA-0002 | retrospective | 1       | 44      | no      | 6
        SYN-INA-0003 | prospective   | 4       | 60      | yes     | 6
        SYN-INA-0004 | retrospective | 1       | 25      | no      | 5
        SYN-INB-0001 | retrospective | 2       | 18      | no      | 6
        SYN-INB-0002 | prospective   | 1       | 15      | no      | 6
        SYN-INB-0003 | retrospective | 2       | 22      | no      | 6
        SYN-INB-0004 | retrospective | 2       | 26      | no      | 6
        SYN-INB-0005 | retrospective | 1       | 70      | no      | 6
        SYN-INB-0006 | retrospective | 2       | 30      | yes     | 6
        SYN-INA-0005 | retrospective | 1       | 24      | no      | 6
        SYN-INA-0006 | retrospective | 2       | 33      | no      | 6
    """)
    derived = derive_patients(clean_tables_of_bundle(sample_bundle))
    assert derived.columns == {
        "patient_id": [row["patient_id"] for row in expected],
        "cohort": [row["cohort"] for row in expected],
        "lesions": [int(row["lesions"]) for row in expected],
        "largest_lesion_mm": [float(row["largest"]) for row in expected],
        "bilobar": [row["bilobar"] for row in expected],
        "folfirinox_cycles": [int(row["cycles"]) for row in expected],
    }
    assert derived.reasons == []


def test_every_empty_value_has_its_reason():
    derived = derive_patients(clean_tables(patients="patient_id\na"))
    assert derived.columns == {
        "patient_id": ["a"],
        "cohort": [None],
        "lesions": [None],
        "largest_lesion_mm": [None],
        "bilobar": [None],
        "folfirinox_cycles": [None],
    }
    assert derived.reasons == [
        ("a", "cohort", "diagnosis_missing"),
        ("a", "lesions", "t0_missing"),
        ("a", "largest_lesion_mm", "t0_missing"),
        ("a", "bilobar", "t0_missing"),
        ("a", "folfirinox_cycles", "no_induction_row"),
    ]


def test_a_lesion_is_measured_at_its_earliest_baseline_liver_assessment():
    tables = one_patient(
        assessments="""
            patient_id | assessment_no | assessment_date | site   | timepoint
            a          | 1             | 2024-02-20      | liver  | baseline
            a          | 2             | 2024-02-10      | liver  | baseline
            a          | 3             | 2024-02-01      | liver  | preoperative
            a          | 4             | 2024-02-01      | rectum | baseline
            a          | 5             |                 | liver  | baseline
        """,
        lesion_measurements="""
            patient_id | lesion_no | assessment_no | diameter_mm | status
            a          | 1         | 5             | 14          | measurable
            a          | 1         | 1             | 11          | measurable
            a          | 1         | 2             | 12          | measurable
            a          | 1         | 3             | 13          | measurable
            a          | 1         | 4             | 15          | measurable
        """,
    )
    assert derive_patients(tables).columns["largest_lesion_mm"] == [12.0]


def test_a_lesion_held_back_leaves_the_burden_unknown():
    derived = derive_patients(one_patient(), [held_back("liver_lesions")])
    assert derived.reasons == [
        ("a", "lesions", "row_held_back"),
        ("a", "largest_lesion_mm", "row_held_back"),
        ("a", "bilobar", "row_held_back"),
    ]


def test_bilobar_stands_on_clean_rows_whatever_is_held_back():
    tables = one_patient(liver_lesions=LESION.replace("II", "IVa;V"))
    derived = derive_patients(tables, [held_back("liver_lesions")])
    assert derived.columns["bilobar"] == ["yes"]
    assert [name for _, name, _ in derived.reasons] == ["lesions", "largest_lesion_mm"]


def test_the_only_row_held_back_is_told_as_such():
    tables = one_patient(chemotherapy="patient_id\nb", lesion_measurements="patient_id\nb")
    quarantine = [held_back("chemotherapy"), held_back("lesion_measurements")]
    assert derive_patients(tables, quarantine).reasons == [
        ("a", "largest_lesion_mm", "row_held_back"),
        ("a", "folfirinox_cycles", "row_held_back"),
    ]


def test_a_row_held_back_elsewhere_changes_nothing():
    quarantine = [held_back("operations"), held_back("lesion_measurements")]
    assert derive_patients(one_patient(), quarantine).reasons == []


def test_a_missing_time_zero_is_told_before_a_row_held_back():
    tables = one_patient(patients="patient_id | rectal_diagnosis_date\na | 2024-02-01")
    reasons = derive_patients(tables, [held_back("liver_lesions")]).reasons
    assert {reason for _, _, reason in reasons} == {"t0_missing"}


def test_every_reason_is_told_in_both_languages():
    for reason in Reason:
        assert text(f"reasons.{reason}", "en") != text(f"reasons.{reason}", "fr")
