"""Files taken away from the pages of the cohort: counts under eleven are in none of them."""

import csv
import io
import re

import pytest

from synchronox_core.text.formats import NO_BREAK_SPACE

COUNT = re.compile(rf"(\d+)(?:$|/|{NO_BREAK_SPACE}\([\d.]+%)")
"""A count alone, over its whole, or with its share; not a median, whose decimals follow."""

LABELS = {"Name", "Category or summary"}
"""Columns that name a line."""

MISSING = re.compile("not known|pending|not evaluable|month 18 not reached", re.IGNORECASE)
"""Rows of answers that are missing: they are told, because they speak of the data."""


def read(file):
    return list(csv.DictReader(io.StringIO(file().decode("utf-8-sig"))))


def told_counts(rows):
    """Counts of the cells of a table, with the first labels of their line."""
    for row in rows:
        labels = " ".join(list(row.values())[:2])
        for column, cell in list(row.items())[1:]:
            found = COUNT.match(cell)
            if found and column not in LABELS and not MISSING.search(labels):
                yield int(found[1]), labels, column


@pytest.mark.parametrize(
    ("page", "tables"),
    [
        ("overview", {"centres.csv", "strategies.csv", "table_one.csv", "attrition.csv"}),
        ("care", {"pathway.csv", "pathway_steps.csv", "responses.csv", "morbidity.csv"}),
        ("outcomes", {"statuses.csv", "secondary_outcomes.csv"}),
    ],
)
def test_no_table_of_the_cohort_tells_a_count_under_eleven(take, page, tables):
    files = take(page)
    assert tables <= set(files)
    counted = 0
    for name, file in files.items():
        if name.endswith(".csv"):
            counts = list(told_counts(read(file)))
            counted += len(counts)
            assert [found for found in counts if 0 < found[0] < 11] == [], name
    assert counted > 20


def test_a_picture_withholds_what_its_table_withholds(take):
    files = take("overview")
    # 9 of the shipped patients have a cT2 tumour and 25 a cT4b one, which would give it away.
    told = [row["patients"] for row in read(files["distribution_ct.csv"])]
    assert told[0] == "<11"
    assert told[-1].startswith("≥")
    drawing = files["distribution_ct.svg"]().decode()
    assert "&lt;11" in drawing
    assert "9 (1.6%)".replace(" ", NO_BREAK_SPACE) not in drawing


def test_numbers_at_risk_under_eleven_leave_neither_table_nor_picture(take):
    files = take("survival")
    at_risk = [row["At risk"] for row in read(files["survival.csv"])]
    assert at_risk[-1] == "<11"  # 7 of 550 are observed for eight years in the shipped cohort
    assert "&lt;11" in files["survival.svg"]().decode()


@pytest.mark.parametrize(
    ("page", "allowed"),
    [
        ("quality", {"monitoring_1.pdf", "questions_INL_1.csv", "questions_INL_1.pdf"}),
        ("recruitment", {f"{name}.{kind}" for name in ("fan", "backtest", "progress")
                         for kind in ("csv", "svg", "png")}),
    ],
)  # fmt: skip
def test_monitoring_gives_away_no_figures_by_centre(take, page, allowed):
    assert set(take(page, questions="INL")) == allowed
