"""What predictors, their categories and the columns of a regression are called."""

from synchronox_core.prediction.design import PREDICTORS, SECOND_BLOCK
from synchronox_core.text import text

LEVELS = {item.name: item.levels for item in (*PREDICTORS, *SECOND_BLOCK)}
STEPS = {
    "lesions": "doubling",
    "cea_ng_ml": "doubling",
    "largest_lesion_mm": "10_mm",
    "age_years": "10_years",
}
"""What one step of a number is on the scale of the regression."""


def tell_predictor(name: str, language: str) -> str:
    """What a predictor is called.

    >>> tell_predictor("lesions", "fr")
    'Lésions hépatiques'
    """
    return text(f"strategies.predictor_{name}", language)


def tell_level(name: str, place: int, language: str) -> str:
    """What a category of a predictor is called, by its position."""
    return text(f"strategies.level_{name}_{place}", language)


def tell_column(column: str, language: str) -> str:
    """What a column of the regression compares.

    Args:
        column: Name as ``design.list_columns`` gives it.
        language: ``en`` or ``fr``.

    >>> tell_column("recist=PD", "en"), tell_column("lesions", "en")
    ('RECIST response: PD against CR or PR', 'Liver lesions, per doubling')
    """
    name, _, level = column.partition("=")
    predictor = tell_predictor(name, language)
    if not level:
        step = text(f"strategies.per_{STEPS[name]}", language)
        return text("strategies.column_step", language, predictor=predictor, step=step)
    return text(
        "strategies.column_level",
        language,
        predictor=predictor,
        level=tell_level(name, LEVELS[name].index(level), language),
        reference=tell_level(name, 0, language),
    )
