"""Responses of both sites: order, missing values, wider margins and settings."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from synchronox_core.classification.liver_pathology import classify_blazer
from synchronox_core.classification.margins import is_liver_resection_clear, is_rectal_margin_clear
from synchronox_core.classification.measures import Measure
from synchronox_core.endpoints.resections import judge_lesion_treatment
from synchronox_core.endpoints.responses import (
    derive_blazer,
    derive_clinical_complete_response,
    derive_liver_r0,
    derive_rectal_r0,
    derive_rodel,
    derive_ymrtrg,
)
from synchronox_core.protocol.settings import ProtocolSettings
from tests.lib.records import record

DERIVATIONS = (
    derive_rectal_r0,
    derive_liver_r0,
    derive_ymrtrg,
    derive_clinical_complete_response,
    derive_rodel,
    derive_blazer,
)
repeatable = settings(deadline=None, derandomize=True)
YES_OR_NO = (derive_rectal_r0, derive_liver_r0, derive_clinical_complete_response)

days = st.none() | st.integers(1, 6).map(lambda month: f"2022-0{month}-01")
margins = st.none() | st.sampled_from([0, 0.5, 1, 1.5, 9, 10, 20])
signs = st.none() | st.sampled_from(["<", "<=", ">", ">=", "="])
answers = st.none() | st.sampled_from(["yes", "no"])
rectal_operations = st.fixed_dictionaries(
    {
        "operation_date": days,
        "site": st.none() | st.sampled_from(["rectum", "both"]),
        "rectal_procedure": st.none()
        | st.sampled_from(["hartmann", "apr", "local_excision", "exploration_only"]),
        "circumferential_margin_mm": margins,
        "circumferential_margin_qualifier": signs,
        "distal_margin_mm": margins,
        "distal_margin_qualifier": signs,
        "residual_macroscopic": answers,
        "regression_scale": st.none() | st.sampled_from(["rodel", "dworak"]),
        "regression_grade": st.none() | st.integers(0, 4),
    }
)
liver_operations = st.fixed_dictionaries({"operation_date": days, "site": st.just("liver")})
operations = rectal_operations | liver_operations
treatments = st.fixed_dictionaries(
    {
        "lesion_no": st.integers(1, 3),
        "treatment_date": days,
        "kind": st.none() | st.sampled_from(["resection", "rfa", "mwa", "sbrt"]),
        "liver_margin_mm": margins,
        "liver_margin_qualifier": signs,
        "viable_percent": st.none() | st.sampled_from([0, 0.5, 49.5, 50, 100]),
        "viable_qualifier": signs,
        "ablation_complete": answers,
    }
)
assessments = st.fixed_dictionaries(
    {
        "assessment_date": days,
        "site": st.none() | st.sampled_from(["rectum", "rectum", "liver"]),
        "timepoint": st.none() | st.sampled_from(["baseline", "end_folfirinox", "end_neoadjuvant"]),
        "ymrtrg": st.none() | st.sampled_from([1, 1, 3]),
        "dre": st.none() | st.sampled_from(["normal", "scar", "lesion"]),
        "endoscopy": st.none() | st.sampled_from(["no_tumour", "white_scar", "ulcer"]),
    }
)
courses = st.fixed_dictionaries({"technique": st.just("contact"), "start_date": days})
records = st.builds(
    record,
    operations=st.lists(operations, max_size=4),
    treatments=st.lists(treatments, max_size=4),
    assessments=st.lists(assessments, max_size=4),
    radiotherapy=st.lists(courses, max_size=1),
)
measures = st.builds(
    lambda low, width: Measure(low, low + width), st.integers(0, 12), st.integers(0, 3)
)


def shown(answer):
    return answer.value, answer.state, answer.reason


@repeatable
@given(records, st.randoms(use_true_random=False))
def test_order_of_rows_never_matters(patient, random):
    def shuffled(rows):
        return tuple(random.sample(rows, len(rows)))

    mixed = replace(
        patient,
        operations=shuffled(patient.operations),
        treatments=shuffled(patient.treatments),
        assessments=shuffled(patient.assessments),
    )
    for derive in DERIVATIONS:
        assert shown(derive(mixed)) == shown(derive(patient))


OPTIONAL = {
    "operations": (
        "operation_date",
        "site",
        "circumferential_margin_mm",
        "distal_margin_mm",
    ),
    "treatments": ("treatment_date", "kind", "liver_margin_mm"),
    "assessments": ("assessment_date", "site", "timepoint", "ymrtrg", "dre", "endoscopy"),
    "radiotherapy": ("start_date",),
}
"""Cells whose loss proves nothing.

Left out: a missing procedure is a resection and a missing residue is none (R.3), an empty sign
makes a number exact (R.2), missing viable cells leave the margin to decide (R.4).
"""


@repeatable
@given(records, st.data())
def test_a_lost_value_never_makes_a_no(patient, data):
    table = data.draw(st.sampled_from(sorted(OPTIONAL)))
    rows = getattr(patient, table)
    if not rows:
        return
    position = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from(OPTIONAL[table]))
    poorer_row = rows[position]._replace(**{column: None})
    poorer = replace(patient, **{table: (*rows[:position], poorer_row, *rows[position + 1 :])})
    for derive in YES_OR_NO:
        assert derive(poorer).is_yes is not False or derive(patient).is_yes is False, derive


@repeatable
@given(measures, measures, measures, st.booleans(), st.integers(0, 5))
def test_a_wider_margin_never_worsens_the_answer(around, below, viable, is_exempt, added):
    def rank(truth):
        return {False: 0, None: 1, True: 2}[truth]

    def wider(margin):
        return Measure(margin.low + added, margin.high + added)

    def rectal(circumferential, distal):
        return is_rectal_margin_clear(
            circumferential, distal, is_distal_exempt=is_exempt, has_residue=False
        )

    assert rank(rectal(wider(around), below)) >= rank(rectal(around, below))
    assert rank(rectal(around, wider(below))) >= rank(rectal(around, below))
    before = is_liver_resection_clear(around, viable)
    assert rank(is_liver_resection_clear(wider(around), viable)) >= rank(before)


@repeatable
@given(st.lists(measures, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_blazer_of_a_range_is_that_of_every_number_in_it(nodules, random):
    response = classify_blazer(nodules)
    exact = [random.choice([nodule.low, nodule.high]) for nodule in nodules]
    drawn = classify_blazer([Measure(percent, percent) for percent in exact])
    assert response in (None, drawn)


@repeatable
@given(treatments)
def test_the_ablation_setting_changes_microwave_only(cells):
    (treatment,) = record(treatments=[cells]).treatments
    literal = judge_lesion_treatment(treatment, ProtocolSettings())
    thermal = judge_lesion_treatment(treatment, ProtocolSettings(ablation="thermal"))
    assert treatment.kind == "mwa" or literal == thermal


@repeatable
@given(records)
def test_no_setting_but_ablation_matters_to_a_treatment(patient):
    others = ProtocolSettings("B", "rfa", "strict", "standard", 120, 90)
    for treatment in patient.treatments:
        default = judge_lesion_treatment(treatment, ProtocolSettings())
        assert judge_lesion_treatment(treatment, others) == default
