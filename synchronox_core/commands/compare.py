"""``compare``: two strategies compared, diagnostics first."""

import argparse
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from synchronox_core.commands.arguments import cut_options, positive_integer, reading_options
from synchronox_core.commands.output import DONE, REFUSED, Outcome, ProgressLine
from synchronox_core.config import Settings
from synchronox_core.protocol.settings import read_settings
from synchronox_core.services.cohort_filters import CODES, CohortFilter
from synchronox_core.services.comparison_document import performed_document, planned_document
from synchronox_core.services.comparison_tables import sensitivity_label
from synchronox_core.services.comparison_words import (
    diagnostic_label,
    diagnostic_value,
    difference_text,
    e_value_sentence,
    estimate_sentence,
    interval_sentence,
    is_in_months,
    naive_sentence,
    population_sentence,
    verdict_text,
    withheld_sentence,
)
from synchronox_core.services.comparisons import (
    Exploration,
    StrategyComparison,
    StrategyQuestion,
    compare_planned,
    explore_comparison,
)
from synchronox_core.services.performed_comparisons import (
    PERFORMED_REPLICATIONS,
    PerformedComparison,
    compare_performed,
)
from synchronox_core.services.strategy_outcomes import OUTCOMES
from synchronox_core.services.strategy_sets import STRATEGIES
from synchronox_core.statistics.attrition import Attrition
from synchronox_core.statistics.comparison_data import METHODS
from synchronox_core.statistics.diagnostics import Diagnostic
from synchronox_core.store import open_store
from synchronox_core.text import text

STEP = "comparison.computing"


def add_to(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "compare",
        parents=[common, cut_options(language), reading_options(language)],
        help=text("comparison.command", language),
    )

    def add(name: str, **options: Any) -> None:
        key = f"comparison.option_{name.strip('-')}"
        parser.add_argument(name, help=text(key, language), **options)

    add("--outcome", required=True, choices=list(OUTCOMES))
    add("--arms", required=True, nargs=2, choices=STRATEGIES, metavar=("A", "B"))
    add("--method", default="overlap", choices=METHODS)
    add("--bootstrap", type=positive_integer, metavar="N")
    add("--sensitivity", action="store_true")
    add("--performed", action="store_true")
    add("--cohort", action="append", default=[], choices=CODES["cohort"])
    parser.set_defaults(run=run_compare)


def run_compare(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Compare two strategies; refused, with the document, while a diagnostic fails."""
    store = open_store(settings.store_directory)
    asked = CohortFilter(cohorts=tuple(options.cohort))
    readings = read_settings(dict(options.setting))
    question = StrategyQuestion(options.outcome, tuple(options.arms), options.method)
    line = ProgressLine(settings.language)

    def told(share: float) -> None:
        line(STEP, share)

    if options.performed:
        performed = compare_performed(
            store, asked, readings, question, as_of=options.as_of, progress=line, told=told,
            replications=options.bootstrap or PERFORMED_REPLICATIONS,
        )  # fmt: skip
        lines = _performed_lines(performed, settings.language)
        failing = performed.withheld_because
        return _answer(performed_document(performed), lines, failing, settings.language)
    found = compare_planned(
        store, asked, readings, question, as_of=options.as_of, progress=line, told=told,
        replications=options.bootstrap or 0,
    )  # fmt: skip
    explored = None
    if options.sensitivity:
        explored = explore_comparison(
            store, asked, readings, question, as_of=options.as_of, told=told
        )
    lines = _planned_lines(found, explored, settings.language)
    document = planned_document(found, explored)
    return _answer(document, lines, found.comparison.withheld_because, settings.language)


def _answer(
    document: dict[str, object],
    lines: Iterable[str],
    failing: tuple[Diagnostic, ...],
    language: str,
) -> Outcome:
    refusal = withheld_sentence(failing, language) if failing else None
    return Outcome(document, list(lines), REFUSED if failing else DONE, refusal)


def _planned_lines(
    found: StrategyComparison, explored: Exploration | None, language: str
) -> Iterator[str]:
    comparison, in_months = found.comparison, is_in_months(found.outcome)
    yield from _attrition_lines(found.attrition, language)
    yield from _diagnostic_lines(comparison.diagnostics, language)
    if comparison.estimate is not None:
        yield _told(found, language, estimate_sentence)(comparison.estimate)
        yield population_sentence(comparison.population, language)
        yield interval_sentence(found.replications, language)
        if found.e_value is not None:
            yield e_value_sentence(found.e_value, language)
    yield _told(found, language, naive_sentence)(comparison.naive)
    for row in explored.sensitivity if explored else ():
        label = sensitivity_label(row, explored.centres if explored else (), language)
        yield f"  {label}: {difference_text(row.effect, language, in_months=in_months)}"


def _told(
    found: StrategyComparison | PerformedComparison, language: str, sentence: Callable[..., str]
) -> Callable[..., str]:
    in_months = isinstance(found, StrategyComparison) and is_in_months(found.outcome)

    def tell(effect: Any) -> str:
        asked = found.asked
        return sentence(effect, asked.arms, asked.outcome, language, in_months=in_months)

    return tell


def _performed_lines(found: PerformedComparison, language: str) -> Iterator[str]:
    yield from _attrition_lines(found.attrition, language)
    yield from _diagnostic_lines(found.diagnostics, language)
    if found.effect is not None:
        yield _told(found, language, estimate_sentence)(found.effect)
        yield population_sentence("performed", language)
        yield interval_sentence(found.replications, language)
    yield _told(found, language, naive_sentence)(found.naive)


def _attrition_lines(attrition: Attrition, language: str) -> Iterator[str]:
    yield text("comparison.command_persons", language, count=attrition.persons)
    for step in attrition.steps:
        yield text(
            "comparison.command_rule",
            language,
            rule=text(f"comparison.rule_{step.rule}", language),
            count=step.remaining,
            removed=step.removed,
        )


def _diagnostic_lines(diagnostics: Iterable[Diagnostic], language: str) -> Iterator[str]:
    for item in diagnostics:
        found = diagnostic_value(item, item.value, language)
        yield f"  {verdict_text(item, language)}  {diagnostic_label(item, language)}: {found}"
