"""What a simulation may change of the invented cohort; the defaults are the shipped scenario."""

from dataclasses import dataclass
from datetime import date

DATA_CUT = date(2028, 12, 31)
"""Fictitious day of the data cut; no row is dated later."""

RETROSPECTIVE_SHARE = 340 / 550
"""Share of the patients diagnosed before the prospective cohort opens (0-1)."""


@dataclass(frozen=True)
class Options:
    """Scenario of the invented cohort.

    Attributes:
        strategy_effect: False gives every strategy the same risk, so that any difference an
            estimator finds is an error.
        plan_changes: Share of the plans simultaneous, rectum_first and liver_first that are
            carried out as another strategy (0-1, below 1); higher in class II.
        unfinished: Multiple of the share of failures that are operations never done, rather than
            done without success; at 2, patients who had both operations nearly all succeed in the
            staged strategies, so that comparing strategies by what was performed misleads badly.
        centre_sd: Standard deviation of the centres' random intercepts on the log-odds.
        missingness: Multiple of the rates of missing values; 0 leaves every cell filled.
        losses_per_year: Rate of loss to follow-up after the board's decision.

    >>> Options().plan_changes
    0.0
    """

    strategy_effect: bool = True
    plan_changes: float = 0.0
    unfinished: float = 1.0
    centre_sd: float = 0.35
    missingness: float = 1.0
    losses_per_year: float = 0.027
