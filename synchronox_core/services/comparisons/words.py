"""A comparison of strategies in words: its estimate or why there is none, never an advice."""

from collections.abc import Iterable

from synchronox_core.statistics.diagnostics import Diagnostic
from synchronox_core.statistics.outcomes import BinaryOutcome, Outcome, TimeOutcome
from synchronox_core.statistics.sandwich import Effect
from synchronox_core.statistics.sensitivity import EValue
from synchronox_core.text import has_text, text
from synchronox_core.text.formats import NO_BREAK_SPACE, format_number, format_percent
from synchronox_core.text.labels import code_label

MINUS = "\u2212"
MARKS = {"pass": "●", "warn": "▲", "fail": "✕"}
"""Mark of each verdict, told by its word as well."""

SHARES = ("overlap", "equipoise")
"""Diagnostics that are shares of an arm."""

COUNTS = ("patients", "effective_size", "events", "followed")
"""Diagnostics that are numbers of patients."""


def arm_label(arm: str, language: str) -> str:
    """A strategy, or a group of a public cohort."""
    if has_text(f"comparison.arm_{arm}"):
        return text(f"comparison.arm_{arm}", language)
    strategy = code_label("strategy_planned", arm, language)
    return code_label("neoadjuvant", arm, language) if strategy == arm else strategy


def in_sentence(label: str) -> str:
    """A label in the middle of a sentence, abbreviations kept.

    >>> in_sentence("Liver-first"), in_sentence("CRT only")
    ('liver-first', 'CRT only')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def outcome_label(outcome: str, language: str) -> str:
    """What is compared."""
    return text(f"comparison.outcome_{outcome}", language)


def method_label(method: str, language: str) -> str:
    """How the arms are made comparable."""
    return text(f"comparison.method_{method}", language)


def is_in_months(outcome: Outcome) -> bool:
    """Whether a value of the outcome is a number of months, and not a share."""
    return isinstance(outcome, TimeOutcome) and outcome.measure == "restricted_mean"


def value_text(value: float, language: str, *, in_months: bool) -> str:
    """The outcome of one arm."""
    if in_months:
        return text("comparison.months", language, months=format_number(value, language, 1))
    return format_percent(value, language)


def signed_text(value: float, language: str) -> str:
    """A number with its sign, one decimal.

    >>> signed_text(-10.24, "fr")
    '−10,2'
    """
    sign = MINUS if round(value, 1) < 0 else "+" if round(value, 1) > 0 else ""
    return f"{sign}{format_number(abs(value), language, 1)}"


def difference_text(effect: Effect, language: str, *, in_months: bool) -> str:
    """A difference with its interval: percentage points, or months."""
    scale = 1.0 if in_months else 100.0
    unit = text("comparison.unit_months" if in_months else "comparison.unit_points", language)
    told, low, high = (
        signed_text(scale * value, language)
        for value in (effect.difference, effect.ci_low, effect.ci_high)
    )
    if effect.ci_low != effect.ci_low:
        return f"{told}{NO_BREAK_SPACE}{unit}"
    interval = text("comparison.interval", language, low=low, high=high)
    return f"{told}{NO_BREAK_SPACE}{unit} {interval}"


def ratio_text(effect: Effect, language: str) -> str:
    """A ratio with its interval; empty when there is none."""
    bounds = (effect.ratio, effect.ratio_ci_low, effect.ratio_ci_high)
    if any(bound != bound for bound in bounds):
        return ""
    told, low, high = (format_number(bound, language, 2) for bound in bounds)
    return f"{told} {text('comparison.interval', language, low=low, high=high)}"


def estimate_sentence(
    effect: Effect, arms: tuple[str, str], outcome: str, language: str, *, in_months: bool
) -> str:
    """What the estimate says: the outcome of each arm, the difference and its interval."""
    return text(
        "comparison.estimate_told",
        language,
        outcome=outcome_label(outcome, language),
        first=in_sentence(arm_label(arms[0], language)),
        second=in_sentence(arm_label(arms[1], language)),
        value=value_text(effect.means[0], language, in_months=in_months),
        other=value_text(effect.means[1], language, in_months=in_months),
        difference=difference_text(effect, language, in_months=in_months),
    )


def population_sentence(population: str, language: str) -> str:
    """Whom the estimate speaks about."""
    return text(f"comparison.population_{population}", language)


def naive_sentence(
    effect: Effect | None, arms: tuple[str, str], outcome: str, language: str, *, in_months: bool
) -> str:
    """The contrast without adjustment, named biased."""
    if effect is None:
        return text("comparison.naive_none", language)
    told = estimate_sentence(effect, arms, outcome, language, in_months=in_months)
    return text("comparison.naive", language, told=told)


def diagnostic_label(item: Diagnostic, language: str) -> str:
    """What a diagnostic looks at, with its arm."""
    label = text(f"comparison.check_{item.name}", language)
    return label if item.arm is None else f"{label} – {arm_label(item.arm, language)}"


def diagnostic_value(item: Diagnostic, value: float | None, language: str) -> str:
    """A value or a bound of a diagnostic as it is read; empty for no bound."""
    if value is None:
        return ""
    if value != value:
        return text("comparison.untold", language)
    if item.name in SHARES:
        return format_percent(value, language, 0)
    if item.name == "detectable_difference":
        return format_percent(value, language)
    return format_number(value, language, 0 if item.name in COUNTS else 2)


def verdict_text(item: Diagnostic, language: str) -> str:
    """The verdict as a mark and a word."""
    return f"{MARKS[item.verdict]}{NO_BREAK_SPACE}{text(f'comparison.{item.verdict}', language)}"


def failure_text(item: Diagnostic, language: str) -> str:
    """What fails: the diagnostic, what was found and its bound."""
    return text(
        "comparison.failure",
        language,
        check=diagnostic_label(item, language),
        found=diagnostic_value(item, item.value, language),
        bound=diagnostic_value(item, item.threshold.fail, language),
    )


def help_sentences(failing: Iterable[Diagnostic], language: str) -> str:
    """What may bring an estimate that is withheld, each way told once."""
    names = dict.fromkeys(item.name for item in failing)
    return " ".join(text(f"comparison.help_{name}", language) for name in names)


def withheld_sentence(failing: Iterable[Diagnostic], language: str) -> str:
    """Why the estimate is withheld and what may help, in one line."""
    failing = tuple(failing)
    failures = (failure_text(item, language) for item in failing)
    told = text("comparison.between", language).join(failures)
    return text(
        "comparison.refused", language, failures=told, help=help_sentences(failing, language)
    )


def e_value_sentence(e_value: EValue, language: str) -> str:
    """How strong an unmeasured confounder would have to be."""
    estimate, bound = (
        format_number(value, language, 2) for value in (e_value.estimate, e_value.bound)
    )
    return text("comparison.e_value", language, estimate=estimate, bound=bound)


def interval_sentence(replications: int, language: str) -> str:
    """Where the interval comes from."""
    if replications:
        return text("comparison.interval_bootstrap", language, count=replications)
    return text("comparison.interval_analytic", language)


def unknown_sentence(outcome: Outcome, language: str) -> str:
    """How many of the patients compared still wait or cannot be evaluated; empty for a time."""
    if not isinstance(outcome, BinaryOutcome):
        return ""
    waiting = int((~outcome.is_settled).sum())
    left_open = int((outcome.is_settled & ~outcome.is_known).sum())
    return text(
        "comparison.unknown",
        language,
        waiting=format_number(waiting, language),
        left_open=format_number(left_open, language),
    )
