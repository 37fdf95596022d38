"""Which columns of a printed table are numbers, to be aligned to the right."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.components.printed import NUMBER


@pytest.mark.parametrize(
    "cell",
    [
        "12", "1,234", "36 431", "0.58 (0.51-0.65), 118/203", "58.1 % (53.4 to 62.7)", "−3.2",
        "<5", "+1 (−2 à 4)", "12 of 34", "≥ 11",
        "fewer than 5 of 134 (0.1–7.4)", "moins de 5",
    ],
)  # fmt: skip
def test_a_number_with_what_belongs_to_it_is_a_number(cell):
    assert NUMBER.fullmatch(cell)


@pytest.mark.parametrize(
    "cell", ["2028-12-31", "31/12/2028", "12 Mar 2028", "SYN-INA-0001", "5 mm or less", "withheld"]
)
def test_dates_codes_and_words_are_not(cell):
    assert NUMBER.fullmatch(cell) is None


def show():
    import pandas as pd

    from pages.components.printed import table

    rows = {"Year": ["2024", "2025"], "n": ["12", "not described"], "Why": ["1 < 2 & late", ""]}
    table(pd.DataFrame(rows | {"Risk": ["5 %", None]}), alt="Patients by year")


def test_columns_of_numbers_beyond_the_first_stand_to_the_right_and_text_is_escaped():
    shown = AppTest.from_function(show).run()
    assert not shown.exception
    body = shown.get("html")[0].proto.body
    assert '<th scope="col">Year</th>' in body
    assert '<th scope="col">n</th>' in body, "half of the cells are words"
    assert '<th scope="col" class="number">Risk</th>' in body
    assert '<td class="number">5 %</td>' in body
    assert "<td>1 &lt; 2 &amp; late</td>" in body
