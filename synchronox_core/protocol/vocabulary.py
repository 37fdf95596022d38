"""The protocol's closed lists of words, spelt as the input contract and every result spell them."""

from enum import StrEnum


class Cohort(StrEnum):
    """The two cohorts of the record, told apart by the day of the rectal diagnosis."""

    RETROSPECTIVE = "retrospective"
    PROSPECTIVE = "prospective"


class Strategy(StrEnum):
    """Order of the operations planned by the tumour board after restaging."""

    SIMULTANEOUS = "simultaneous"
    RECTUM_FIRST = "rectum_first"
    LIVER_FIRST = "liver_first"
    ADAPTIVE = "adaptive"


class Reason(StrEnum):
    """Why a derived value is empty or uncertain; ``reasons.<code>`` of the text catalogue tells it.

    Attributes:
        DIAGNOSIS_MISSING: No day of rectal diagnosis.
        OUTSIDE_WINDOW: Diagnosed before or after the window of the record.
        BOUNDARY_UNCERTAIN: Only the month of diagnosis is known and its days differ in the answer.
        T0_MISSING: No day of the first cycle of FOLFIRINOX.
        NO_LESION_ROWS: No liver lesion on record at all.
        NO_LESION_AT_BASELINE: Every lesion on record was first seen after time zero.
        FIRST_SEEN_MISSING: A lesion has no day of first sight, so that it may or may not count.
        SEGMENTS_MISSING: A lesion has no segment, and it could lie on the other side.
        NO_BASELINE_DIAMETER: A lesion has no diameter at a baseline liver assessment.
        NO_INDUCTION_ROW: No row of induction chemotherapy.
        CYCLES_MISSING: A row that may be FOLFIRINOX induction lacks its phase, regimen or cycles.
        ROW_HELD_BACK: A row that could change the answer waits in quarantine.
    """

    DIAGNOSIS_MISSING = "diagnosis_missing"
    OUTSIDE_WINDOW = "outside_window"
    BOUNDARY_UNCERTAIN = "boundary_uncertain"
    T0_MISSING = "t0_missing"
    NO_LESION_ROWS = "no_lesion_rows"
    NO_LESION_AT_BASELINE = "no_lesion_at_baseline"
    FIRST_SEEN_MISSING = "first_seen_missing"
    SEGMENTS_MISSING = "segments_missing"
    NO_BASELINE_DIAMETER = "no_baseline_diameter"
    NO_INDUCTION_ROW = "no_induction_row"
    CYCLES_MISSING = "cycles_missing"
    ROW_HELD_BACK = "row_held_back"
