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


class PerformedStrategy(StrEnum):
    """Order of the treatments that were done, whatever was planned.

    Attributes:
        SIMULTANEOUS: Both sites first treated on the same day.
        RECTUM_FIRST: The rectum before the liver.
        LIVER_FIRST: The liver before the rectum.
        COMBINED_TWO_STAGE: The rectum with the first stage of the liver, the second stage later.
        INCOMPLETE: One site only.
        NONE: Neither site.
    """

    SIMULTANEOUS = "simultaneous"
    RECTUM_FIRST = "rectum_first"
    LIVER_FIRST = "liver_first"
    COMBINED_TWO_STAGE = "combined_two_stage"
    INCOMPLETE = "incomplete"
    NONE = "none"


class Criterion(StrEnum):
    """Criteria of eligibility in the order of the protocol, named by their failure.

    ``screening.exclusion_reason`` of the input contract spells them the same.
    """

    AGE_UNDER_18 = "age_under_18"
    NOT_MID_LOW_RECTUM = "not_mid_low_rectum"
    NOT_ADENOCARCINOMA = "not_adenocarcinoma"
    NOT_PMMR = "not_pmmr"
    CT_CN_NOT_ELIGIBLE = "ct_cn_not_eligible"
    LM_NOT_SYNCHRONOUS = "lm_not_synchronous"
    LM_NOT_RESECTABLE = "lm_not_resectable"
    EXTRAHEPATIC_METS = "extrahepatic_mets"
    FOLFIRINOX_UNDER_2_CYCLES = "folfirinox_under_2_cycles"
    DX_OUTSIDE_WINDOW = "dx_outside_window"


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
        VALUE_MISSING: A value the rule needs is missing; the inputs say which.
        LEVEL_TO_CHECK: Above the limit of the mid rectum, yet near enough to be checked.
        NO_GRADED_ASSESSMENT: No liver assessment at the end of FOLFIRINOX.
        NO_TARGET: No target is flagged, and no lesion could be measured before treatment.
        TARGET_NOT_MEASURED: A target has no diameter at one of the assessments compared.
        NO_BASELINE_SUM: The targets have no size before treatment to compare with.
        REPORTED_CATEGORY: No target was measured, and the category of the report stands.
        RECORD_UNDEFINED: The record's wording leaves this change in no category.
        STRATEGY_MISSING: No strategy planned by the tumour board is on record.
        ORGAN_PRESERVED: Only the liver was treated and the rectum responded completely.
        SITE_MISSING: An operation does not say its site.
        LOCAL_EXCISION: The rectal tumour was excised locally, which is never R0.
        MACROSCOPIC_RESIDUE: Macroscopic residue is stated after a rectal resection.
        CIRCUMFERENTIAL_MARGIN_INVOLVED: The circumferential margin is not above 1 mm.
        DISTAL_MARGIN_SHORT: The distal margin is below 1 cm.
        LIVER_MARGIN_INVOLVED: The margin of a liver resection is not above 1 mm.
        MARGIN_MISSING: A margin that decides is missing.
        MARGIN_UNCERTAIN: The sign beside a margin leaves open on which side of the limit it lies.
        NO_RECTAL_RESECTION: No rectal resection on record.
        NO_LIVER_RESECTION: No resection of a liver lesion on record.
        KIND_MISSING: The kind of a treatment of a lesion is missing.
        TREATMENT_NOT_ACCEPTED: A lesion was treated in a way the reading in force does not accept.
        ABLATION_INCOMPLETE: The first control shows an incomplete ablation.
        ABLATION_CONTROL_MISSING: The result of the first control of an ablation is missing.
        DAY_MISSING: A row has no day, and the answer depends on its place among the others.
        NO_RESPONSE_ASSESSMENT: No rectal assessment at the end of treatment on record.
        RADIOTHERAPY_BEFORE: Pelvic radiotherapy was given, or may have been, before the assessment.
        TIMEPOINT_MISSING: An assessment lacks its site or moment, and may be the one that counts.
        GRADE_MISSING: The grade is missing.
        RESPONSE_PART_MISSING: MRI, digital rectal examination or endoscopy is missing.
        RESPONSE_PART_NEGATIVE: MRI, digital rectal examination or endoscopy shows tumour.
        SCALE_NOT_RODEL: The regression grade is on another scale than Rödel, or on none named.
        VIABLE_CELLS_MISSING: No resected liver nodule has its share of viable cells.
        VIABLE_CELLS_UNCERTAIN: Signs beside the shares of viable cells leave the class open.
        LAST_NEWS_MISSING: No day on which the patient was known to be alive.
        LAST_NEWS: Observed up to the last news.
        DATA_CUT: Observed up to the data cut, and alive on it.
        DEATH_DATE_MISSING: The patient died on an unknown day.
        VITAL_STATUS_MISSING: It is not said whether the patient is alive.
        CENSORED_AT_DEATH: Dead without an event.
        ENDED_BEFORE_T0: The event or the last news is dated before time zero.
        EVENT_INCOMPLETE: A row that may be an event lacks its day or what happened.
        SALVAGE_UNKNOWN: It is unknown whether the resection after a regrowth was R0.
        NO_OPERATION: No operation on the site.
        OPERATION_INCOMPLETE: An operation lacks its day or its site.
        COMPLICATION_INCOMPLETE: A complication lacks its day, its grade or a site it needs.
        COMPLICATIONS_NOT_STATED: It is not said of every operation whether complications followed.
        COMPLICATIONS_NOT_LISTED: Complications are said to have followed, but none is recorded.
        FOLLOW_UP_TOO_SHORT: No news on the last day of the window.
        RECTUM_RESECTED: The rectum was resected, so that it was not preserved.
        INCLUSION_MISSING: Observed from the inclusion on, of which the day is missing.
        ENTERED_AFTER_END: Included on the last day of observation or later.
        DECISION_DAY_MISSING: The day on which the board planned the strategy is not on record.
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
    VALUE_MISSING = "value_missing"
    LEVEL_TO_CHECK = "level_to_check"
    NO_GRADED_ASSESSMENT = "no_graded_assessment"
    NO_TARGET = "no_target"
    TARGET_NOT_MEASURED = "target_not_measured"
    NO_BASELINE_SUM = "no_baseline_sum"
    REPORTED_CATEGORY = "reported_category"
    RECORD_UNDEFINED = "record_undefined"
    STRATEGY_MISSING = "strategy_missing"
    ORGAN_PRESERVED = "organ_preserved"
    SITE_MISSING = "site_missing"
    LOCAL_EXCISION = "local_excision"
    MACROSCOPIC_RESIDUE = "macroscopic_residue"
    CIRCUMFERENTIAL_MARGIN_INVOLVED = "circumferential_margin_involved"
    DISTAL_MARGIN_SHORT = "distal_margin_short"
    LIVER_MARGIN_INVOLVED = "liver_margin_involved"
    MARGIN_MISSING = "margin_missing"
    MARGIN_UNCERTAIN = "margin_uncertain"
    NO_RECTAL_RESECTION = "no_rectal_resection"
    NO_LIVER_RESECTION = "no_liver_resection"
    KIND_MISSING = "kind_missing"
    TREATMENT_NOT_ACCEPTED = "treatment_not_accepted"
    ABLATION_INCOMPLETE = "ablation_incomplete"
    ABLATION_CONTROL_MISSING = "ablation_control_missing"
    DAY_MISSING = "day_missing"
    NO_RESPONSE_ASSESSMENT = "no_response_assessment"
    RADIOTHERAPY_BEFORE = "radiotherapy_before"
    TIMEPOINT_MISSING = "timepoint_missing"
    GRADE_MISSING = "grade_missing"
    RESPONSE_PART_MISSING = "response_part_missing"
    RESPONSE_PART_NEGATIVE = "response_part_negative"
    SCALE_NOT_RODEL = "scale_not_rodel"
    VIABLE_CELLS_MISSING = "viable_cells_missing"
    VIABLE_CELLS_UNCERTAIN = "viable_cells_uncertain"
    LAST_NEWS_MISSING = "last_news_missing"
    LAST_NEWS = "last_news"
    DATA_CUT = "data_cut"
    DEATH_DATE_MISSING = "death_date_missing"
    VITAL_STATUS_MISSING = "vital_status_missing"
    CENSORED_AT_DEATH = "censored_at_death"
    ENDED_BEFORE_T0 = "ended_before_t0"
    EVENT_INCOMPLETE = "event_incomplete"
    SALVAGE_UNKNOWN = "salvage_unknown"
    NO_OPERATION = "no_operation"
    OPERATION_INCOMPLETE = "operation_incomplete"
    COMPLICATION_INCOMPLETE = "complication_incomplete"
    COMPLICATIONS_NOT_STATED = "complications_not_stated"
    COMPLICATIONS_NOT_LISTED = "complications_not_listed"
    FOLLOW_UP_TOO_SHORT = "follow_up_too_short"
    RECTUM_RESECTED = "rectum_resected"
    INCLUSION_MISSING = "inclusion_missing"
    ENTERED_AFTER_END = "entered_after_end"
    DECISION_DAY_MISSING = "decision_day_missing"
