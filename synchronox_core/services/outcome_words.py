"""One line of the outcome measures in words, in a reader's language."""

from collections.abc import Mapping

from synchronox_core.protocol.outcome_codes import TreatmentStatus
from synchronox_core.protocol.outcome_measures import OutcomeMeasure
from synchronox_core.services.endpoints import tell_reason
from synchronox_core.statistics.outcome_lines import Bounds, Kind, OutcomeLine
from synchronox_core.statistics.primary_outcome import Maturity, PrimaryOutcome
from synchronox_core.text import text
from synchronox_core.text.formats import (
    NO_BREAK_SPACE,
    format_interval,
    format_number,
    format_percent,
)


def measure_title(measure: OutcomeMeasure, language: str) -> str:
    """The measure in the words of the record, or their translation."""
    return text(f"outcomes.measure_{measure.code}", language)


def time_frame(measure: OutcomeMeasure, language: str) -> str:
    """Its time frame in the words of the record, or their translation."""
    return text(f"outcomes.time_frame_{measure.code}", language)


def line_label(line: OutcomeLine, language: str) -> str:
    """What a line counts."""
    return text(f"outcomes.line_{line.code}", language)


def population_label(line: OutcomeLine, language: str) -> str:
    """Whom a line speaks about."""
    return text(f"outcomes.population_{line.population}", language)


def share_text(line: OutcomeLine, language: str) -> str:
    """Patients and denominator, or the latter alone; the patients at risk at a time frame."""
    known = format_number(line.known, language)
    if line.patients is None:
        return f"n = {known}".replace(" ", NO_BREAK_SPACE)
    share = f"{format_number(line.patients, language)}/{known}"
    if line.at_risk is None:
        return share
    at_risk = text("outcomes.at_risk", language, count=line.at_risk)
    return f"{share}, {at_risk}"


def value_text(line: OutcomeLine, language: str) -> str:
    """The figure with its interval, or why there is none."""
    if not line.is_described:
        key = "not_described" if line.known else "nobody"
        return text(f"outcomes.{key}", language)
    if line.value is None:
        return "" if line.kind is Kind.COUNT else text("charts.not_followed", language)
    is_median = line.kind is Kind.MEDIAN
    scale = 1 if is_median else 100
    write = format_number if is_median else format_percent
    value = write(line.value, language, 1)
    if line.low is None or line.high is None:
        return value
    interval = format_interval(scale * line.low, scale * line.high, language, 1)
    return f"{value}{NO_BREAK_SPACE}{interval}"


def bounds_text(bounds: Bounds | None, language: str) -> str:
    """The proportion if every missing answer were a no, and if every one were a yes."""
    if bounds is None:
        return ""
    return f"{format_number(100 * bounds.low, language, 1)}–{format_percent(bounds.high, language)}"


def missing_text(missing: Mapping[str, int], language: str) -> str:
    """How many are not known, and why, the commonest reason first."""
    told = [
        text("outcomes.missing", language, count=count, reason=tell_reason(reason, language))
        for reason, count in sorted(missing.items(), key=lambda item: -item[1])
    ]
    return text("outcomes.between", language).join(told)


def primary_sentences(primary: PrimaryOutcome, language: str) -> str:
    """The primary outcome in words: its value, its bounds, and who still waits."""
    line = primary.line
    if not line.is_described or line.patients is None:
        return text("outcomes.hidden_sentence", language)
    value = value_text(line, language)
    evaluable, achieved = (format_number(count, language) for count in (line.known, line.patients))
    sentences = [
        text(
            "outcomes.primary_sentence",
            language,
            evaluable=evaluable,
            achieved=achieved,
            value=value,
        )
    ]
    if line.bounds is not None:
        ends = (line.bounds.low, line.bounds.high)
        worst, best = (format_percent(end, language) for end in ends)
        count = line.bounds.unknown
        sentences.append(
            text("outcomes.bounds_sentence", language, count=count, worst=worst, best=best)
        )
    pending = primary.count([TreatmentStatus.PENDING], [Maturity.MATURE])
    if pending:
        sentences.append(text("outcomes.pending_sentence", language, count=pending))
    return " ".join(sentences)
