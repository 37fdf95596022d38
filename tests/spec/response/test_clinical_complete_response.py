"""Clinical complete response and ymrTRG: three examinations joined, at the first assessment after.

An assessment is drawn as its month and day of 2022, its moment (``neo`` and ``fol``: at the end of
neoadjuvant treatment and of FOLFIRINOX), ymrTRG, digital rectal examination and endoscopy; ``-``
is missing.
"""

from synchronox_core.classification.rectal_mri import is_clinical_complete_response
from synchronox_core.endpoints.responses import derive_clinical_complete_response, derive_ymrtrg
from tests.lib.ascii_table import rows_of
from tests.lib.records import record

TRUTHS = {"yes": True, "no": False, None: None}
MOMENTS = {
    "base": "baseline",
    "mid": "mid_folfirinox",
    "fol": "end_folfirinox",
    "neo": "end_neoadjuvant",
    "preop": "preoperative",
}


def test_every_part_must_be_positive_and_one_negative_part_is_enough():
    table = """
        ymrtrg | dre    | endoscopy       | complete
        -------+--------+-----------------+---------
        1      | normal | no_tumour       | yes
        1      | scar   | white_scar      | yes
        1      | normal | white_scar      | yes
        2      | normal | no_tumour       | no
        5      | normal | no_tumour       | no
        1      | lesion | no_tumour       | no
        1      | normal | ulcer           | no
        1      | normal | nodule          | no
        1      | normal | residual_tumour | no
               | normal | no_tumour       |
        1      |        | no_tumour       |
        1      | normal |                 |
               |        |                 |
        2      |        |                 | no
               | lesion |                 | no
               |        | ulcer           | no
    """
    for row in rows_of(table):
        ymrtrg = None if row["ymrtrg"] is None else int(row["ymrtrg"])
        complete = is_clinical_complete_response(ymrtrg, row["dre"], row["endoscopy"])
        assert complete is TRUTHS[row["complete"]], row


def assessment_of(drawing, site="rectum"):
    day, moment, ymrtrg, *examinations = (None if word == "-" else word for word in drawing.split())
    dre, endoscopy = examinations or (None, None)
    return {
        "assessment_date": None if day is None else f"2022-{day}",
        "site": site,
        "timepoint": MOMENTS.get(moment),
        "ymrtrg": None if ymrtrg is None else int(ymrtrg),
        "dre": dre,
        "endoscopy": endoscopy,
    }


def answers_of(drawing, **others):
    """Answers of both columns for assessments parted with commas."""
    drawn = [assessment_of(words) for words in (drawing or "").split(", ") if words]
    patient = record(assessments=drawn, **others)
    return derive_ymrtrg(patient), derive_clinical_complete_response(patient)


def test_first_assessment_after_neoadjuvant_treatment_counts():
    table = """
        assessments                                          | ymrtrg | complete
        -----------------------------------------------------+--------+---------
        06-01 neo 1 normal white_scar                        | 1      | yes
        06-01 neo 3 lesion nodule                            | 3      | no
        06-01 neo 1 - white_scar                             | 1      |
        06-01 neo - lesion -                                 |        | no
        06-01 neo 2 scar ulcer, 08-01 neo 1 normal no_tumour | 2      | no
        08-01 neo 1 normal no_tumour, 06-01 neo 2 scar ulcer | 2      | no
        06-01 neo - - -, 08-01 neo 1 normal no_tumour        |        |
        05-01 fol 2 - -, 06-01 neo 1 scar white_scar         | 1      | yes
        05-01 fol 2 scar nodule                              | 2      | no
        05-01 mid 2 - -, 07-01 preop 1 - -, 01-02 base 4 - - |        |
                                                             |        |
    """
    for row in rows_of(table):
        ymrtrg, complete = answers_of(row["assessments"])
        assert ymrtrg.value == (None if row["ymrtrg"] is None else int(row["ymrtrg"])), row
        assert complete.is_yes is TRUTHS[row["complete"]], row


def test_liver_assessment_says_nothing_of_the_rectum():
    liver = assessment_of("06-01 neo 1 normal no_tumour", site="liver")
    assert derive_ymrtrg(record(assessments=[liver])).value is None


def test_assessment_after_folfirinox_counts_only_before_any_pelvic_radiotherapy():
    table = """
        radiotherapy_start | ymrtrg | reason
        -------------------+--------+--------------------
        none               | 2      |
        2022-04-30         |        | radiotherapy_before
        2022-05-01         | 2      |
        2022-05-02         | 2      |
                           |        | radiotherapy_before
    """
    for row in rows_of(table):
        start = row["radiotherapy_start"]
        courses = [] if start == "none" else [{"technique": "long_course", "start_date": start}]
        ymrtrg, complete = answers_of("05-01 fol 2 - -", radiotherapy=courses)
        assert ymrtrg.value == (None if row["ymrtrg"] is None else int(row["ymrtrg"])), row
        assert complete.is_yes is (False if row["ymrtrg"] else None), row
        assert ymrtrg.reason == (row["reason"] or ""), row


def test_radiotherapy_does_not_matter_to_an_assessment_after_neoadjuvant_treatment():
    courses = [{"technique": "short_course", "start_date": "2022-05-01"}]
    ymrtrg, _ = answers_of("06-01 neo 1 - -", radiotherapy=courses)
    assert ymrtrg.value == 1


def test_an_empty_answer_says_why():
    table = """
        assessments                       | ymrtrg                 | complete
        ----------------------------------+------------------------+-----------------------
                                          | no_response_assessment | no_response_assessment
        06-01 neo - normal no_tumour      | grade_missing          | response_part_missing
        - neo 1 - -, 06-01 neo 2 - -      | day_missing            | response_part_missing
        06-01 - 1 - -                     | timepoint_missing      | timepoint_missing
        05-01 - 1 scar -, 06-01 neo 2 - - | day_missing            | response_part_missing
    """
    for row in rows_of(table):
        answers = answers_of(row["assessments"])
        expected = [(None, row["ymrtrg"]), (None, row["complete"])]
        assert [(answer.value, answer.reason) for answer in answers] == expected, row


def test_a_row_held_back_may_be_the_assessment_or_the_radiotherapy_that_counts():
    for drawing, held_back in ((None, "assessments"), ("05-01 fol 2 - -", "radiotherapy")):
        for answer in answers_of(drawing, held_back=[held_back]):
            assert (answer.value, answer.reason) == (None, "row_held_back")


def test_an_assessment_without_its_moment_matters_only_before_the_one_that_counts():
    ymrtrg, _ = answers_of("06-01 neo 1 - -, 09-01 - 4 - -")
    assert ymrtrg.value == 1


def test_a_negative_answer_names_its_part_among_its_inputs():
    _, complete = answers_of("06-01 neo 1 scar ulcer")
    assert complete.reason == "response_part_negative"
    assert [(item.column, item.value) for item in complete.inputs] == [
        ("ymrtrg", 1),
        ("dre", "scar"),
        ("endoscopy", "ulcer"),
    ]
