"""Follow-up by hand."""

import pandas as pd
import pytest

from synchronox_core.recruitment.follow_up import list_news_due, measure_follow_up

AS_OF = pd.Timestamp("2028-01-01")


def group(*rows):
    frame = pd.DataFrame(rows, columns=["patient_id", "time_zero", "os_days", "os_event"])
    frame["time_zero"] = pd.to_datetime(frame["time_zero"])
    return frame.assign(centre_id="INA")


def test_completeness_counts_the_dead_as_followed_whole():
    # Dead after 100 days: 100 of 100. Alive, seen on day 365 of 730: one half of his time.
    found = measure_follow_up(
        group(("A", "2026-01-01", 100.0, 1.0), ("B", "2026-01-01", 365.0, 0.0)), AS_OF
    )
    assert found.completeness == pytest.approx((100 + 365) / (100 + 730))
    assert (found.patients, found.unknown) == (2, 0)


def test_median_follow_up_is_that_of_the_reverse_curve():
    # Reverse curve: the death at month 12 is censored, news at months 24 and 36 are events:
    # 1 of 2 left at month 24, hence the midpoint of 24 and 36.
    days = [round(months * 365.25 / 12) for months in (12, 24, 36)]
    rows = [("A", "2020-01-01", days[0], 1.0), *(("B", "2020-01-01", d, 0.0) for d in days[1:])]
    assert measure_follow_up(group(*rows), AS_OF).median.months == pytest.approx(30, abs=0.1)


def test_patients_without_a_time_are_counted_apart():
    found = measure_follow_up(group(("A", None, None, None), ("B", "2026-01-01", 9.0, 0.0)), AS_OF)
    assert (found.patients, found.unknown) == (1, 1)


def test_group_without_anybody_has_no_completeness():
    found = measure_follow_up(group().astype({"os_days": float, "os_event": float}), AS_OF)
    assert (found.completeness, found.median.months) == (None, None)


def test_news_is_due_six_months_after_the_last_and_never_of_the_dead():
    found = list_news_due(
        group(
            ("LATE", "2027-01-01", 0.0, 0.0),  # due 2027-07-01, 184 days ago
            ("SOON", "2027-01-01", 200.0, 0.0),  # last news 2027-07-20, due in 19 days
            ("LATER", "2027-01-01", 300.0, 0.0),
            ("DEAD", "2027-01-01", 0.0, 1.0),
            ("UNKNOWN", "2027-01-01", None, None),
        ),
        AS_OF,
    )
    assert found["patient_id"].tolist() == ["LATE", "SOON"]
    assert found["overdue_days"].tolist() == [184, -19]


def test_interval_of_the_news_is_a_setting():
    row = ("A", "2027-01-01", 0.0, 0.0)
    assert list_news_due(group(row), AS_OF, within_months=13).empty
