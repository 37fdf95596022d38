"""Everything on record about one patient, as the rules read it.

The fields bear the names of the input contract; a test compares them with its declaration.
``line`` is the physical line of the row in its file, so that an answer can show its source.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Patient(NamedTuple):
    """A row of ``patients``."""

    line: int
    patient_id: str
    centre_id: str
    age_at_diagnosis_years: int | None
    sex: str | None
    rectal_diagnosis_date: date | None
    rectal_diagnosis_precision: str | None
    liver_diagnosis_date: date | None
    liver_diagnosis_precision: str | None
    folfirinox_start_date: date | None
    ecog: int | None
    anal_verge_mm: int | None
    tumour_level: str | None
    ct: str | None
    cn: str | None
    histology: str | None
    differentiation: str | None
    mmr_status: str | None
    kras: str | None
    nras: str | None
    braf: str | None
    cea_ng_ml: float | None
    liver_resectability_class: str | None
    extrahepatic_mets: str | None
    strategy_planned: str | None
    strategy_decided_on: date | None
    vital_status: str | None
    last_news_date: date | None
    death_date: date | None


class Lesion(NamedTuple):
    """A row of ``liver_lesions``."""

    line: int
    lesion_no: int
    first_seen_date: date | None
    segments: str | None
    is_target: str | None


class Assessment(NamedTuple):
    """A row of ``assessments``."""

    line: int
    assessment_no: int
    assessment_date: date | None
    site: str | None
    timepoint: str | None
    ymrtrg: int | None
    dre: str | None
    endoscopy: str | None
    new_liver_lesion: str | None
    non_target_progression: str | None
    recist_reported: str | None
    new_extrahepatic: str | None


class Measurement(NamedTuple):
    """A row of ``lesion_measurements``."""

    line: int
    lesion_no: int
    assessment_no: int
    diameter_mm: float | None
    status: str | None


class Chemotherapy(NamedTuple):
    """A row of ``chemotherapy``."""

    line: int
    chemotherapy_no: int
    phase: str | None
    regimen: str | None
    targeted_agent: str | None
    start_date: date | None
    end_date: date | None
    n_cycles: int | None


class Radiotherapy(NamedTuple):
    """A row of ``radiotherapy``."""

    line: int
    radiotherapy_no: int
    technique: str | None
    start_date: date | None
    end_date: date | None


class Operation(NamedTuple):
    """A row of ``operations``."""

    line: int
    operation_no: int
    operation_date: date | None
    site: str | None
    rectal_procedure: str | None
    liver_procedure: str | None
    liver_stage: int | None
    circumferential_margin_mm: float | None
    circumferential_margin_qualifier: str | None
    distal_margin_mm: float | None
    distal_margin_qualifier: str | None
    residual_macroscopic: str | None
    pathologist_r: str | None
    ypt: str | None
    ypn: str | None
    regression_scale: str | None
    regression_grade: int | None
    contraindication_found: str | None
    complications_30d: str | None


class LesionTreatment(NamedTuple):
    """A row of ``lesion_treatments``."""

    line: int
    treatment_no: int
    lesion_no: int
    operation_no: int | None
    treatment_date: date | None
    kind: str | None
    liver_margin_mm: float | None
    liver_margin_qualifier: str | None
    margin_type: str | None
    viable_percent: float | None
    viable_qualifier: str | None
    ablation_complete: str | None


class Complication(NamedTuple):
    """A row of ``complications``."""

    line: int
    complication_no: int
    operation_no: int | None
    complication_date: date | None
    clavien_grade: str | None
    site: str | None


class Event(NamedTuple):
    """A row of ``events``."""

    line: int
    event_no: int
    event_date: date | None
    event_type: str | None
    event_site: str | None


class Visit(NamedTuple):
    """A row of ``followup``."""

    line: int
    visit_no: int
    visit_date: date | None
    disease_status: str | None
    cea_ng_ml: float | None


@dataclass(frozen=True, slots=True)
class Record:
    """All that is known of a patient on a day; nothing later exists for the rules.

    Attributes:
        patient: Baseline, planned strategy and vital status.
        as_of: Data cut C; rows dated after it have been left out.
        lesions: Liver lesions, by number.
        assessments: Assessments, by number.
        measurements: Lesion measurements.
        chemotherapy: Chemotherapy, by number.
        radiotherapy: Pelvic radiotherapy, by number.
        operations: Operations, by number.
        treatments: Local treatments of lesions, by number.
        complications: Complications, by number.
        events: Events, by number.
        visits: Follow-up visits, by number.
        held_back: Tables in which a row of this patient waits in quarantine.
    """

    patient: Patient
    as_of: date
    lesions: tuple[Lesion, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    chemotherapy: tuple[Chemotherapy, ...] = ()
    radiotherapy: tuple[Radiotherapy, ...] = ()
    operations: tuple[Operation, ...] = ()
    treatments: tuple[LesionTreatment, ...] = ()
    complications: tuple[Complication, ...] = ()
    events: tuple[Event, ...] = ()
    visits: tuple[Visit, ...] = ()
    held_back: frozenset[str] = frozenset()
