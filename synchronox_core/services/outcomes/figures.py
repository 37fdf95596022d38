"""The figure of the primary outcome: its statuses as bars, its rows, its sentence, its table."""

import pandas as pd

from synchronox_core.plots.outcomes import statuses_chart
from synchronox_core.protocol.outcome_codes import TreatmentStatus
from synchronox_core.services.figures import Figure
from synchronox_core.services.outcomes.measures import Outcomes
from synchronox_core.services.outcomes.tables import status_table
from synchronox_core.services.withheld_counts import shown_count, told_count
from synchronox_core.statistics.primary_outcome import ALL, Maturity, PrimaryOutcome
from synchronox_core.text import text
from synchronox_core.text.formats import format_number, format_share


def statuses_figure(outcomes: Outcomes, language: str) -> Figure:
    """Patients by status of the primary outcome, cut by maturity."""
    primary = outcomes.primary
    drawn = status_bars(primary, language)
    sentence = statuses_sentence(primary, language)
    return Figure(statuses_chart(language), drawn, sentence, status_table(primary, language))


def status_bars(primary: PrimaryOutcome, language: str) -> pd.DataFrame:
    """Patients by status and maturity.

    Returns:
        One row a segment with patients, and the mature one in any case — value (label of the
        status), position, maturity (label), stack (order in the bar), patients and total (of the
        status; None where not shown), note (total with its share of everybody, on the first
        segment of each bar).
    """
    rows = []
    for position, status in enumerate(TreatmentStatus):
        withheld = primary.withheld.get((ALL, status))
        total = primary.count([status])
        label = text(f"outcomes.status_{status}", language)
        share = format_share(total, primary.patients, language)
        note = told_count(withheld, share, language)
        for stack, maturity in enumerate(Maturity):
            patients = primary.count([status], [maturity])
            if patients or maturity is Maturity.MATURE:
                part = text(f"outcomes.column_{maturity}", language)
                drawn = shown_count(patients, primary.withheld.get((maturity, status)))
                shown_total = shown_count(total, withheld)
                rows.append((label, position, part, stack, drawn, shown_total, note))
                note = ""
    columns = ["value", "position", "maturity", "stack", "patients", "total", "note"]
    return pd.DataFrame(rows, columns=columns)


def statuses_sentence(primary: PrimaryOutcome, language: str) -> str:
    """What the bars show: every status, adding up to everybody."""
    parts = {
        str(status): told_count(
            primary.withheld.get((ALL, status)),
            format_number(primary.count([status]), language),
            language,
        )
        for status in TreatmentStatus
    }
    mature = format_number(primary.count(maturities=[Maturity.MATURE]), language)
    return text("outcomes.statuses_alt", language, count=primary.patients, mature=mature, **parts)
