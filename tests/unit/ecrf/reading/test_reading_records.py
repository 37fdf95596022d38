import csv

import pytest

from synchronox_core.config import ReadingLimits
from synchronox_core.ecrf.reading.records import cell_limit
from tests.lib.bundles import codes, only, read_delivery

HEADER = "patient_id,visit_no,visit_date,disease_status,cea_ng_ml,comment\n"
ROW = "SYN-INA-0001,{},2024-06-15,no_evidence_of_disease,,{}\n"


def followup(bundle, *records):
    bundle.write("followup.csv", HEADER + "".join(records))
    return read_delivery(bundle.path)


def test_blank_records_are_counted_and_skipped(bundle):
    tables, findings = followup(
        bundle, "\n", ROW.format(1, "a"), ",,,,,\n", ' ,\u00a0,""\n', ROW.format(2, "b"), "\r\n"
    )

    assert findings == []
    assert tables["followup"].blank == 4
    assert tables["followup"].lines == [3, 6]
    assert tables["followup"].records == 6


@pytest.mark.parametrize(
    ("record", "cells"), [("SYN-INA-0001,1,2024-06-15\n", 3), (ROW.format(1, "a,b"), 7)]
)
def test_record_of_another_width_is_held_back_whole(bundle, record, cells):
    tables, findings = followup(bundle, ROW.format(1, '"two\nlines"'), record, ROW.format(2, ""))

    misfit = tables["followup"].misfits[0]
    assert (misfit.line, len(misfit.cells)) == (4, cells)
    assert only(findings) == misfit.finding
    assert (misfit.finding.code, misfit.finding.level) == ("RECORD_WIDTH", "B")
    assert misfit.finding.values == {"count": cells, "width": 6}
    assert tables["followup"].lines == [2, 5]
    assert tables["followup"].records == 3


def test_cells_are_kept_as_they_are(bundle):
    tables, _ = followup(bundle, ROW.format(" 1 ", '" ""RAS"" ; 1,5 "'))

    assert tables["followup"].columns["visit_no"] == [" 1 "]
    assert tables["followup"].columns["comment"] == [' "RAS" ; 1,5 ']


def test_empty_first_cell_does_not_make_a_record_blank(bundle):
    tables, findings = followup(bundle, ",1,2024-06-15,x,,\n")

    assert findings == []
    assert tables["followup"].columns["patient_id"] == [""]


def test_unclosed_quote_is_refused_at_the_line_where_it_opens(bundle):
    _, findings = followup(
        bundle, ROW.format(1, '"two\nlines"'), ROW.format(2, '"never closed'), ROW.format(3, "x")
    )
    assert (only(findings).code, only(findings).line) == ("QUOTE_UNCLOSED", 4)


def test_unclosed_quote_that_meets_another_is_refused_where_it_opens(bundle):
    _, findings = followup(
        bundle, ROW.format(1, '"open'), ROW.format(2, "x"), ROW.format(3, '"Contrôle"')
    )
    assert (only(findings).code, only(findings).line) == ("QUOTE_FOLLOWED", 2)
    assert only(findings).values == {"closing": 4}


def test_quote_opened_on_a_later_line_of_a_record_is_located(bundle):
    record = '"SYN\n-INA-0001",1,"2024\n-06-15",x,,"open\n'
    _, findings = followup(bundle, record)
    assert (only(findings).code, only(findings).line) == ("QUOTE_UNCLOSED", 4)


def test_fault_of_the_header_line_is_located_too(bundle):
    bundle.write("followup.csv", HEADER.replace("comment", '"comment'))
    finding = only(read_delivery(bundle.path)[1])
    assert (finding.code, finding.line) == ("QUOTE_UNCLOSED", 1)


def test_cell_may_be_as_long_as_the_limit_and_no_longer(bundle):
    limits = ReadingLimits(cell_characters=100)
    bundle.write("followup.csv", HEADER + ROW.format(1, "a" * 100))
    tables, findings = read_delivery(bundle.path, limits)
    assert findings == []
    assert tables["followup"].columns["comment"] == ["a" * 100]

    bundle.write("followup.csv", HEADER + ROW.format(1, "a") + ROW.format(2, "a" * 101))
    finding = only(read_delivery(bundle.path, limits)[1])
    assert (finding.code, finding.line, finding.values) == ("CELL_TOO_LONG", 3, {"limit": 100})


def test_quoted_cell_over_several_lines_beyond_the_limit_is_located(bundle):
    long_text = "\n".join(["a" * 60] * 3)
    bundle.write("followup.csv", HEADER + ROW.format(1, f'"{long_text}"'))
    finding = only(read_delivery(bundle.path, ReadingLimits(cell_characters=100))[1])
    assert (finding.code, finding.line) == ("CELL_TOO_LONG", 2)


def test_cell_limit_is_given_back():
    before = csv.field_size_limit()
    with pytest.raises(csv.Error), cell_limit(3):
        list(csv.reader(["abcd"]))
    assert csv.field_size_limit() == before


def test_last_line_cut_in_its_record_is_a_truncated_file(bundle):
    tables, findings = followup(bundle, ROW.format(1, "a"), "SYN-INA-0001,2,2024-0")

    assert (only(findings).code, only(findings).line) == ("TRUNCATED", 3)
    assert "followup" not in tables


def test_last_line_without_line_end_but_whole_is_accepted(bundle):
    tables, findings = followup(bundle, ROW.format(1, "a").rstrip("\n"))
    assert findings == []
    assert tables["followup"].lines == [2]


def test_short_last_line_with_line_end_is_held_back_only(bundle):
    assert codes(followup(bundle, "SYN-INA-0001,2\n")[1]) == ["RECORD_WIDTH"]


def test_equal_texts_are_held_once(bundle):
    tables, _ = followup(bundle, ROW.format(1, "same"), ROW.format(2, "same"))
    first, second = tables["followup"].columns["comment"]
    assert first is second


def test_records_keep_their_lines_beyond_one_batch(bundle):
    records = [ROW.format(n, f'"{n}\n"' if n % 100 == 0 else n) for n in range(1, 1001)]
    tables, _ = followup(bundle, *records)

    assert tables["followup"].lines[:100] == list(range(2, 102))
    assert tables["followup"].lines[100] == 103
    assert tables["followup"].lines[-1] == 1001 + 9
    assert tables["followup"].columns["visit_no"][-1] == "1000"
