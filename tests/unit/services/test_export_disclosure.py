"""Tables that leave the board: counts under eleven and their complements, in both languages."""

import pandas as pd
import pytest

from synchronox_core.services.export_disclosure import withhold_in_export
from synchronox_core.text.formats import NO_BREAK_SPACE, THIN_SPACE


@pytest.mark.parametrize(
    ("shown", "exported"),
    [
        ("10/400, 2.5% (1.4–4.5)", "<11/400"),
        ("11/400, 2.8% (1.5–4.9)", "11/400, 2.8% (1.5–4.9)"),
        ("390/400, 97.5%", "≥390/400"),
        ("389/400, 97.3%", "389/400, 97.3%"),
        ("400/400, 100.0%", "400/400, 100.0%"),
        ("0/400, 0.0%", "0/400, 0.0%"),
        ("4/8", "<11"),
        ("9_(30.0%)", "<11"),
        ("25_(73.5%)", "<11"),
        ("30_(60.0%)", "30_(60.0%)"),
        ("9_(30,0_%)", "<11"),
        ("1~024/2~048, 50,0_%", "1~024/2~048, 50,0_%"),
        ("7/1~024, 0,7_%", "<11/1~024"),
        ("7.4_(0.0–15.6), n_=_9", "<11"),
        ("7.4_(0.0–15.6), n_=_90", "7.4_(0.0–15.6), n_=_90"),
        ("Rectum first", "Rectum first"),
        ("2026-04-01", "2026-04-01"),
        ("<5", "<5"),
    ],
)
def test_cell_tells_no_count_under_eleven(shown, exported):
    def written(cell):
        return cell.replace("_", NO_BREAK_SPACE).replace("~", THIN_SPACE)

    frame = pd.DataFrame({"cell": [written(shown)]})
    assert withhold_in_export(frame)["cell"].tolist() == [written(exported)]


def test_only_columns_that_count_persons_are_withheld():
    frame = pd.DataFrame({"patients": [3, 0, 11], "position": [3, 0, 11], "share": [0.1, 0.2, 0.3]})
    exported = withhold_in_export(frame)
    assert exported["patients"].tolist() == ["<11", 0, 11]
    assert exported["position"].tolist() == [3, 0, 11]
    assert exported["share"].tolist() == [0.1, 0.2, 0.3]


def test_table_shown_stays_as_it_was():
    frame = pd.DataFrame({"patients": [3]})
    withhold_in_export(frame)
    assert frame["patients"].tolist() == [3]


def test_empty_table_stays_empty():
    assert withhold_in_export(pd.DataFrame({"patients": []})).empty
