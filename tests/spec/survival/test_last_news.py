"""Until when a patient was observed, and whether the patient is dead by the data cut.

Time zero is 2022-01-10 and the data cut 2025-12-31 unless said.
"""

from datetime import date

from synchronox_core.endpoints.last_news import derive_death, derive_last_news, find_last_news
from tests.lib.ascii_table import rows_of
from tests.lib.records import record

ANSWERS = {"yes": True, "no": False, None: None}


def test_last_news_is_the_latest_of_what_was_entered_and_of_every_contact():
    contacts = {
        "visits": [{"visit_date": "2023-05-01"}],
        "assessments": [{"assessment_date": "2023-05-01"}],
        "operations": [{"operation_date": "2023-05-01"}],
        "treatments": [{"treatment_date": "2023-05-01"}],
        "chemotherapy": [{"start_date": "2023-05-01"}],
        "radiotherapy": [{"start_date": "2023-04-20", "end_date": "2023-05-01"}],
    }
    for table, rows in contacts.items():
        earlier = record(patient={"last_news_date": "2023-01-01"}, **{table: rows})
        later = record(patient={"last_news_date": "2023-06-01"}, **{table: rows})
        unknown = record(**{table: rows})
        assert find_last_news(earlier) == date(2023, 5, 1), table
        assert find_last_news(later) == date(2023, 6, 1), table
        assert find_last_news(unknown) == date(2023, 5, 1), table


def test_events_and_complications_are_no_contacts():
    known = record(
        patient={"last_news_date": "2023-01-01"},
        events=[{"event_date": "2023-05-01", "event_type": "recurrence"}],
        complications=[{"complication_date": "2023-05-01", "clavien_grade": "I"}],
    )
    assert find_last_news(known) == date(2023, 1, 1)


def test_who_was_seen_after_the_data_cut_was_alive_on_it():
    table = """
        last_news  | data_cut   | l          | reason
        -----------+------------+------------+----------
        2023-01-01 | 2023-06-30 | 2023-01-01 | last_news
        2023-06-30 | 2023-06-30 | 2023-06-30 | last_news
        2023-07-01 | 2023-06-30 | 2023-06-30 | data_cut
                   | 2023-06-30 | 2022-01-10 | last_news
    """
    for row in rows_of(table):
        news = derive_last_news(
            record(as_of=row["data_cut"], patient={"last_news_date": row["last_news"]})
        )
        assert (news.day, news.reason) == (date.fromisoformat(row["l"]), row["reason"]), row


def test_without_any_contact_there_is_no_last_news():
    news = derive_last_news(record(t0=None))
    assert (news.day, news.reason) == (None, "last_news_missing")


def test_last_news_names_the_row_it_comes_from():
    news = derive_last_news(
        record(
            patient={"last_news_date": "2023-01-01"},
            visits=[{"visit_date": "2022-06-01"}, {"visit_date": "2023-05-01"}],
        )
    )
    assert [(cell.table, cell.line, cell.column) for cell in news.inputs] == [
        ("patients", 2, "last_news_date"),
        ("followup", 3, "visit_date"),
    ]


def test_only_a_day_of_death_up_to_the_data_cut_makes_a_death():
    table = """
        vital_status | death_date | is_dead | reason
        -------------+------------+---------+---------------------
        dead         | 2025-12-31 | yes     |
        dead         | 2026-01-01 | no      |
        alive        | 2024-03-01 | yes     |
                     | 2024-03-01 | yes     |
        alive        |            | no      |
        dead         |            |         | death_date_missing
                     |            |         | vital_status_missing
    """
    for row in rows_of(table):
        patient = {"vital_status": row["vital_status"], "death_date": row["death_date"]}
        answer = derive_death(record(patient=patient))
        expected = ANSWERS[row["is_dead"]], row["reason"] or ""
        assert (answer.is_yes, answer.reason) == expected, row
