"""Columns ``rectal_r0`` and ``liver_r0``: the R0 resections of a patient at each site.

An operation is drawn as its procedure, circumferential and distal margin (mm); a resected lesion
as its number and margin (mm). ``-`` is missing.
"""

from synchronox_core.endpoints.responses import derive_liver_r0, derive_rectal_r0
from tests.lib.ascii_table import rows_of
from tests.lib.measures import number_of
from tests.lib.records import record

TRUTHS = {"yes": True, "no": False, None: None}


def parts_of(drawing, *names):
    """Cells of each word group of a drawing, ``-`` and nothing being missing."""
    words = [group.split() for group in (drawing or "").split(",") if group]
    return [
        {name: None if word == "-" else word for name, word in zip(names, group, strict=True)}
        for group in words
    ]


def operations_of(drawing, days=None):
    """Rectal operations in the order of time."""
    operations = []
    for position, cells in enumerate(parts_of(drawing, "procedure", "around", "below")):
        circumferential, circumferential_sign = number_of(cells["around"])
        distal, distal_sign = number_of(cells["below"])
        operations.append(
            {
                "operation_date": f"2022-0{position + 6}-01",
                "site": "rectum",
                "rectal_procedure": cells["procedure"],
                "circumferential_margin_mm": circumferential,
                "circumferential_margin_qualifier": circumferential_sign,
                "distal_margin_mm": distal,
                "distal_margin_qualifier": distal_sign,
            }
        )
    return operations


def test_rectum_is_r0_when_one_resection_is():
    table = """
        operations                          | rectal_r0 | reason
        ------------------------------------+-----------+--------------------------------
        anterior_resection 5 20             | yes       |
        coloanal_anastomosis 1.1 10         | yes       |
        hartmann 1 20                       | no        | circumferential_margin_involved
        beyond_tme 5 9                      | no        | distal_margin_short
        apr 5 -                             | yes       |
        - 5 20                              | yes       |
        - - -                               |           | margin_missing
        anterior_resection - 20             |           | margin_missing
        anterior_resection >=1 20           |           | margin_uncertain
        hartmann 1 20, apr 5 20             | yes       |
        hartmann 1 20, apr - 20             |           | margin_missing
        hartmann 1 20, apr 5 5              | no        | circumferential_margin_involved
        local_excision 5 20                 | no        | local_excision
        local_excision 5 20, hartmann 5 20  | yes       |
        local_excision 5 20, hartmann - 20  |           | margin_missing
        exploration_only - -                |           | no_rectal_resection
        exploration_only - -, hartmann 5 20 | yes       |
                                            |           | no_rectal_resection
    """
    for row in rows_of(table):
        answer = derive_rectal_r0(record(operations=operations_of(row["operations"])))
        assert answer.is_yes is TRUTHS[row["rectal_r0"]], row
        assert answer.reason == (row["reason"] or ""), row


def test_what_the_pathologist_calls_r0_is_never_used():
    operation = operations_of("anterior_resection 5 9")[0]
    answer = derive_rectal_r0(record(operations=[{**operation, "pathologist_r": "R0"}]))
    assert answer.is_yes is False


def test_only_a_stated_macroscopic_residue_fails():
    operation = operations_of("anterior_resection 5 20")[0]
    for stated, expected in (("yes", False), ("no", True), (None, True)):
        cells = {**operation, "residual_macroscopic": stated}
        assert derive_rectal_r0(record(operations=[cells])).is_yes is expected


def test_rectum_resected_after_month_18_still_counts_for_the_column():
    operation = {**operations_of("anterior_resection 5 20")[0], "operation_date": "2024-06-01"}
    assert derive_rectal_r0(record(t0="2022-01-10", operations=[operation])).is_yes is True


def test_liver_operation_is_no_rectal_resection_and_one_on_both_sites_is():
    operation = operations_of("anterior_resection 5 20")[0]
    for site, expected in (("rectum", True), ("both", True), ("liver", None)):
        answer = derive_rectal_r0(record(operations=[{**operation, "site": site}]))
        assert answer.is_yes is expected


