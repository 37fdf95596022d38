"""The scores of one patient as a table: patient B of the worked examples of the specification."""

from synchronox_core.services.patients.scores import scores_table
from tests.lib.scored_records import example_b


def cells(patient, language="en"):
    table = scores_table(patient, language)
    return {row[0]: tuple(row[1:]) for row in table.itertuples(index=False)}


def test_scores_of_a_complete_file_are_numbers_with_their_group():
    shown = cells(example_b())
    assert shown["Fong"][0] == "3 (group 3-5)"
    assert shown["GAME"][0] == "4 (group 4-7)"
    assert shown["TBS"][0] == "5 (zone 2)"


def test_unknown_item_gives_a_range_and_its_name():
    shown = cells(example_b(patient={"kras": None}))
    # Without KRAS: three points for the others, four with it; the groups 2-3 and 4-7 differ.
    assert shown["GAME"][0] == "3 to 4"
    assert shown["GAME"][3] == "KRAS"


def test_unknown_item_that_changes_no_group_leaves_the_group():
    shown = cells(example_b(patient={"cea_ng_ml": None}), "fr")
    assert shown["Fong"][0] == "3 à 4 (groupe 3-5)"


def test_size_without_bound_is_said_to_have_none():
    shown = cells(example_b(measurements=[]))
    assert shown["TBS"][0].endswith("to no upper limit")


def test_postoperative_scores_stand_alone():
    assert cells(example_b())["Fong"][2] == "–"
