"""A figure: a chart, its rows, its sentence and its table, in one language."""

from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Figure:
    """A chart with all that goes with it, in one language.

    Attributes:
        spec: Vega-Lite specification without data.
        drawn: What the chart draws.
        sentence: What it shows and for whom.
        listed: The same as a table.
    """

    spec: dict[str, Any]
    drawn: pd.DataFrame
    sentence: str
    listed: pd.DataFrame
