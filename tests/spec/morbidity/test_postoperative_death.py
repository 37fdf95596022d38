"""Death within 30 and 90 days of an operation: each operation has its own window.

Operations are written ``day site``; days are counted from 2022-06-01.
"""

from datetime import date, timedelta

from synchronox_core.endpoints.postoperative import derive_postoperative
from tests.lib.ascii_table import rows_of
from tests.lib.records import record

START = date(2022, 6, 1)
ANSWERS = {"yes": True, "no": False, None: None}


def on(days):
    return (START + timedelta(days=int(days))).isoformat()


def operated(drawing, patient, **more):
    """The record of a patient with these operations."""
    operations = [
        {"operation_date": on(day), "site": site}
        for day, site in (line.split() for line in (drawing or "").split(",") if line)
    ]
    return record(patient=patient, operations=operations, **more)


def death_within(days, known, site="liver"):
    after = derive_postoperative(known, site)
    return {30: after.death_30d, 90: after.death_90d}[days]


def alive(last_news):
    return {"vital_status": "alive", "last_news_date": on(last_news)}


def dead(day):
    return {"vital_status": "dead", "death_date": on(day), "last_news_date": on(day)}


def test_the_dead_count_from_day_0_to_the_last_day_of_the_window():
    table = """
        operations          | died | rectum_30 | liver_30 | rectum_90 | liver_90
        --------------------+------+-----------+----------+-----------+---------
        0 rectum            | 0    | yes       |          | yes       |
        0 rectum            | 30   | yes       |          | yes       |
        0 rectum            | 31   | no        |          | yes       |
        0 rectum            | 90   | no        |          | yes       |
        0 rectum            | 91   | no        |          | no        |
        0 both              | 30   | yes       | yes      | yes       | yes
        0 rectum, 20 liver  | 25   | yes       | yes      | yes       | yes
        0 rectum, 20 liver  | 45   | no        | yes      | yes       | yes
        0 liver, 100 liver  | 120  |           | yes      |           | yes
        0 liver, 100 liver  | 140  |           | no       |           | yes
        0 liver, 100 liver  | 200  |           | no       |           | no
                            | 20   |           |          |           |
    """
    for row in rows_of(table):
        known = operated(row["operations"], dead(row["died"]))
        for site in ("rectum", "liver"):
            for days in (30, 90):
                answer = death_within(days, known, site)
                assert answer.is_yes is ANSWERS[row[f"{site}_{days}"]], (row, site, days)


def test_the_living_count_once_the_window_of_the_last_operation_is_over():
    table = """
        operations         | last_news | within_30 | within_90
        -------------------+-----------+-----------+----------
        0 liver            | 0         |           |
        0 liver            | 29        |           |
        0 liver            | 30        | no        |
        0 liver            | 89        | no        |
        0 liver            | 90        | no        | no
        0 liver, 100 liver | 120       |           |
        0 liver, 100 liver | 130       | no        |
        0 liver, 100 liver | 190       | no        | no
    """
    for row in rows_of(table):
        known = operated(row["operations"], alive(row["last_news"]))
        for days in (30, 90):
            answer = death_within(days, known)
            assert answer.is_yes is ANSWERS[row[f"within_{days}"]], (row, days)


def test_a_later_visit_is_news_of_the_living():
    known = operated("0 liver", alive(5), visits=[{"visit_date": on(95)}])
    assert death_within(90, known).is_yes is False


def test_the_data_cut_ends_what_is_known():
    known = operated("0 liver", alive(400), as_of=on(29))
    answer = death_within(30, known)
    assert (answer.value, answer.reason) == (None, "follow_up_too_short")
    known = operated("0 liver", alive(400), as_of=on(30))
    assert death_within(30, known).is_yes is False


def test_nothing_is_denied_while_a_row_or_a_day_is_missing():
    for known, reason in (
        (operated("0 liver", alive(400), held_back=["operations"]), "row_held_back"),
        (operated(None, alive(400), held_back=["operations"]), "row_held_back"),
        (operated("0 liver", {"vital_status": "dead"}), "death_date_missing"),
        (operated("0 liver", {"last_news_date": on(400)}), "vital_status_missing"),
        (operated("0 rectum", alive(400)), "no_operation"),
    ):
        answer = death_within(30, known)
        assert (answer.is_yes, answer.reason) == (None, reason)


def test_a_death_in_the_window_stands_whatever_row_is_held_back():
    known = operated("0 liver", dead(10), held_back=["operations"])
    assert death_within(30, known).is_yes is True
