from collections import Counter

import numpy as np
import pytest

from synchronox_core.ecrf.tables import TABLES
from synchronox_core.synthetic.dice import Dice
from synchronox_core.synthetic.dirt import soil_rows

EVENTS = [["SYN-INA-0001", number, "2024-02-29", "recurrence", "liver"] for number in range(400)]


def soil(table: str, rows: list[list[object]], rate: float = 1.0) -> list[list[str]]:
    dice = Dice(np.random.default_rng(2))
    return list(soil_rows(table, rows, dice, rate))  # type: ignore[arg-type]


def cells(table: str, column: str, value: str, times: int = 300) -> set[str]:
    """Every text that a column holding one value turns into."""
    position = list(TABLES[table].columns).index(column)
    row = [""] * len(TABLES[table].columns)
    row[position] = value
    soiled = soil(table, [list(row) for _ in range(times)])
    return {line[position] for line in soiled if len(line) == len(row)} - {value, ""}


def test_rate_is_the_share_of_rows_with_a_fault() -> None:
    clean = [[str(cell) for cell in row] for row in EVENTS]
    soiled = soil("events", EVENTS, rate=0.25)
    kept = sum(row in soiled for row in clean)
    # 0.08 of the faults leave the row itself; binomial standard error 0.022.
    assert kept / len(clean) == pytest.approx(0.78, abs=0.07)


def test_dates_get_the_faults_of_spreadsheets() -> None:
    found = cells("events", "event_date", "2024-02-29")
    assert {"29/02/2024", "24-02-29", "2024-02-30", "2099-02-29", "N/A", " 2024-02-29"} <= found


def test_numbers_get_signs_units_commas_and_centimetres() -> None:
    found = cells("operations", "distal_margin_mm", "25")
    assert {">25", "25 mm", "25,0", "2.5", "-25", "25000", "inconnu"} <= found


def test_codes_get_another_case_or_a_label() -> None:
    found = cells("events", "event_type", "second_cancer")
    assert {"SECOND_CANCER", "Second cancer"} <= found


def test_free_text_gets_invented_identities() -> None:
    found = cells("followup", "comment", "Bon état général.")
    assert any("@example.org" in text for text in found)


def test_opposition_turns_into_yes() -> None:
    assert cells("patients", "opposition", "no") == {"yes"}


def test_rows_are_doubled_cut_orphaned_and_followed_by_blanks() -> None:
    soiled = soil("events", EVENTS)
    counts = Counter(tuple(row) for row in soiled)
    assert max(counts.values()) > 1
    assert any(len(row) == 4 for row in soiled)
    assert any(row == [""] * 5 for row in soiled)
    assert any(row[0] == "SYN-ZZZ-9999" for row in soiled)


def test_numbers_of_rows_stay_so_that_children_find_their_parents() -> None:
    numbers = {row[1] for row in soil("events", EVENTS) if any(row)}
    assert numbers == {str(number) for number in range(400)}


def test_rate_zero_changes_nothing() -> None:
    assert soil("events", EVENTS, rate=0.0) == [[str(cell) for cell in row] for row in EVENTS]
