"""Strategy performed, by what was done and not by what was planned (R.7, R.12).

An operation is written ``day site``; ``both1`` and ``liver2`` are stages of a two-stage
hepatectomy, ``x-`` before a site means exploration alone, ``excision`` is a local excision,
``lesion`` a percutaneous treatment of a lesion; ``-`` is a missing day.
"""

import pytest

from synchronox_core.endpoints.strategy import derive_strategy_performed, derive_strategy_planned
from tests.lib.ascii_table import rows_of
from tests.lib.records import record

COMPLETE = {"ymrtrg": 1, "dre": "normal", "endoscopy": "white_scar"}


def patient_with(drawing, responses=(), **rest):
    operations, treatments = [], []
    for act in (drawing or "").split(","):
        if not act.strip():
            continue
        day, what = act.split()
        when = None if day == "-" else f"2022-{day}"
        if what == "lesion":
            treatments.append({"treatment_date": when, "lesion_no": 1, "kind": "rfa"})
        else:
            operations.append({"operation_date": when, **operation(what)})
    assessments = [
        {"site": "rectum", "assessment_date": "2022-06-01", **response} for response in responses
    ]
    return record(operations=operations, treatments=treatments, assessments=assessments, **rest)


def operation(what):
    if what == "?":
        return {}
    if what == "excision":
        return {"site": "rectum", "rectal_procedure": "local_excision"}
    site = what.removeprefix("x-").rstrip("12")
    cells = {"site": site}
    if what[-1] in "12":
        cells["liver_stage"] = int(what[-1])
    if what.startswith("x-"):
        cells |= dict.fromkeys(("rectal_procedure", "liver_procedure"), "exploration_only")
    return cells


def test_performed_strategy_is_the_order_of_the_first_treatments():
    table = """
        done                                        | performed
        --------------------------------------------+-------------------
        07-01 liver, 09-01 rectum                   | liver_first
        07-01 rectum, 09-01 liver                   | rectum_first
        09-01 rectum, 07-01 liver                   | liver_first
        07-01 both                                  | simultaneous
        07-01 liver, 07-01 rectum                   | simultaneous
        07-01 both, 09-01 liver                     | simultaneous
        07-01 both1, 09-01 liver2                   | combined_two_stage
        07-01 liver1, 07-01 rectum, 09-01 liver2    | combined_two_stage
        07-01 both1                                 | simultaneous
        07-01 both1, 09-01 x-liver2                 | simultaneous
        07-01 liver1, 09-01 both2                   | liver_first
        07-01 liver1, 09-01 liver2, 11-01 rectum    | liver_first
        07-01 rectum, 09-01 liver1, 11-01 liver2    | rectum_first
        07-01 lesion, 09-01 rectum                  | liver_first
        07-01 rectum, 09-01 lesion                  | rectum_first
        07-01 rectum, 07-01 lesion                  | simultaneous
        07-01 excision, 09-01 liver                 | rectum_first
        07-01 x-liver, 08-01 rectum, 09-01 liver    | rectum_first
        07-01 x-rectum, 08-01 liver, 09-01 rectum   | liver_first
        07-01 liver                                 | incomplete
        07-01 lesion                                | incomplete
        07-01 rectum                                | incomplete
        07-01 liver, 09-01 x-rectum                 | incomplete
        07-01 x-both                                | none
                                                    | none
    """
    for row in rows_of(table):
        assert derive_strategy_performed(patient_with(row["done"])).value == row["performed"], row


def test_no_limit_of_18_months_applies():
    patient = record(
        operations=[
            {"operation_date": "2022-07-01", "site": "liver"},
            {"operation_date": "2024-07-01", "site": "rectum"},
        ]
    )
    assert derive_strategy_performed(patient).value == "liver_first"


def test_organ_preservation_cannot_be_labelled_by_operations():
    answer = derive_strategy_performed(patient_with("07-01 liver", [COMPLETE]))
    assert (answer.value, answer.reason) == (None, "organ_preserved")
    assert {("assessments", "ymrtrg", 1), ("operations", "site", "liver")} <= {
        (cell.table, cell.column, cell.value) for cell in answer.inputs
    }


@pytest.mark.parametrize(
    ("done", "response", "performed"),
    [
        ("07-01 liver", COMPLETE | {"ymrtrg": 2}, "incomplete"),
        ("07-01 liver", COMPLETE | {"dre": None}, "incomplete"),
        ("07-01 liver, 09-01 rectum", COMPLETE, "liver_first"),
        ("07-01 rectum", COMPLETE, "incomplete"),
        ("", COMPLETE, "none"),
    ],
)
def test_complete_response_matters_only_with_the_liver_alone(done, response, performed):
    assert derive_strategy_performed(patient_with(done, [response])).value == performed


@pytest.mark.parametrize(
    ("done", "performed", "reason"),
    [
        ("- liver, 09-01 rectum", None, "day_missing"),
        ("07-01 liver, - rectum", None, "day_missing"),
        ("- lesion, 09-01 rectum", None, "day_missing"),
        ("- liver", "incomplete", ""),
        ("07-01 liver, 09-01 ?", None, "site_missing"),
    ],
)
def test_order_is_unknown_without_a_day_or_a_site_that_decides(done, performed, reason):
    answer = derive_strategy_performed(patient_with(done))
    assert (answer.value, answer.reason) == (performed, reason)


@pytest.mark.parametrize("table", ["operations", "lesion_treatments"])
def test_held_back_row_leaves_open_what_only_an_absence_says(table):
    for done in ("", "07-01 liver", "07-01 rectum"):
        answer = derive_strategy_performed(patient_with(done, held_back=[table]))
        assert (answer.value, answer.reason) == (None, "row_held_back")
    both = patient_with("07-01 liver, 09-01 rectum", held_back=[table])
    assert derive_strategy_performed(both).value == "liver_first"


def test_planned_strategy_is_the_one_entered():
    planned = {"strategy_planned": "adaptive", "strategy_decided_on": "2022-06-15"}
    answer = derive_strategy_planned(record(patient=planned))
    assert answer.value == "adaptive"
    assert answer.inputs[0].day.isoformat() == "2022-06-15"
    answer = derive_strategy_planned(record())
    assert (answer.value, answer.reason) == (None, "strategy_missing")