def test_operation_held_back_leaves_no_answer_by_absence_alone():
    table = """
        operations              | rectal_r0 | reason
        ------------------------+-----------+--------------------------------
                                |           | row_held_back
        local_excision 5 20     |           | row_held_back
        anterior_resection 1 20 | no        | circumferential_margin_involved
        anterior_resection 5 20 | yes       |
    """
    for row in rows_of(table):
        operations = operations_of(row["operations"])
        answer = derive_rectal_r0(record(operations=operations, held_back=["operations"]))
        assert answer.is_yes is TRUTHS[row["rectal_r0"]], row
        assert answer.reason == (row["reason"] or ""), row


def test_rectal_answer_shows_the_cells_it_rests_on_with_those_missing():
    answer = derive_rectal_r0(record(operations=operations_of("anterior_resection >=1 -")))
    shown = {item.column: item.value for item in answer.inputs}
    assert shown["circumferential_margin_mm"] == 1
    assert shown["circumferential_margin_qualifier"] == ">="
    assert shown["distal_margin_mm"] is None
    assert {(item.table, item.line, item.day.isoformat()) for item in answer.inputs} == {
        ("operations", 2, "2022-06-01")
    }


def treatments_of(drawing):
    """Resections of lesions in the order of time, and ablations drawn with their kind."""
    treatments = []
    for position, cells in enumerate(parts_of(drawing, "lesion", "margin")):
        kind = cells["margin"] if cells["margin"] in ("rfa", "sbrt", "unknown") else "resection"
        margin, sign = number_of(cells["margin"]) if kind == "resection" else (None, None)
        treatments.append(
            {
                "lesion_no": int(cells["lesion"]),
                "treatment_date": f"2022-0{position + 4}-01",
                "kind": None if kind == "unknown" else kind,
                "liver_margin_mm": margin,
                "liver_margin_qualifier": sign,
            }
        )
    return treatments


def test_liver_is_r0_when_the_last_resection_of_every_lesion_resected_is():
    table = """
        treatments     | liver_r0 | reason
        ---------------+----------+----------------------
        1 5            | yes      |
        1 1            | no       | liver_margin_involved
        1 >=1          |          | margin_uncertain
        1 -            |          | margin_missing
        1 5, 2 0       | no       | liver_margin_involved
        1 -, 2 0       | no       | liver_margin_involved
        1 5, 2 -       |          | margin_missing
        1 0, 1 5       | yes      |
        1 5, 1 0       | no       | liver_margin_involved
        1 5, 2 rfa     | yes      |
        1 5, 2 sbrt    | yes      |
        1 0, 1 rfa     | no       | liver_margin_involved
        1 rfa          |          | no_liver_resection
                       |          | no_liver_resection
        1 5, 2 unknown |          | kind_missing
        1 0, 2 unknown | no       | liver_margin_involved
        1 unknown, 1 5 | yes      |
        1 5, 1 unknown |          | kind_missing
    """
    for row in rows_of(table):
        answer = derive_liver_r0(record(treatments=treatments_of(row["treatments"])))
        assert answer.is_yes is TRUTHS[row["liver_r0"]], row
        assert answer.reason == (row["reason"] or ""), row


def test_lesion_without_viable_cells_is_r0_at_any_margin():
    (treatment,) = treatments_of("1 0")
    assert derive_liver_r0(record(treatments=[{**treatment, "viable_percent": 0}])).is_yes is True


def test_treatment_held_back_changes_no_answer_that_stands_on_clean_rows():
    table = """
        treatments | liver_r0 | reason
        -----------+----------+----------------------
                   |          | row_held_back
        1 5        | yes      |
        1 0        | no       | liver_margin_involved
    """
    for row in rows_of(table):
        treatments = treatments_of(row["treatments"])
        answer = derive_liver_r0(record(treatments=treatments, held_back=["lesion_treatments"]))
        assert answer.is_yes is TRUTHS[row["liver_r0"]], row
        assert answer.reason == (row["reason"] or ""), row
