"""The factors associated with complete treatment as a table and a sentence."""

import pandas as pd

from synchronox_core.prediction.factors import Factor, FactorTable
from synchronox_core.services.prediction.predictor_words import tell_column
from synchronox_core.services.prediction.strategy_rows import tell_count
from synchronox_core.statistics.disclosure import is_small_count
from synchronox_core.text import text
from synchronox_core.text.formats import format_interval, format_number


def factor_table(found: FactorTable, language: str) -> pd.DataFrame:
    """One row a factor: its odds ratio with interval, and in how many it was imputed."""
    head = [text(f"model.column_{name}", language) for name in ("factor", "odds_ratio", "imputed")]
    rows = [
        [
            tell_column(item.name, language),
            _tell_ratio(item, language),
            tell_count(None if is_small_count(item.unknown) else item.unknown, language),
        ]
        for item in found.factors
    ]
    return pd.DataFrame(rows, columns=head)


def tell_factors(found: FactorTable, language: str) -> str:
    """Who was analysed, and how."""
    counts = {name: getattr(found, name) for name in ("events", "centres", "imputations")}
    told = {name: format_number(value, language) for name, value in counts.items()}
    return text("model.factors_told", language, count=found.patients, **told)


def _tell_ratio(factor: Factor, language: str) -> str:
    ratio, low, high = factor.odds_ratio, factor.ci_low, factor.ci_high
    if ratio is None or low is None or high is None:
        return text("model.does_not_vary", language)
    return f"{format_number(ratio, language, 2)} {format_interval(low, high, language)}"
