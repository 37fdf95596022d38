import csv
import io

import pytest

from synchronox_core.ecrf.model import Delivery, QuarantinedRow
from synchronox_core.services.deliveries.downloads import harmless_cell, quarantine_csv, write_csv


@pytest.mark.parametrize("cell", ["=1+1", "+33", "-x", "@SUM(A1)", "\tx", "\rx", "\nx"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(cell):
    assert harmless_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["liver", "", "2.5", -2.5, 0])
def test_other_cells_stay_as_they_are(cell):
    assert harmless_cell(cell) == cell


def test_missing_cell_is_written_empty():
    assert harmless_cell(None) == ""


def test_file_opens_as_utf8_in_a_spreadsheet_and_keeps_accents_and_line_breaks():
    content = write_csv(("a", "b"), [{"a": "évaluée\nà revoir", "b": None}])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows == [["a", "b"], ["évaluée\nà revoir", ""]]


def test_quarantine_has_the_columns_of_the_input_and_five_of_its_own():
    held = QuarantinedRow("events", 7, "SYN-INA-0001", None, "ANY", {"event_type": "relapse"})
    other = QuarantinedRow("forms", 3, "SYN-INA-0001", None, "ANY", {"form": "baseline"})
    delivery = Delivery(manifest=None, quarantine=[held, other])
    content = quarantine_csv(delivery, "events", "en").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert list(rows[0]) == [
        "patient_id",
        "event_no",
        "event_date",
        "event_type",
        "event_site",
        "_line",
        "_column",
        "_code",
        "_message",
        "_record",
    ]
    assert [(r["_line"], r["_code"], r["event_type"]) for r in rows] == [("7", "ANY", "relapse")]


def test_record_of_another_width_is_given_back_as_it_was_read():
    cells = {"1": "SYN-INA-0001", "2": "1", "3": "a, b"}
    misfit = QuarantinedRow("events", 4, "SYN-INA-0001", None, "RECORD_WIDTH", cells)
    content = quarantine_csv(Delivery(manifest=None, quarantine=[misfit]), "events", "en")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert row["_record"] == 'SYN-INA-0001,1,"a, b"'
    assert row["event_no"] == ""
