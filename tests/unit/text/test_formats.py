"""Numbers, shares and days as each language writes them."""

from datetime import UTC, date, datetime

import pytest

from synchronox_core.text.formats import (
    format_date,
    format_interval,
    format_number,
    format_percent,
    format_share,
)

NARROW, FIXED = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "english", "french"),
    [
        (0, 0, "0", "0"),
        (1234567, 0, "1,234,567", f"1{NARROW}234{NARROW}567"),
        (-0.5, 1, "-0.5", "-0,5"),
        (60.25, 1, "60.2", "60,2"),
    ],
)
def test_number_takes_the_signs_of_its_language(value, decimals, english, french):
    assert format_number(value, "en", decimals) == english
    assert format_number(value, "fr", decimals) == french


def test_percentage_has_a_no_break_space_in_french_only():
    assert format_percent(0.5, "en") == "50.0%"
    assert format_percent(0.5, "fr") == f"50,0{FIXED}%"


def test_share_never_breaks_between_count_and_percentage():
    assert format_share(1234, 2468, "en") == f"1,234{FIXED}(50.0%)"


def test_share_of_nobody_is_the_count_alone():
    assert format_share(0, 0, "fr") == "0"


def test_interval_is_joined_by_an_en_dash():
    assert format_interval(0.5, 1.25, "fr") == "(0,50–1,25)"


@pytest.mark.parametrize("day", [date(2026, 11, 2), datetime(2026, 11, 2, 23, 59, tzinfo=UTC)])
def test_day_is_written_as_the_language_does_and_loses_its_hour(day):
    assert format_date(day, "en") == "2026-11-02"
    assert format_date(day, "fr") == "02/11/2026"
