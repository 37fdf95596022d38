"""Rules on inclusion: centre, opposition, age, screening log, precision of the diagnosis."""

from collections.abc import Iterator

from synchronox_core.ecrf.lookup import Lookup
from synchronox_core.ecrf.rules.registry import Rule, Spot, other_day
from synchronox_core.protocol.calendar import is_before

DAY_STANDING_FOR_MONTH = 15
"""Day entered where only the month is known (``README.md`` 3)."""


def inclusion_outside_opening(lookup: Lookup) -> Iterator[Spot]:
    """An inclusion before its centre opened or after it closed."""
    opened, closed = lookup.by_key("centres", "open_date"), lookup.by_key("centres", "close_date")
    for row, centre, day in lookup.rows("patients", "centre_id", "inclusion_date"):
        if is_before(day, opened.get(centre)):
            yield Spot(row, "inclusion_date", other_day("centres.open_date", opened[centre]))
        elif is_before(closed.get(centre), day):
            yield Spot(row, "inclusion_date", other_day("centres.close_date", closed[centre]))


def opposition_dated_but_denied(lookup: Lookup) -> Iterator[Spot]:
    """A day of opposition of a patient who does not oppose."""
    for row, opposition, day in lookup.rows("patients", "opposition", "opposition_date"):
        if opposition == "no" and day is not None:
            yield Spot(row, "opposition_date", {})


def age_contradicts_birth_year(lookup: Lookup) -> Iterator[Spot]:
    """An age at diagnosis that the year of birth does not allow."""
    for row, age, birth_year, diagnosis in lookup.rows(
        "patients", "age_at_diagnosis_years", "birth_year", "rectal_diagnosis_date"
    ):
        if age is None or birth_year is None or diagnosis is None:
            continue
        birthdays = diagnosis.year - birth_year
        if age not in (birthdays - 1, birthdays):
            values = {"birth_year": birth_year, "lowest": birthdays - 1, "highest": birthdays}
            yield Spot(row, "age_at_diagnosis_years", values)


def month_without_its_day(lookup: Lookup) -> Iterator[Spot]:
    """A diagnosis known to the month whose day is not the 15th."""
    for site in ("rectal", "liver"):
        column = f"{site}_diagnosis_date"
        for row, day, precision in lookup.rows("patients", column, f"{site}_diagnosis_precision"):
            if precision == "month" and day is not None and day.day != DAY_STANDING_FOR_MONTH:
                yield Spot(row, column, {})


def screened_code_not_included(lookup: Lookup) -> Iterator[Spot]:
    """A study code in the screening log of a person who was not included."""
    for row, outcome, patient in lookup.rows("screening", "outcome", "patient_id"):
        if outcome not in (None, "included") and patient is not None:
            yield Spot(row, "patient_id", {"outcome": outcome})


def included_without_code(lookup: Lookup) -> Iterator[Spot]:
    """An inclusion in the screening log without its study code."""
    for row, outcome, patient in lookup.rows("screening", "outcome", "patient_id"):
        if outcome == "included" and patient is None:
            yield Spot(row, "patient_id", {})


def exclusion_reason_not_excluded(lookup: Lookup) -> Iterator[Spot]:
    """A reason of exclusion of a person who was not excluded."""
    for row, outcome, reason in lookup.rows("screening", "outcome", "exclusion_reason"):
        if outcome not in (None, "excluded") and reason is not None:
            yield Spot(row, "exclusion_reason", {"outcome": outcome})


RULES = (
    Rule("INCLUSION_OUTSIDE_OPENING", "patients", inclusion_outside_opening),
    Rule("OPPOSITION_DATED_BUT_DENIED", "patients", opposition_dated_but_denied),
    Rule("AGE_CONTRADICTS_BIRTH_YEAR", "patients", age_contradicts_birth_year),
    Rule("MONTH_WITHOUT_15TH", "patients", month_without_its_day),
    Rule("SCREENED_CODE_NOT_INCLUDED", "screening", screened_code_not_included),
    Rule("INCLUDED_WITHOUT_CODE", "screening", included_without_code),
    Rule("EXCLUSION_REASON_NOT_EXCLUDED", "screening", exclusion_reason_not_excluded),
)
