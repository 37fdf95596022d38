"""The outcome measures as one document, for a statistician's script and a monitor's archive."""

from dataclasses import asdict

from synchronox_core.protocol.outcome_codes import TreatmentStatus
from synchronox_core.protocol.outcome_measures import OutcomeMeasure
from synchronox_core.services.outcomes.measures import Outcomes
from synchronox_core.services.outcomes.words import (
    line_label,
    measure_title,
    population_label,
    time_frame,
)
from synchronox_core.statistics.disclosure import is_described
from synchronox_core.statistics.outcome_lines import OutcomeLine
from synchronox_core.statistics.primary_outcome import Maturity, PrimaryOutcome

Document = dict[str, object]

RECORD_LANGUAGE = "en"
"""Language of the trial record, whose words the document keeps."""


def outcome_document(outcomes: Outcomes) -> Document:
    """The 14 measures in the record's order, each with the fields of its main line.

    Returns:
        patients, as_of, settings, and ``outcomes``: each code, source, measure, time_frame,
        is_primary, the fields of ``_line`` and ``lines`` with all of them; the primary one also
        has statuses, maturity, worst_case, best_case and by_cohort.
    """
    primary = _measure(outcomes.primary_measure, (outcomes.primary.line,))
    by_cohort = {cohort: _primary(found) for cohort, found in outcomes.by_cohort.items()}
    return {
        "patients": outcomes.primary.patients,
        "as_of": outcomes.as_of,
        "settings": asdict(outcomes.settings),
        "outcomes": [
            {**primary, **_primary(outcomes.primary), "by_cohort": by_cohort},
            *(_measure(measured.measure, measured.lines) for measured in outcomes.secondary),
        ],
    }


def _measure(measure: OutcomeMeasure, lines: tuple[OutcomeLine, ...]) -> Document:
    return {
        "code": measure.code,
        "source": measure.source,
        "measure": measure_title(measure, RECORD_LANGUAGE),
        "time_frame": time_frame(measure, RECORD_LANGUAGE),
        "is_primary": measure.is_primary,
        **_line(lines[0]),
        "lines": [_line(line) for line in lines],
    }


def _line(line: OutcomeLine) -> Document:
    return {
        "line": line.code,
        "label": line_label(line, RECORD_LANGUAGE),
        "population": population_label(line, RECORD_LANGUAGE),
        "kind": line.kind,
        "n": line.patients,
        "N": line.known,
        "value": line.value,
        "interval": None if line.low is None else [line.low, line.high],
        "interval_method": line.interval,
        "missing": dict(line.missing),
        "bounds": None if line.bounds is None else [line.bounds.low, line.bounds.high],
        "at_risk": line.at_risk,
        "is_described": line.is_described,
    }


def _primary(primary: PrimaryOutcome) -> Document:
    bounds = primary.line.bounds
    return {
        **_line(primary.line),
        "patients": primary.patients,
        "statuses": _statuses(primary) if is_described(primary.patients) else None,
        "maturity": {maturity: primary.count(maturities=[maturity]) for maturity in Maturity},
        "worst_case": primary.line.value if bounds is None else bounds.low,
        "best_case": primary.line.value if bounds is None else bounds.high,
    }


def _statuses(primary: PrimaryOutcome) -> Document:
    """Every status, its patients in all and with month 18 passed, and in all by reason."""
    return {
        status: {
            "patients": primary.count([status]),
            "mature": primary.count([status], [Maturity.MATURE]),
            "reasons": {
                code: primary.count([status], codes=[code])
                for found, code in primary.reasons
                if found == status
            },
        }
        for status in TreatmentStatus
    }
