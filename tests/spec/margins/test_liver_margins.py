"""Liver margins and ablations: R0 above 1 mm or without viable cells, destroyed by radiofrequency.

A margin (mm) and a share of viable cells (percent) are written as the report gives them.
"""

from synchronox_core.classification.margins import is_liver_resection_clear
from synchronox_core.endpoints.resections import judge_last_treatment, judge_lesion_treatment
from synchronox_core.protocol.settings import ProtocolSettings
from tests.lib.ascii_table import rows_of
from tests.lib.measures import measure_of
from tests.lib.records import record

TRUTHS = {"yes": True, "no": False, "unknown": None}


def test_liver_resection_is_r0_strictly_above_1_mm_or_without_viable_cells():
    table = """
        liver_margin_mm | viable_percent | r0
        ----------------+----------------+--------
        0               |                | no
        1               |                | no
        1.1             |                | yes
        >1              |                | yes
        >=1             |                | unknown
        <1              |                | no
        <=1             |                | no
        <2              |                | unknown
                        |                | unknown
        0               | 0              | yes
        1               | 0              | yes
                        | 0              | yes
        >=1             | 0              | yes
        1               | 0.5            | no
        1               | <5             | no
                        | <5             | unknown
                        | 40             | unknown
        2               | 40             | yes
    """
    for row in rows_of(table):
        clear = is_liver_resection_clear(
            measure_of(row["liver_margin_mm"]), measure_of(row["viable_percent"])
        )
        assert clear is TRUTHS[row["r0"]], row


def test_treatment_of_a_lesion_is_curative_by_its_kind_and_the_reading_in_force():
    table = """
        kind           | ablation_complete | rfa     | thermal | reason_under_rfa
        ---------------+-------------------+---------+---------+-------------------------
        rfa            | yes               | yes     | yes     |
        rfa            | no                | no      | no      | ablation_incomplete
        rfa            |                   | unknown | unknown | ablation_control_missing
        mwa            | yes               | no      | yes     | treatment_not_accepted
        mwa            | no                | no      | no      | treatment_not_accepted
        mwa            |                   | no      | unknown | treatment_not_accepted
        other_ablation | yes               | no      | no      | treatment_not_accepted
        sbrt           |                   | no      | no      | treatment_not_accepted
                       |                   | unknown | unknown | kind_missing
    """
    for row in rows_of(table):
        cells = {"lesion_no": 1, "kind": row["kind"], "ablation_complete": row["ablation_complete"]}
        (treatment,) = record(treatments=[cells]).treatments
        rfa = judge_lesion_treatment(treatment, ProtocolSettings())
        thermal = judge_lesion_treatment(treatment, ProtocolSettings(ablation="thermal"))
        assert rfa.is_yes is TRUTHS[row["rfa"]], row
        assert thermal.is_yes is TRUTHS[row["thermal"]], row
        assert rfa.reason == (row["reason_under_rfa"] or ""), row


def test_vascular_margin_has_no_exception():
    (treatment,) = record(
        treatments=[
            {"lesion_no": 1, "kind": "resection", "liver_margin_mm": 0, "margin_type": "vascular"}
        ]
    ).treatments
    judged = judge_lesion_treatment(treatment, ProtocolSettings())
    assert judged.is_yes is False
    assert judged.reason == "liver_margin_involved"


def test_ablative_margin_is_not_used():
    (treatment,) = record(
        treatments=[
            {"lesion_no": 1, "kind": "rfa", "liver_margin_mm": 0, "ablation_complete": "yes"}
        ]
    ).treatments
    assert judge_lesion_treatment(treatment, ProtocolSettings()).is_yes is True


def treatment_of(word):
    """A treatment drawn ``day margin``: margin in mm of a resection, ``rfa`` for a complete one."""
    day, margin = word.split()
    cells = {"lesion_no": 1, "treatment_date": None if day == "undated" else f"2022-{day}"}
    if margin == "rfa":
        return {**cells, "kind": "rfa", "ablation_complete": "yes"}
    return {**cells, "kind": "resection", "liver_margin_mm": float(margin)}


def test_last_treatment_of_a_lesion_decides_and_the_number_within_a_day():
    table = """
        treatments                  | curative
        ----------------------------+---------
        06-01 0                     | no
        06-01 0, 09-01 5            | yes
        09-01 5, 06-01 0            | yes
        06-01 5, 09-01 0            | no
        06-01 0, 09-01 rfa          | yes
        06-01 0, 06-01 5            | yes
        06-01 5, 06-01 0            | no
        06-01 0, undated 5          | unknown
        06-01 5, undated 5          | yes
        06-01 0, 09-01 5, undated 5 | yes
    """
    for row in rows_of(table):
        drawn = [treatment_of(word) for word in row["treatments"].split(", ")]
        treatments = record(treatments=drawn).treatments
        judged = judge_last_treatment(treatments, ProtocolSettings())
        assert judged.is_yes is TRUTHS[row["curative"]], row
