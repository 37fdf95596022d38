"""``compare``: two strategies compared, diagnostics first."""

import argparse
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from synchronox_core.commands.arguments import cut_options, positive_integer, reading_options
from synchronox_core.commands.output import DONE, REFUSED, Outcome, ProgressLine
from synchronox_core.config import Settings
from synchronox_core.protocol.settings import ProtocolSettings, read_settings
from synchronox_core.services.cohort.filters import CODES, CohortFilter
from synchronox_core.services.comparisons.document import performed_document, planned_document
from synchronox_core.services.comparisons.performed import (
    PERFORMED_REPLICATIONS,
    PerformedStrategies,
    compare_performed_strategies,
)
from synchronox_core.services.comparisons.planned import (
    Exploration,
    StrategyComparison,
    StrategyQuestion,
    compare_planned,
    explore_comparison,
)
from synchronox_core.services.comparisons.strategy_outcomes import OUTCOMES
from synchronox_core.services.comparisons.strategy_sets import STRATEGIES
from synchronox_core.services.comparisons.tables import sensitivity_label
from synchronox_core.services.comparisons.words import (
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
from synchronox_core.statistics.attrition import Attrition
from synchronox_core.statistics.comparison_data import METHODS
from synchronox_core.statistics.diagnostics import Diagnostic
from synchronox_core.store import Store, open_store
from synchronox_core.text import text

STEP = "comparison.computing"

Asked = tuple[Store, CohortFilter, ProtocolSettings, StrategyQuestion]
"""Where, of whom, by which readings, and what is asked."""


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
    question = StrategyQuestion(options.outcome, tuple(options.arms), options.method)
    run = _run_performed if options.performed else _run_planned
    return run(
        options,
        settings,
        (
            open_store(settings.store_directory),
            CohortFilter(cohorts=tuple(options.cohort)),
            read_settings(dict(options.setting)),
            question,
        ),
    )


def _run_planned(options: argparse.Namespace, settings: Settings, asked: Asked) -> Outcome:
    line = ProgressLine(settings.language)
    told = partial(line, STEP)
    found = compare_planned(
        *asked,
        as_of=options.as_of,
        replications=options.bootstrap or 0,
        progress=line,
        told=told,
    )
    explored = None
    if options.sensitivity:
        explored = explore_comparison(*asked, as_of=options.as_of, told=told)
    failing = found.comparison.withheld_because
    return Outcome(
        planned_document(found, explored),
        list(_planned_lines(found, explored, settings.language)),
        REFUSED if failing else DONE,
        withheld_sentence(failing, settings.language) if failing else None,
    )


def _run_performed(options: argparse.Namespace, settings: Settings, asked: Asked) -> Outcome:
    line = ProgressLine(settings.language)
    found = compare_performed_strategies(
        *asked,
        as_of=options.as_of,
        replications=options.bootstrap or PERFORMED_REPLICATIONS,
        progress=line,
        told=partial(line, STEP),
    )
    refusal = None
    if found.comparison is None:
        refusal = text("comparison.too_few", settings.language)
    elif found.comparison.withheld_because:
        refusal = withheld_sentence(found.comparison.withheld_because, settings.language)
    return Outcome(
        performed_document(found),
        list(_performed_lines(found, settings.language)),
        REFUSED if refusal else DONE,
        refusal,
    )


def _planned_lines(
    found: StrategyComparison, explored: Exploration | None, language: str
) -> Iterator[str]:
    comparison, in_months = found.comparison, is_in_months(found.outcome)
    told = (found.asked.arms, found.asked.outcome, language)
    yield from _attrition_lines(found.attrition, language)
    yield from _diagnostic_lines(comparison.diagnostics, language)
    if comparison.estimate is not None:
        yield estimate_sentence(comparison.estimate, *told, in_months=in_months)
        yield population_sentence(comparison.population, language)
        yield interval_sentence(found.replications, language)
    if found.e_value is not None:
        yield e_value_sentence(found.e_value, language)
    yield naive_sentence(comparison.naive, *told, in_months=in_months)
    for row in explored.sensitivity if explored else ():
        label = sensitivity_label(row, explored.centres if explored else (), language)
        yield f"  {label}: {difference_text(row.effect, language, in_months=in_months)}"


def _performed_lines(found: PerformedStrategies, language: str) -> Iterator[str]:
    yield from _attrition_lines(found.attrition, language)
    if found.comparison is None:
        return
    comparison = found.comparison
    told = (found.asked.arms, found.asked.outcome, language)
    yield from _diagnostic_lines(comparison.diagnostics, language)
    if comparison.estimate is not None:
        yield estimate_sentence(comparison.estimate, *told, in_months=False)
        yield population_sentence("performed", language)
        yield interval_sentence(found.replications, language)
    yield naive_sentence(comparison.naive, *told, in_months=False)


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
