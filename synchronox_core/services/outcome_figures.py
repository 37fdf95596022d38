"""The figure of the primary outcome: its statuses as bars, its rows, its sentence, its table."""

import pandas as pd

from synchronox_core.plots.outcomes import statuses_chart
from synchronox_core.protocol.outcome_codes import TreatmentStatus
from synchronox_core.services.figures import Figure
from synchronox_core.services.outcome_tables import status_table
from synchronox_core.statistics.primary_outcome import Maturity, PrimaryOutcome
from synchronox_core.text import text
from synchronox_core.text.formats import format_number, format_share


def statuses_figure(primary: PrimaryOutcome, language: str) -> Figure:
    """Patients by status of the primary outcome, cut by maturity."""
    drawn = status_bars(primary, language)
    sentence = statuses_sentence(primary, language)
    return Figure(statuses_chart(language), drawn, sentence, status_table(primary, language))


def status_bars(primary: PrimaryOutcome, language: str) -> pd.DataFrame:
    """Patients by status and maturity.

    Returns:
        One row a segment with patients — value (label of the status), position, maturity (label),
        stack (order in the bar), patients, total (of the status), note (total with its share of
        everybody, on the first segment of each bar).
    """
    rows = [
        (status, position, maturity, stack, primary.count([status], [maturity]))
        for position, status in enumerate(TreatmentStatus)
        for stack, maturity in enumerate(Maturity)
    ]
    frame = pd.DataFrame(rows, columns=["status", "position", "maturity", "stack", "patients"])
    totals = {status: primary.count([status]) for status in TreatmentStatus}
    notes = {
        status: format_share(total, primary.patients, language) for status, total in totals.items()
    }
    return frame.assign(
        value=[text(f"outcomes.status_{status}", language) for status in frame["status"]],
        maturity=[text(f"outcomes.column_{name}", language) for name in frame["maturity"]],
        total=frame["status"].map(totals),
        note=frame["status"].map(notes).where(frame["stack"] == 0, ""),
    ).drop(columns="status")


def statuses_sentence(primary: PrimaryOutcome, language: str) -> str:
    """What the bars show: every status, adding up to everybody."""
    parts = {
        str(status): format_number(primary.count([status]), language) for status in TreatmentStatus
    }
    mature = format_number(primary.count(maturities=[Maturity.MATURE]), language)
    return text("outcomes.statuses_alt", language, count=primary.patients, mature=mature, **parts)
