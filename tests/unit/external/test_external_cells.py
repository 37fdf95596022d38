"""A cell of a public cohort: kept, missing for a reason, or set aside."""

import pytest

from synchronox_core.external.cells import convert_column
from synchronox_core.external.mapping import ColumnMapping

SIZE = ColumnMapping("size_cm", "DOUBLE", factor=10, minimum=0, maximum=400)
REGIMEN = ColumnMapping(
    "agent", spellings={"xelox": "CAPEOX"}, words={"FOLFOX": "folfox", "CAPEOX": "capox"}
)


def told(column):
    return {f.code: (f.level.value, f.value, f.values["count"]) for f in column.findings("file")}


def test_numbers_come_in_our_unit_without_rounding_error():
    viable = ColumnMapping("response", "DOUBLE", factor=-100, offset=100)
    assert convert_column("viable_percent", viable, ["0.29", "1", "0.55"], ()).values == [71, 0, 45]


@pytest.mark.parametrize("code", ["NA", "na", "nA", "Not_Available", "Not Applicable"])
def test_missing_codes_are_known_in_any_case_and_keep_their_writing(code):
    column = convert_column("size_mm", SIZE, [code], ("na", "not_available", "not applicable"))
    assert column.values == [None]
    assert [cell.reason for cell in column.missing] == [code]
    assert told(column) == {"EXT_MISSING_CODE": ("N", None, 1)}


def test_empty_cell_is_missing_and_never_negative():
    yes_no = ColumnMapping("cured", words={"1": "yes", "0": "no"})
    column = convert_column("cured", yes_no, ["", "0", " "], ())
    assert column.values == [None, "no", None]
    assert [cell.reason for cell in column.missing] == ["blank", "blank"]
    assert told(column) == {"EXT_BLANK": ("N", None, 2)}


def test_minus_999_is_no_number_where_it_is_a_missing_code():
    assert convert_column("size_mm", SIZE, ["-999.0"], ("-999.0",)).values == [None]


def test_dirty_spelling_is_read_and_reported_with_its_count():
    column = convert_column("regimen", REGIMEN, ["Xelox", "XELOX", "XELOX", " FOLFOX"], ())
    assert column.values == ["capox", "capox", "capox", "folfox"]
    found = {f.value: (f.values["clean"], f.values["count"]) for f in column.findings("file")}
    assert found == {"Xelox": ("CAPEOX", 1), "XELOX": ("CAPEOX", 2), " FOLFOX": ("FOLFOX", 1)}


def test_unknown_word_is_set_aside_with_its_count():
    column = convert_column("regimen", REGIMEN, ["FOLFOX", "folfox?", "folfox?"], ())
    assert column.values == ["folfox", None, None]
    assert [(cell.row, cell.reason) for cell in column.missing] == [
        (1, "set_aside"),
        (2, "set_aside"),
    ]
    assert told(column) == {"EXT_UNKNOWN": ("C", "folfox?", 2)}


@pytest.mark.parametrize("cell", ["3,5", ">3", "nan", "inf", "1e3", "3 cm", "--3"])
def test_text_that_is_no_plain_number_is_set_aside(cell):
    column = convert_column("size_mm", SIZE, [cell], ())
    assert column.values == [None]
    assert told(column)["EXT_UNKNOWN"] == ("C", cell, 1)


def test_fraction_in_a_whole_number_is_set_aside():
    age = ColumnMapping("age", "INTEGER")
    assert convert_column("age_years", age, ["61", "61.0", "61.5"], ()).values == [61, 61, None]


def test_value_beyond_its_limits_is_set_aside_and_the_limits_are_kept():
    column = convert_column("size_mm", SIZE, ["40", "40.1", "-0.1", "0"], ())
    assert column.values == [400, None, None, 0]
    (finding,) = column.findings("file")
    assert (finding.code, finding.values["count"]) == ("EXT_IMPOSSIBLE", 2)
    assert (finding.values["minimum"], finding.values["maximum"]) == (0, 400)
