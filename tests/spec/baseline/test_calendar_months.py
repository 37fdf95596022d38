"""Calendar months: the pairs that tell them apart from 30-day months and from 548 days."""

from datetime import date

from synchronox_core.protocol.calendar import add_months
from tests.lib.ascii_table import rows_of


def test_eighteen_months_end_on_the_same_day_or_at_the_end_of_the_month():
    table = """
        t0         | month_18
        -----------+-----------
        2022-08-31 | 2024-02-29
        2021-01-15 | 2022-07-15
        2022-08-29 | 2024-02-29
        2023-08-31 | 2025-02-28
        2024-02-29 | 2025-08-29
    """
    for row in rows_of(table):
        assert add_months(date.fromisoformat(row["t0"]), 18) == date.fromisoformat(row["month_18"])


def test_months_are_added_over_the_end_of_a_year_and_taken_back():
    assert add_months(date(2023, 12, 31), 2) == date(2024, 2, 29)
    assert add_months(date(2024, 3, 31), -1) == date(2024, 2, 29)
    assert add_months(date(2024, 1, 31), -2) == date(2023, 11, 30)
    assert add_months(date(2024, 5, 17), 0) == date(2024, 5, 17)
