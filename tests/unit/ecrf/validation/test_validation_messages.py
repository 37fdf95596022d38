"""The sentences of the checks: five parts, one line, both languages (ecrf/README.md 6)."""

import pytest

from synchronox_core.ecrf.tables import TABLES
from synchronox_core.text import has_text
from tests.lib.raw_deliveries import RawDelivery, only

SENTENCES = [
    (
        ("patients", 3, {"rectal_diagnosis_date": "2023-02-31"}),
        "DATE_INVALID",
        'patients.csv, line 5, rectal_diagnosis_date = "2023-02-31": this date does not exist. '
        "Left empty for SYN-INA-0004; eligibility and cohort cannot be determined from it. "
        "Correct it in the eCRF and export again. [DATE_INVALID]",
    ),
    (
        ("operations", 1, {"circumferential_margin_mm": ">1"}),
        "NUM_FORMAT",
        'operations.csv, line 3, circumferential_margin_mm = ">1": a number is needed, in digits '
        "with at most one decimal sign; a sign goes to circumferential_margin_qualifier. Left "
        "empty for SYN-INA-0001; rectal R0 and complete treatment cannot be determined from it. "
        "Correct it in the eCRF and export again. [NUM_FORMAT]",
    ),
    (
        ("followup", 1, {"comment": "255081416802538, 06 12 34 56 78"}),
        "PII_TEXT",
        "followup.csv, line 3, comment: the text seems to contain an identity (social security "
        "number and phone number). It was not stored and is not shown here. Remove it in the "
        "eCRF and export again. [PII_TEXT]",
    ),
    (
        ("patients", 0, {"rectal_diagnosis_date": "2023-03"}),
        "DATE_PARTIAL",
        'patients.csv, line 2, rectal_diagnosis_date = "2023-03": the date is not complete; a '
        "date is written YYYY-MM-DD; where only the month is known, the 15th is entered and "
        "rectal_diagnosis_precision says month. Left empty for SYN-INA-0001; eligibility and "
        "cohort cannot be determined from it. Correct it in the eCRF and export again. "
        "[DATE_PARTIAL]",
    ),
    (
        ("patients", 0, {"sex": "m"}),
        "CODE_UNKNOWN",
        'patients.csv, line 2, sex = "m": this is not a code of the column; the closest is M. '
        "Allowed: F, M. Left empty for SYN-INA-0001; comparison of strategies and prediction "
        "cannot be determined from it. Correct it in the eCRF and export again. [CODE_UNKNOWN]",
    ),
    (
        ("centres", 0, {"close_date": "01/02/26"}),
        "DATE_TWO_DIGIT_YEAR",
        'centres.csv, line 2, close_date = "01/02/26": the year has two digits, and the century '
        "is never guessed; a date is written YYYY-MM-DD. Left empty; recruitment cannot be "
        "determined from it. Correct it in the eCRF and export again. [DATE_TWO_DIGIT_YEAR]",
    ),
]


@pytest.mark.parametrize(("change", "code", "sentence"), SENTENCES)
def test_a_message_says_where_what_rule_consequence_and_what_to_do(change, code, sentence):
    table, row, cells = change
    assert only(RawDelivery().put(table, row, **cells).check(), code).message() == sentence


def test_a_message_in_french_has_its_typography():
    delivery = RawDelivery().put("patients", 3, rectal_diagnosis_date="2023-02-31").check()
    message = only(delivery, "DATE_INVALID").message("fr")
    assert message == (
        'patients.csv, ligne 5, rectal_diagnosis_date = "2023-02-31"\u00a0: cette date n\'existe '
        "pas. Cellule laissée vide pour SYN-INA-0004\u00a0; ce qui en dépend reste "
        "indéterminé\u00a0: éligibilité et cohorte. Corrigez dans l'eCRF et exportez de nouveau. "
        "[DATE_INVALID]"
    )


def test_dependent_rows_are_told_in_singular_and_plural():
    # SYN-INA-0002 had one lesion treated in operation 2; SYN-INA-0003 two, and a complication.
    one = RawDelivery().put("operations", 3, site="liver\u200b").check()
    assert "held back with 1 row that depends on it." in only(one, "HIDDEN_SIGNS").message()
    three = RawDelivery().put("operations", 4, site="liver\u200b").check()
    assert "held back with 3 rows that depend on it." in only(three, "HIDDEN_SIGNS").message()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_value_with_line_breaks_gives_a_message_of_one_line(language):
    delivery = RawDelivery().put("patients", 0, sex="M\n" + "x" * 100).check()
    message = only(delivery, "HIDDEN_SIGNS").message(language)
    assert "\n" not in message
    assert "M\\nxxx" in message
    assert "…" in message


def test_every_use_of_a_column_has_a_label():
    uses = {use for table in TABLES.values() for c in table.columns.values() for use in c.used_by}
    assert [use for use in sorted(uses) if not has_text(f"uses.{use}")] == []


def test_every_fixed_shape_is_described():
    shaped = {c.name for t in TABLES.values() for c in t.columns.values() if c.pattern}
    assert [n for n in sorted(shaped) if not has_text(f"finding_parts.shape_{n}")] == []


def test_limits_always_come_in_pairs():
    # Sentences on limits name both bounds.
    columns = [column for table in TABLES.values() for column in table.columns.values()]
    for column in columns:
        assert (column.minimum is None) == (column.maximum is None)
        assert (column.plausible_minimum is None) == (column.plausible_maximum is None)
