"""Rules on death and last news."""

from collections.abc import Iterator
from datetime import date, timedelta

from synchronox_core.ecrf.lookup import Lookup
from synchronox_core.ecrf.rules.registry import Rule, Spot, not_before, other_day
from synchronox_core.protocol.calendar import is_before
from synchronox_core.protocol.thresholds import POSTOPERATIVE_DAYS

DATED_FACTS = {
    "events": "event_date",
    "followup": "visit_date",
    "assessments": "assessment_date",
    "operations": "operation_date",
    "lesion_treatments": "treatment_date",
    "complications": "complication_date",
    "chemotherapy": "start_date",
    "radiotherapy": "start_date",
}
"""Column of each table with the day on which something happened to a living patient."""

CONTACTS = (
    "followup",
    "assessments",
    "operations",
    "lesion_treatments",
    "chemotherapy",
    "radiotherapy",
)
"""Tables whose rows prove that the patient was seen alive."""


def not_after_death(table: str) -> Rule:
    """The rule that nothing in a table is dated after the death."""
    column = DATED_FACTS[table]

    def check(lookup: Lookup) -> Iterator[Spot]:
        for row, day, death in lookup.with_parent(table, "patients", "death_date", column):
            if is_before(death, day):
                yield Spot(row, column, other_day("patients.death_date", death))

    return Rule("DATED_AFTER_DEATH", table, check)


def last_news_before_contact(lookup: Lookup) -> Iterator[Spot]:
    """Last news earlier than a visit, an assessment, an operation or a treatment."""
    latest: dict[str, tuple[date, str]] = {}
    for table in CONTACTS:
        for _, patient, day in lookup.rows(table, "patient_id", DATED_FACTS[table]):
            if day is not None and (patient not in latest or day > latest[patient][0]):
                latest[patient] = day, table
    for row, patient, news in lookup.rows("patients", "patient_id", "last_news_date"):
        day, table = latest.get(patient, (None, ""))
        if day is not None and is_before(news, day):
            yield Spot(row, "last_news_date", other_day(f"{table}.{DATED_FACTS[table]}", day))


def death_but_alive(lookup: Lookup) -> Iterator[Spot]:
    """A day or cause of death although the patient is alive."""
    for column in ("death_date", "death_cause"):
        for row, status, value in lookup.rows("patients", "vital_status", column):
            if status == "alive" and value is not None:
                yield Spot(row, column, {})


def dead_without_date(lookup: Lookup) -> Iterator[Spot]:
    """A death without its day."""
    for row, status, death in lookup.rows("patients", "vital_status", "death_date"):
        if status == "dead" and death is None:
            yield Spot(row, "vital_status", {})


def grade_v_without_death(lookup: Lookup) -> Iterator[Spot]:
    """A complication of grade V of a patient who is alive."""
    for row, grade, status in lookup.with_parent(
        "complications", "patients", "vital_status", "clavien_grade"
    ):
        if grade == "V" and status == "alive":
            yield Spot(row, "clavien_grade", {})


def grade_v_long_before_death(lookup: Lookup) -> Iterator[Spot]:
    """A complication of grade V of a patient who died later than 30 days after the operation."""
    deaths = lookup.by_key("patients", "death_date")
    window = timedelta(days=POSTOPERATIVE_DAYS)
    for row, patient, grade, day in lookup.with_parent(
        "complications", "operations", "operation_date", "patient_id", "clavien_grade"
    ):
        death = deaths.get(patient)
        if grade == "V" and day is not None and is_before(day + window, death):
            values = {"death_date": death, "operation_date": day, "days": POSTOPERATIVE_DAYS}
            yield Spot(row, "clavien_grade", values)


RULES = (
    *(not_after_death(table) for table in DATED_FACTS),
    Rule("LAST_NEWS_BEFORE_CONTACT", "patients", last_news_before_contact),
    Rule("DEATH_BUT_ALIVE", "patients", death_but_alive),
    Rule("DEAD_WITHOUT_DATE", "patients", dead_without_date),
    not_before("LAST_NEWS_BEFORE_DEATH", "patients", "last_news_date", "death_date"),
    not_before("DEATH_BEFORE_LAST_NEWS", "patients", "death_date", "last_news_date"),
    not_before("DEATH_BEFORE_FOLFIRINOX", "patients", "death_date", "folfirinox_start_date"),
    Rule("GRADE_V_WITHOUT_DEATH", "complications", grade_v_without_death),
    Rule("GRADE_V_LONG_BEFORE_DEATH", "complications", grade_v_long_before_death),
)
