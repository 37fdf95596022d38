"""The baseline variables of the cohort: their codes, their bins and how each is summarised."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from synchronox_core.ecrf.tables import TABLES

UNKNOWN = "unknown"
"""Code of a missing value; counted on its own, never as another code."""

Summary = Literal["count", "mean", "median"]


@dataclass(frozen=True)
class BaselineVariable:
    """A variable known before treatment, or before the board's decision.

    Attributes:
        name: Column of the cohort.
        summary: ``count`` of each code, ``mean`` (standard deviation), or ``median`` (quartiles)
            where a long tail would pull the mean.
        codes: Codes in their order; empty for a number.
        lower_bounds: Lower bounds of the bins, first to last, the last one open; empty for codes.
        decimals: Digits shown after the decimal sign.
        is_whole: Values are whole numbers, so that a bin ends just under the next one.
    """

    name: str
    summary: Summary
    codes: tuple[str, ...] = ()
    lower_bounds: tuple[float, ...] = ()
    decimals: int = 0
    is_whole: bool = False


def _coded(name: str, codes: tuple[str, ...] = ()) -> BaselineVariable:
    return BaselineVariable(name, "count", codes or TABLES["patients"].columns[name].codes)


def _number(
    name: str, summary: Summary, bounds: Iterable[float], *, decimals: int = 0, whole: bool = False
) -> BaselineVariable:
    return BaselineVariable(name, summary, (), tuple(map(float, bounds)), decimals, whole)


BASELINE: dict[str, BaselineVariable] = {
    variable.name: variable
    for variable in (
        _number("age_at_diagnosis_years", "mean", (0, *range(30, 90, 5)), decimals=1, whole=True),
        _coded("sex"),
        _coded("ecog"),
        _coded("asa"),
        _number("bmi_kg_m2", "mean", (0, 16, 18.5, *range(20, 42, 2)), decimals=1),
        _coded("tumour_level"),
        _number("anal_verge_mm", "median", range(0, 160, 10), whole=True),
        _coded("ct"),
        _coded("cn"),
        _coded("mrf_involved"),
        _coded("emvi"),
        _coded("kras"),
        _coded("nras"),
        _coded("braf"),
        _number("cea_ng_ml", "median", (0, 2, 5, 10, 20, 50, 100, 200, 500, 1000), decimals=1),
        _number("lesions", "median", range(1, 16), whole=True),
        _number("largest_lesion_mm", "median", range(0, 160, 10)),
        _coded("bilobar", ("yes", "no")),
        _coded("liver_resectability_class"),
        _number("folfirinox_cycles", "median", range(1, 17), whole=True),
    )
}
"""Baseline variables by name, in the order of Table 1."""


def bin_parameters() -> dict[str, list[str] | list[float]]:
    """The bins of all numeric variables as two lists of one length: variable and lower bound."""
    bins = [(v.name, bound) for v in BASELINE.values() for bound in v.lower_bounds]
    return {"variables": [name for name, _ in bins], "lower_bounds": [low for _, low in bins]}
