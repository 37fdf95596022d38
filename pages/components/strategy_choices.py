"""What a reader asks of a comparison: outcome, strategies and method, kept in the address."""

from collections.abc import Sequence
from typing import Literal, cast

import streamlit as st

from pages.components import address
from pages.components.language import current_language, text
from synchronox_core.services.comparisons.performed import FIRST_SITES
from synchronox_core.services.comparisons.planned import StrategyQuestion
from synchronox_core.services.comparisons.strategy_outcomes import (
    BINARY,
    OUTCOMES,
    list_outcome_methods,
)
from synchronox_core.services.comparisons.strategy_sets import STRATEGIES
from synchronox_core.services.comparisons.words import arm_label
from synchronox_core.services.external.comparisons import EXTERNAL_DESIGNS, list_arms
from synchronox_core.statistics.comparison_data import Method

KINDS = ("planned", "performed")
DEFAULT = StrategyQuestion()


def kind() -> Literal["planned", "performed"]:
    """Whether strategies are compared as planned or as performed."""
    chosen = address.choose_one(
        "compared",
        text("comparison.choose_kind"),
        KINDS,
        default="planned",
        label_of=lambda code: text(f"comparison.kind_{code}"),
        widget="radio",
    )
    return cast(Literal["planned", "performed"], chosen)


def question(*, is_planned: bool) -> StrategyQuestion:
    """Outcome and strategies, and the method where strategies are compared as planned."""
    return _planned_question() if is_planned else _performed_question()


def planned_arms() -> tuple[str, str]:
    """Two strategies, as planned."""
    return _arms("arm", STRATEGIES, DEFAULT.arms)


def _planned_question() -> StrategyQuestion:
    with st.grid(min_column_width=220):
        outcome = _outcome(tuple(OUTCOMES))
        arms = planned_arms()
        method = _method(list_outcome_methods(outcome))
    return StrategyQuestion(outcome, arms, method)


def _performed_question() -> StrategyQuestion:
    with st.grid(min_column_width=220):
        outcome = _outcome(BINARY)
        arms = _arms("first_treatment", tuple(FIRST_SITES), ("simultaneous", "liver_first"))
    return StrategyQuestion(outcome, arms)


def external_question() -> tuple[str, StrategyQuestion]:
    """Public cohort, groups and method of an external comparison."""
    name = address.choose_one(
        "published",
        text("comparison.external_question"),
        tuple(EXTERNAL_DESIGNS),
        default=next(iter(EXTERNAL_DESIGNS)),
        label_of=lambda code: text(f"comparison.external_{code}"),
    )
    groups = list_arms(name)
    outcome = EXTERNAL_DESIGNS[name].outcome
    with st.grid(min_column_width=220):
        arms = _arms(f"{name}_arm", groups, (groups[0], groups[1]))
        method = _method(list_outcome_methods("os"))
    return name, StrategyQuestion(outcome, arms, method)


def _outcome(outcomes: Sequence[str]) -> str:
    return address.choose_one(
        "outcome",
        text("comparison.choose_outcome"),
        outcomes,
        default=DEFAULT.outcome,
        label_of=lambda code: text(f"comparison.outcome_{code}"),
    )


def _method(methods: Sequence[str]) -> Method:
    chosen = address.choose_one(
        "method",
        text("comparison.choose_method"),
        methods,
        default=DEFAULT.method,
        label_of=lambda code: text(f"comparison.method_{code}"),
    )
    return cast(Method, chosen)


def _arms(name: str, arms: Sequence[str], defaults: tuple[str, str]) -> tuple[str, str]:
    language = current_language()
    first, second = (
        address.choose_one(
            f"{name}_{place}",
            text(f"comparison.choose_{place}"),
            arms,
            default=default,
            label_of=lambda code: arm_label(code, language),
        )
        for place, default in zip(("first", "second"), defaults, strict=True)
    )
    return first, second
