"""Resection margins against their cut-offs: exact, open and missing ones, each in words."""

import math

import pytest

from synchronox_core.services.patients.figures import margins_figure
from tests.lib.records import record


def rectum(circumferential=None, distal=None, procedure="anterior_resection", **cells):
    return {
        "operation_date": "2022-07-01", "site": "rectum", "rectal_procedure": procedure,
        "circumferential_margin_mm": circumferential, "distal_margin_mm": distal, **cells,
    }  # fmt: skip


def liver(margin=None, qualifier=None, kind="resection", number=1, **cells):
    return {
        "treatment_date": "2022-08-01", "lesion_no": number, "kind": kind,
        "liver_margin_mm": margin, "liver_margin_qualifier": qualifier, **cells,
    }  # fmt: skip


def figure(operations=(), treatments=(), language="en"):
    return margins_figure(record(operations=operations, treatments=treatments), language)


def notes(shown):
    return dict(zip(shown.drawn["label"], shown.drawn["note"], strict=True))


@pytest.mark.parametrize(
    ("margin", "qualifier", "note", "state"),
    [
        # Rulings R.2 of clinical.md, cut-off > 1 mm.
        (1.0, None, "1 mm: not clear", "not_met"),
        (1.1, None, "1.1 mm: clear", "met"),
        (1.0, ">", "> 1 mm: clear", "met"),
        (1.0, ">=", "≥ 1 mm: not evaluable", "undeterminable"),
        (1.0, "<", "< 1 mm: not clear", "not_met"),
        (2.0, "<", "< 2 mm: not evaluable", "undeterminable"),
        (None, None, "not reported: not evaluable", "undeterminable"),
    ],
)
def test_liver_margin_is_judged_strictly_above_one_millimetre(margin, qualifier, note, state):
    shown = figure(treatments=[liver(margin, qualifier)])
    assert notes(shown) == {"Lesion 1": note}
    assert list(shown.drawn["state"]) == [state]


def test_rectal_resection_has_both_margins_against_their_own_cut_off():
    shown = figure(operations=[rectum(1.0, 10.0)])
    assert notes(shown) == {"Circumferential": "1 mm: not clear", "Distal": "10 mm: clear"}
    assert list(shown.drawn["cutoff_mm"]) == [1, 10]
    assert list(shown.drawn["cutoff"]) == ["> 1 mm", "≥ 10 mm"]


def test_sign_opens_the_margin_on_its_side():
    shown = figure(treatments=[liver(1.0, ">="), liver(2.0, "<", number=2), liver(3.0, number=3)])
    assert list(shown.drawn["arrow"]) == ["right", "left", ""]
    ends = shown.drawn[["low_mm", "high_mm"]]
    assert ends.iloc[0].tolist() == [1.0, 5.0]
    assert ends.iloc[1].tolist() == [0.0, 2.0]
    assert ends.iloc[2].isna().all()


def test_missing_margin_has_a_row_and_no_mark():
    shown = figure(operations=[rectum(None, 20.0)])
    missing = shown.drawn[shown.drawn["label"] == "Circumferential"].iloc[0]
    assert math.isnan(missing["value_mm"])
    assert missing["reported"] == "not reported"


def test_abdominoperineal_resection_needs_no_distal_margin():
    shown = figure(operations=[rectum(2.0, None, "apr")])
    assert notes(shown)["Distal"] == "not reported: clear (none expected after this procedure)"


def test_margin_of_a_nodule_without_viable_cells_is_clear_and_says_why():
    shown = figure(treatments=[liver(0.0, viable_percent=0.0), liver(5.0, number=2)])
    assert notes(shown) == {
        "Lesion 1": "0 mm: clear (no viable cell in the nodule)",
        "Lesion 2": "5 mm: clear",
    }


def test_second_resection_of_a_lesion_has_a_row_of_its_own():
    rows = [liver(5.0, treatment_date="2022-12-01"), liver(0.5)]
    assert notes(figure(treatments=rows)) == {
        "Lesion 1": "0.5 mm: not clear",
        "Lesion 1 (2)": "5 mm: clear",
    }


def test_ablation_has_no_margin_and_a_treatment_of_unknown_kind_may_have_one():
    shown = figure(treatments=[liver(5.0, kind="rfa"), liver(5.0, kind=None, number=2)])
    assert notes(shown) == {"Lesion 2": "5 mm: not evaluable"}


def test_margin_beyond_the_axis_keeps_its_number():
    shown = figure(operations=[rectum(3.0, 150.0)])
    assert shown.drawn["value_mm"].max() == 100
    assert notes(shown)["Distal"] == "150 mm: clear"


def test_sentence_counts_the_states_and_names_the_cut_offs():
    shown = figure([rectum(0.5, None)], [liver(2.0)])
    assert shown.sentence == (
        "3 resection margins against the cut-offs of the protocol: 1 clear, 1 not clear, "
        "1 not evaluable. Cut-offs: circumferential > 1 mm, distal ≥ 10 mm, liver > 1 mm."
    )


def test_table_gives_day_state_and_source():
    shown = figure(treatments=[liver(1.5)], language="fr")
    assert shown.listed.iloc[0].tolist() == [
        "Lésion 1", "01/08/2022", "1,5 mm", "> 1 mm", "saine", "lesion_treatments.csv, ligne 2",
    ]  # fmt: skip


def test_local_excision_is_told_and_not_drawn():
    shown = figure(operations=[rectum(2.0, 20.0, "local_excision")])
    assert shown.drawn.empty
    assert "1 local excision is not shown: it is never R0 for the protocol." in shown.sentence


def test_patient_without_a_resection_has_an_empty_figure():
    shown = figure()
    assert shown.drawn.empty
    assert shown.listed.empty
    assert shown.sentence == "No resection of the rectum or of a liver lesion is on record."


def test_each_cut_off_is_written_once_for_neighbours_that_share_it():
    shown = figure([rectum(2.0, 20.0)], [liver(2.0), liver(3.0, number=2)])
    assert list(shown.drawn["cutoff_label"]) == ["> 1 mm", "≥ 10 mm", "> 1 mm", ""]
