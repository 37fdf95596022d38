"""The study's own paperwork: screening log, state of the forms, data queries."""

from datetime import date, timedelta

from synchronox_core.synthetic.dice import Dice
from synchronox_core.synthetic.patient.chart import Cell, Chart, Row, day_in
from synchronox_core.synthetic.patient.journey import Member

NOT_INCLUDED_CHANCE = 0.27
SCREENING_OUTCOMES = {"excluded": 0.86, "opposed": 0.06, "pending": 0.08}
EXCLUSION_REASONS = {
    "age_under_18": 0.005,
    "not_mid_low_rectum": 0.15,
    "not_adenocarcinoma": 0.03,
    "not_pmmr": 0.08,
    "ct_cn_not_eligible": 0.05,
    "lm_not_synchronous": 0.12,
    "lm_not_resectable": 0.20,
    "extrahepatic_mets": 0.22,
    "folfirinox_under_2_cycles": 0.09,
    "dx_outside_window": 0.02,
    "missing_source": 0.02,
    "other": 0.015,
}
QUERIES = (
    ("operation", "circumferential_margin_mm", "Marge circonférentielle à confirmer."),
    ("operation", "distal_margin_mm", "Marge distale : valeur en mm ou en cm ?"),
    ("baseline", "cea_ng_ml", "ACE avant traitement : date du dosage ?"),
    ("strategy", "strategy_decided_on", "Date de la RCP à vérifier."),
    ("status", "last_news_date", "Dernières nouvelles de plus de six mois."),
)
QUERY_CHANCE = 0.15


class ScreeningLog:
    """Numbers the screening log and the queries over the whole cohort.

    Args:
        cut: Day of the data cut.
    """

    def __init__(self, cut: date) -> None:
        self._cut = cut
        self._screened = 0
        self._queries = 0

    def screen(self, member: Member, opened: date, dice: Dice) -> list[Row]:
        """Rows of the log: the patient included, and persons screened before and not included."""
        rows = []
        screened_on = max(opened, member.inclusion - timedelta(days=dice.days(0, 20)))
        while dice.chance(NOT_INCLUDED_CHANCE):
            rows.append(self._turn_away(member, max(opened, screened_on), dice))
        rows.append(
            self._entry(member, screened_on, member.diagnosis, "included", None, member.patient_id)
        )
        return rows

    def _turn_away(self, member: Member, day: date, dice: Dice) -> Row:
        outcome = dice.pick(SCREENING_OUTCOMES)
        reason = dice.pick(EXCLUSION_REASONS) if outcome == "excluded" else None
        diagnosis = day - timedelta(days=dice.days(30, 200))
        return self._entry(member, day, diagnosis, outcome, reason, None)

    def _entry(
        self,
        member: Member,
        day: date,
        diagnosis: date,
        outcome: str,
        reason: str | None,
        patient_id: str | None,
    ) -> Row:
        self._screened += 1
        return {
            "screening_id": f"S{self._screened:07d}",
            "centre_id": member.centre_id,
            "screening_date": day,
            "diagnosis_month": f"{diagnosis:%Y-%m}",
            "outcome": outcome,
            "exclusion_reason": reason,
            "patient_id": patient_id,
        }

    def query(self, chart: Chart, dice: Dice) -> None:
        """Write the data queries about a patient."""
        while dice.chance(QUERY_CHANCE):
            form, field, question = QUERIES[dice.days(0, len(QUERIES) - 1)]
            if form == "operation" and not chart.rows["operations"]:
                continue
            self._queries += 1
            entered = day_in(chart.patient, "inclusion_date")
            opened = min(self._cut, dice.after(entered, 5, 400))
            closed = dice.after(opened, 3, 60)
            status = "closed" if closed <= self._cut else dice.pick({"open": 0.7, "answered": 0.3})
            chart.add(
                "queries",
                query_id=f"Q{self._queries:07d}",
                form=form,
                instance=1,
                field=field,
                opened_date=opened,
                status=status,
                closed_date=closed if status == "closed" else None,
                text=question,
            )


def enter_forms(chart: Chart, cut: date, dice: Dice) -> None:
    """Write the state of the forms: each is entered some time after the fact and the inclusion."""
    included = day_in(chart.patient, "inclusion_date")
    _enter_form(chart, "inclusion", 1, dice.after(included, 0, 10), cut, dice)
    _enter_form(chart, "baseline", 1, dice.after(included, 3, 60), cut, dice)
    decided = chart.patient["strategy_decided_on"]
    known_on = decided if isinstance(decided, date) else date.max
    _enter_form(chart, "strategy", 1, _entered_after(known_on, included, dice), cut, dice)
    news = day_in(chart.patient, "last_news_date")
    _enter_form(chart, "status", 1, _entered_after(news, included, dice), cut, dice)
    for instance, operation in enumerate(chart.rows["operations"], start=1):
        entered = _entered_after(day_in(operation, "operation_date"), included, dice)
        _enter_form(chart, "operation", instance, entered, cut, dice)


def _entered_after(fact: date, included: date, dice: Dice) -> date:
    later = max(fact, included)
    return later if later == date.max else dice.after(later, 0, 45)


def _enter_form(
    chart: Chart, form: str, instance: int, entered: date, cut: date, dice: Dice
) -> None:
    status, modified = "not_started", None
    entered_date: Cell = None
    if entered <= cut:
        status = dice.pick({"complete": 0.86, "unverified": 0.08, "incomplete": 0.06})
        entered_date = entered
        day = min(cut, dice.after(entered, 0, 90))
        modified = f"{day.isoformat()}T{dice.days(8, 17):02d}:{dice.days(0, 59):02d}:00Z"
    chart.add(
        "forms",
        form=form,
        instance=instance,
        status=status,
        entered_date=entered_date,
        last_modified=modified,
    )
