"""The liver lesions of a patient: their fate, their sizes, their change under FOLFIRINOX."""

import xml.etree.ElementTree as ET

import pytest

from synchronox_core.plots.lesion_marks import Fate
from synchronox_core.services.patients.figures import lesion_waterfall_figure, liver_map
from synchronox_core.services.patients.lesion_courses import list_courses
from tests.lib.records import record

BASELINE, GRADED, LATER = 1, 2, 3
ASSESSMENTS = [
    {"site": "liver", "timepoint": "baseline", "assessment_date": "2022-01-05"},
    {"site": "liver", "timepoint": "end_folfirinox", "assessment_date": "2022-05-01"},
    {"site": "liver", "timepoint": "surveillance", "assessment_date": "2022-11-01"},
]


def lesion(segments="VI", first_seen_date="2022-01-05", is_target="no"):
    return {"segments": segments, "first_seen_date": first_seen_date, "is_target": is_target}


def size(number, assessment_no, diameter_mm=None, status="measurable"):
    return {
        "lesion_no": number, "assessment_no": assessment_no, "diameter_mm": diameter_mm,
        "status": status,
    }  # fmt: skip


def treatment(number, kind, day="2022-08-01"):
    return {"lesion_no": number, "kind": kind, "treatment_date": day}


def patient(lesions, measurements=(), **tables):
    return record(
        lesions=lesions, measurements=measurements, assessments=ASSESSMENTS, **tables
    )  # fmt: skip


def fate(**tables):
    return list_courses(patient([lesion()], **tables))[0].fate


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("resection", Fate.RESECTED),
        ("rfa", Fate.ABLATED),
        ("mwa", Fate.ABLATED),
        ("other_ablation", Fate.ABLATED),
        ("sbrt", Fate.IRRADIATED),
        (None, Fate.UNKNOWN),
    ],
)
def test_fate_is_that_of_the_treatment(kind, expected):
    assert fate(treatments=[treatment(1, kind)]) is expected


def test_last_treatment_decides_the_fate():
    rows = [treatment(1, "resection", "2022-09-01"), treatment(1, "rfa", "2022-08-01")]
    assert fate(treatments=rows) is Fate.RESECTED


def test_treatment_without_a_day_leaves_the_fate_open_when_another_kind_is_dated():
    rows = [treatment(1, "resection", "2022-09-01"), treatment(1, "rfa", None)]
    assert fate(treatments=rows) is Fate.UNKNOWN


def test_lesion_gone_at_its_latest_measurement_has_disappeared():
    gone = [size(1, BASELINE, 20.0), size(1, GRADED, status="disappeared")]
    assert fate(measurements=gone) is Fate.DISAPPEARED
    assert fate(measurements=[*gone, size(1, LATER, 8.0)]) is Fate.UNTREATED


def test_lesion_is_not_untreated_while_a_treatment_may_be_held_back():
    assert fate() is Fate.UNTREATED
    assert fate(held_back=["lesion_treatments"]) is Fate.UNKNOWN


def test_lesion_is_new_when_first_seen_after_the_first_folfirinox():
    courses = list_courses(patient([lesion(), lesion(first_seen_date="2022-05-01")]))
    assert [course.is_new for course in courses] == [False, True]


def test_lesion_table_tells_sizes_fate_and_treatment():
    lesions = [lesion("VII;VIII", is_target="yes"), lesion(None)]
    sizes = [size(1, BASELINE, 30.5), size(1, GRADED, status="too_small"), size(2, BASELINE)]
    shown = liver_map(patient(lesions, sizes, treatments=[treatment(1, "rfa")]), "en")
    assert shown.listed.to_numpy().tolist() == [
        [1, "VII, VIII", "Yes", "30.5", "5 (too small to measure)", "2022-05-01",
         "destroyed (ablation)", "Radiofrequency, 2022-08-01", "liver_lesions.csv, line 2"],
        [2, "not stated", "No", "not measured", "not measured", "2022-01-05", "not treated", "",
         "liver_lesions.csv, line 3"],
    ]  # fmt: skip


def test_map_scales_lesions_to_the_baseline_and_new_ones_to_their_first_size():
    lesions = [lesion(), lesion(first_seen_date="2022-05-01")]
    sizes = [size(1, BASELINE, 40.0), size(1, GRADED, 10.0), size(2, GRADED, 20.0, "new")]
    root = ET.fromstring(liver_map(patient(lesions, sizes), "en").svg)
    radii = {part.get("id"): float(part.get("r")) for part in root.iter() if part.get("r")}
    assert radii["lesion-1"] == pytest.approx(2 * radii["lesion-2"])


