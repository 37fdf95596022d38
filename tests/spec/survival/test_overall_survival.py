"""Overall survival: days from the first day of FOLFIRINOX to death, or to the last news.

Time zero is 2022-01-10; 2022-01-10 to 2023-01-10 are 365 days.
"""

from synchronox_core.endpoints.time_to_event import derive_overall_survival
from tests.lib.ascii_table import rows_of
from tests.lib.records import record


def survival_of(known):
    days, event, reason = derive_overall_survival(known)
    return days.value, event.value, reason.value, days.state, days.reason


def patient_of(row):
    return {
        "vital_status": row["vital"],
        "death_date": row["death"],
        "last_news_date": row["last_news"],
    }


def test_survival_ends_with_death_or_the_last_news_or_the_data_cut():
    table = """
        vital | death      | last_news  | data_cut   | days | event | code  | state   | reason
        ------+------------+------------+------------+------+-------+-------+---------+----------
        dead  | 2023-01-10 | 2023-01-10 | 2025-12-31 | 365  | 1     | death | met     |
        dead  | 2022-01-10 | 2022-01-10 | 2025-12-31 | 0    | 1     | death | met     |
        dead  | 2023-01-10 | 2022-11-01 | 2025-12-31 | 365  | 1     | death | met     |
        dead  | 2023-01-10 | 2023-01-10 | 2023-01-10 | 365  | 1     | death | met     |
        alive |            | 2023-01-10 | 2025-12-31 | 365  | 0     |       | not_yet | last_news
        alive |            | 2025-06-01 | 2023-01-10 | 365  | 0     |       | not_yet | data_cut
        dead  | 2023-01-11 | 2023-01-11 | 2023-01-10 | 365  | 0     |       | not_yet | data_cut
        alive |            |            | 2025-12-31 | 0    | 0     |       | not_yet | last_news
    """
    for row in rows_of(table):
        expected = (
            int(row["days"]),
            int(row["event"]),
            row["code"],
            row["state"],
            row["reason"] or "",
        )
        assert survival_of(record(as_of=row["data_cut"], patient=patient_of(row))) == expected, row


def test_survival_is_unknown_rather_than_censored_when_a_death_may_be_hidden():
    table = """
        t0         | vital | death      | last_news  | reason
        -----------+-------+------------+------------+---------------------
                   | alive |            | 2023-01-10 | t0_missing
                   | dead  | 2023-01-10 | 2023-01-10 | t0_missing
        2022-01-10 | dead  |            | 2023-01-10 | death_date_missing
        2022-01-10 |       |            | 2023-01-10 | vital_status_missing
        2022-01-10 | dead  | 2021-12-31 | 2021-12-31 | ended_before_t0
    """
    for row in rows_of(table):
        answer = survival_of(record(t0=row["t0"], patient=patient_of(row)))
        assert answer == (None, None, None, "undeterminable", row["reason"]), row


def test_a_row_held_back_elsewhere_does_not_touch_survival():
    known = record(
        patient={"vital_status": "alive", "last_news_date": "2023-01-10"},
        held_back=["events", "operations", "complications"],
    )
    assert survival_of(known)[:2] == (365, 0)


def test_the_answer_names_the_cells_it_rests_on():
    days, event, reason = derive_overall_survival(
        record(patient={"vital_status": "alive", "last_news_date": "2023-01-10"})
    )
    assert days.inputs == event.inputs == reason.inputs
    assert {cell.column for cell in days.inputs} == {
        "folfirinox_start_date",
        "vital_status",
        "death_date",
        "last_news_date",
    }
