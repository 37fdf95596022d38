"""Rules on operations and local treatments: site, day, pathology, margins."""

from collections.abc import Iterator

from synchronox_core.ecrf.findings import Level
from synchronox_core.ecrf.lookup import Lookup
from synchronox_core.ecrf.rules.registry import Rule, Spot, other_day
from synchronox_core.protocol.thresholds import REGRESSION_GRADES

LIVER_TREATING_PROCEDURES = frozenset({"minor_resection", "major_resection", "ablation_only"})

QUALIFIED_NUMBERS = (
    ("operations", "circumferential_margin_mm", "circumferential_margin_qualifier"),
    ("operations", "distal_margin_mm", "distal_margin_qualifier"),
    ("lesion_treatments", "liver_margin_mm", "liver_margin_qualifier"),
    ("lesion_treatments", "viable_percent", "viable_qualifier"),
)
"""Tables with their numbers and the columns that say how the number is to be read."""

FOREIGN_FIELDS = (
    ("operations", "site", ("liver",), (
        "rectal_procedure", "circumferential_margin_mm", "distal_margin_mm",
        "residual_macroscopic", "pathologist_r", "ypt", "ypn", "regression_grade",
    )),
    ("operations", "site", ("rectum",), ("liver_procedure", "liver_stage")),
    ("assessments", "site", ("liver",), ("ymrtrg", "dre", "endoscopy", "near_complete_response")),
    ("assessments", "site", ("rectum",), (
        "new_liver_lesion", "non_target_progression", "recist_reported",
    )),
    ("lesion_treatments", "kind", ("rfa", "mwa", "other_ablation", "sbrt"), (
        "viable_percent", "margin_type",
    )),
    ("lesion_treatments", "kind", ("sbrt",), ("liver_margin_mm",)),
    ("lesion_treatments", "kind", ("resection", "sbrt"), ("ablation_complete", "control_date")),
)  # fmt: skip
"""Table, column, its codes, and the columns that stay empty where it has one of them."""


def foreign_field(
    table: str, decider: str, codes: tuple[str, ...], columns: tuple[str, ...]
) -> Rule:
    """The rule that columns stay empty where another column has one of some codes."""

    def check(lookup: Lookup) -> Iterator[Spot]:
        for column in columns:
            for row, code, value in lookup.rows(table, decider, column):
                if value is not None and code in codes:
                    yield Spot(row, column, {"decider": decider, "decider_code": code})

    return Rule("FIELD_DOES_NOT_APPLY", table, check)


def qualifier_without_number(table: str, number: str, qualifier: str) -> Rule:
    """The rule that a qualifier stands beside a number."""

    def check(lookup: Lookup) -> Iterator[Spot]:
        for row, value, sign in lookup.rows(table, number, qualifier):
            if sign is not None and value is None:
                yield Spot(row, qualifier, {"number": number})

    return Rule("QUALIFIER_WITHOUT_NUMBER", table, check)


def treatment_day_differs(lookup: Lookup) -> Iterator[Spot]:
    """A local treatment on another day than the operation in which it was done."""
    for row, day, operated in lookup.with_parent(
        "lesion_treatments", "operations", "operation_date", "treatment_date"
    ):
        if day is not None and operated is not None and day != operated:
            yield Spot(row, "treatment_date", other_day("operations.operation_date", operated))


def treatment_at_rectal_operation(lookup: Lookup) -> Iterator[Spot]:
    """A lesion treated in an operation on the rectum alone."""
    for row, site in lookup.with_parent("lesion_treatments", "operations", "site"):
        if site == "rectum":
            yield Spot(row, "operation_no", {})


def liver_operation_without_treatment(lookup: Lookup) -> Iterator[Spot]:
    """A liver resection or ablation without any lesion treated in it."""
    treated = {
        (patient, operation_no)
        for _, patient, operation_no in lookup.rows(
            "lesion_treatments", "patient_id", "operation_no"
        )
    }
    for row, patient, operation_no, procedure in lookup.rows(
        "operations", "patient_id", "operation_no", "liver_procedure"
    ):
        if (
            procedure in LIVER_TREATING_PROCEDURES
            and (patient, operation_no) not in treated
            and patient not in lookup.patients_held_back("lesion_treatments")
        ):
            yield Spot(row, "liver_procedure", {})


def second_stage_without_first(lookup: Lookup) -> Iterator[Spot]:
    """A second stage of hepatectomy without a first stage before it."""
    operations = lookup.by_patient("operations", "liver_stage", "operation_date")
    for row, patient, stage, day in lookup.rows(
        "operations", "patient_id", "liver_stage", "operation_date"
    ):
        if stage != 2 or day is None or patient in lookup.patients_held_back("operations"):
            continue
        others = operations[patient]
        if not any(other == 1 and (begun is None or begun < day) for other, begun in others):
            yield Spot(row, "liver_stage", {})


def grade_outside_scale(lookup: Lookup) -> Iterator[Spot]:
    """A regression grade that its scale does not have."""
    for row, scale, grade in lookup.rows("operations", "regression_scale", "regression_grade"):
        if scale is None or grade is None:
            continue
        lowest, highest = REGRESSION_GRADES[scale]
        if not lowest <= grade <= highest:
            values = {"scale": scale, "lowest": lowest, "highest": highest}
            yield Spot(row, "regression_grade", values)


def grade_without_scale(lookup: Lookup) -> Iterator[Spot]:
    """A regression grade whose scale is not named."""
    for row, scale, grade in lookup.rows("operations", "regression_scale", "regression_grade"):
        if scale is None and grade is not None:
            yield Spot(row, "regression_grade", {})


RULES = (
    *(foreign_field(*fields) for fields in FOREIGN_FIELDS),
    *(qualifier_without_number(*names) for names in QUALIFIED_NUMBERS),
    Rule("TREATMENT_DAY_DIFFERS", "lesion_treatments", treatment_day_differs),
    Rule("TREATMENT_AT_RECTAL_OPERATION", "lesion_treatments", treatment_at_rectal_operation),
    Rule("LIVER_OPERATION_WITHOUT_TREATMENT", "operations", liver_operation_without_treatment),
    Rule("SECOND_STAGE_WITHOUT_FIRST", "operations", second_stage_without_first),
    Rule("GRADE_OUTSIDE_SCALE", "operations", grade_outside_scale, Level.SET_ASIDE),
    Rule("GRADE_WITHOUT_SCALE", "operations", grade_without_scale),
)