def test_map_sentence_counts_every_lesion_once():
    rows = [treatment(1, "resection"), treatment(2, "resection"), treatment(3, "mwa")]
    shown = liver_map(patient([lesion()] * 4, treatments=rows), "fr")
    assert shown.sentence == (
        "4 lésions du foie à la date de gel du 31/12/2025\u00a0: 1 non traitée, 2 réséquées, "
        "1 détruite. Tailles au bilan initial."
    )


def test_patient_without_a_lesion_has_an_empty_map_that_says_so():
    shown = liver_map(record(), "en")
    assert shown.sentence == "No liver lesion is on record."
    assert shown.listed.empty
    assert "lesion-1" not in shown.svg
    held = liver_map(record(held_back=["liver_lesions"]), "en").sentence
    assert "a lesion or a treatment may be missing" in held


def waterfall(lesions, measurements, language="en", **tables):
    return lesion_waterfall_figure(patient(lesions, measurements, **tables), language)


def test_bars_run_from_the_largest_increase_to_the_largest_decrease():
    sizes = [
        size(1, BASELINE, 40.0), size(1, GRADED, 30.0),
        size(2, BASELINE, 20.0), size(2, GRADED, 25.0),
        size(3, BASELINE, 12.0), size(3, GRADED, status="disappeared"),
    ]  # fmt: skip
    shown = waterfall([lesion("II"), lesion("V"), lesion("I")], sizes)
    drawn = shown.drawn[["lesion", "change_percent", "note"]].to_numpy().tolist()
    assert drawn == [
        ["2 (V)", 25.0, "20 → 25 mm"],
        ["1 (II)", -25.0, "40 → 30 mm"],
        ["3 (I)", -100.0, "12 mm → disappeared"],
    ]


def test_change_is_that_of_exact_tenths():
    # 90 -> 63 is exactly -30 %, which floating point misses (clinical.md A.1).
    shown = waterfall([lesion()], [size(1, BASELINE, 90.0), size(1, GRADED, 63.0)])
    assert shown.drawn.loc[0, "change_percent"] == -30.0


def test_missing_measurement_is_never_a_change_of_zero():
    lesions = [lesion(), lesion(), lesion(), lesion(first_seen_date="2022-11-01")]
    sizes = [size(1, BASELINE, 20.0), size(2, GRADED, 20.0), size(3, GRADED, 9.0, "new")]
    shown = waterfall(lesions, sizes)
    assert shown.drawn["change_percent"].isna().all()
    assert list(shown.drawn["note"]) == [
        "not measured", "20 mm, not measured at baseline", "new, 9 mm", "first seen later",
    ]  # fmt: skip


def test_too_small_lesion_counts_five_millimetres():
    sizes = [size(1, BASELINE, 20.0), size(1, GRADED, status="too_small")]
    assert waterfall([lesion()], sizes).drawn.loc[0, "change_percent"] == -75.0


def test_targets_are_told_apart():
    sizes = [size(1, BASELINE, 20.0), size(2, BASELINE, 15.0)]
    shown = waterfall([lesion(is_target="yes"), lesion()], sizes)
    assert dict(shown.listed[["Lesion", "RECIST target"]].to_numpy()) == {
        "1 (VI)": "target",
        "2 (VI)": "other lesion",
    }


def test_sentence_names_the_sum_the_nadir_and_recist():
    sizes = [size(1, BASELINE, 100.0), size(1, GRADED, 60.0)]
    sentence = waterfall([lesion(is_target="yes")], sizes, "fr").sentence
    assert "Somme des cibles 100 → 60 mm (−40,0\u00a0%)" in sentence
    assert "plus petite somme auparavant\u00a0: 100 mm le 05/01/2022" in sentence
    assert "RECIST 1.1\u00a0: réponse partielle." in sentence


def test_sum_that_misses_a_target_is_not_compared():
    lesions = [lesion(is_target="yes"), lesion(is_target="yes")]
    sizes = [size(1, BASELINE, 20.0), size(2, BASELINE, 20.0), size(1, GRADED, 10.0)]
    sentence = waterfall(lesions, sizes).sentence
    assert "The sum of the targets cannot be compared." in sentence
    assert "RECIST 1.1: not evaluable (" in sentence


def test_waterfall_without_an_assessment_at_the_end_of_folfirinox_is_empty_and_says_why():
    shown = lesion_waterfall_figure(record(lesions=[lesion()]), "en")
    assert shown.drawn.empty
    assert shown.listed.empty
    assert shown.sentence.startswith("Response of the liver lesions cannot be shown: ")


def test_room_for_notes_grows_with_the_largest_increase():
    small = waterfall([lesion()], [size(1, BASELINE, 20.0), size(1, GRADED, 21.0)])
    large = waterfall([lesion()], [size(1, BASELINE, 10.0), size(1, GRADED, 30.0)])
    assert small.drawn.loc[0, "room"] == 110
    assert large.drawn.loc[0, "room"] == 280
