"""One line of the outcome measures in words, in a reader's language."""

from collections.abc import Iterable, Mapping

from synchronox_core.protocol.outcome_codes import TreatmentStatus
from synchronox_core.protocol.outcome_measures import OUTCOME_MEASURES, OutcomeMeasure
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


def numbered_title(measure: OutcomeMeasure, language: str) -> str:
    """The measure after its number among the 14 of the record."""
    number = OUTCOME_MEASURES.index(measure) + 1
    return f"{number}. {measure_title(measure, language)}"


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
    parts = (point_text(line, language), interval_text(line, language))
    return NO_BREAK_SPACE.join(part for part in parts if part)


def point_text(line: OutcomeLine, language: str) -> str:
    """The figure alone, or why there is none."""
    if not line.is_described:
        key = "not_described" if line.known else "nobody"
        return text(f"outcomes.{key}", language)
    if line.value is None:
        return "" if line.kind is Kind.COUNT else text("charts.not_followed", language)
    write = format_number if line.kind is Kind.MEDIAN else format_percent
    return write(line.value, language, 1)


def interval_text(line: OutcomeLine, language: str) -> str:
    """Its interval in brackets; empty when there is none."""
    if line.low is None or line.high is None:
        return ""
    scale = 1 if line.kind is Kind.MEDIAN else 100
    return format_interval(scale * line.low, scale * line.high, language, 1)


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


def measure_heading(measure: OutcomeMeasure, language: str) -> str:
    """The measure with its number and its time frame, as Markdown."""
    return text(
        "outcomes.heading",
        language,
        measure=numbered_title(measure, language),
        time_frame=time_frame(measure, language),
    )


def missing_sentence(lines: Iterable[OutcomeLine], language: str) -> str:
    """How many are not known in the lines of a measure, and why; what lines share is told once."""
    told = {
        missing_text(line.missing, language): sum(line.missing.values())
        for line in lines
        if line.missing
    }
    sentences = [
        text("outcomes.not_known", language, count=count, reasons=reasons)
        for reasons, count in told.items()
    ]
    return " ".join(sentences) or text("outcomes.all_known", language)


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
