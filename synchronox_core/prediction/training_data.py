"""The patients a model learns from, as arrays, with the account of those who do not enter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from synchronox_core.endpoints.member import Member
from synchronox_core.endpoints.predictors import Moment
from synchronox_core.endpoints.settlement import Fate
from synchronox_core.prediction.design import (
    Predictor,
    build_columns,
    list_predictors,
    scale_patients,
)
from synchronox_core.protocol.vocabulary import Cohort, Strategy
from synchronox_core.statistics.arrays import Flags, Floats, Ints
from synchronox_core.statistics.censoring import estimate_censoring_weights
from synchronox_core.statistics.imputation import impute_covariates

STRATEGIES = tuple(Strategy)
UNPLANNED = -1
DAYS_PER_MONTH = 365.25 / 12


class Account(NamedTuple):
    """How many patients were left out, in order; what is left is the analysis set.

    Attributes:
        patients: Patients in the store.
        not_eligible: Not eligible, or without a day zero.
        not_predictable: Without a day of prediction.
        undeterminable: Month 18 passed and a margin, control or assessment is missing.
        waiting: Censored before the outcome was settled: weight 0.
        unmatured: Settled early in a cohort of which nobody reached month 18 yet: weight 0.
        analysed: Settled patients that carry weight.
        events: Complete treatments among them.
        without_strategy: Analysed without a strategy planned on record: not in the strategy model.
    """

    patients: int
    not_eligible: int
    not_predictable: int
    undeterminable: int
    waiting: int
    unmatured: int
    analysed: int
    events: int
    without_strategy: int


@dataclass(frozen=True, eq=False)
class TrainingData:
    """Settled patients with their weights, n rows.

    Attributes:
        predictors: What the columns of ``scaled`` are.
        scaled: Values on the scale of the regression, NaN when unknown, shape (n, n_predictors).
        outcome: Complete treatment, 0 or 1, shape (n,).
        weight: Inverse probability of having been settled, mean 1, shape (n,).
        centre: Position of the centre, shape (n,).
        strategy: Position in ``STRATEGIES`` of the one planned, -1 when unknown, shape (n,).
        is_prospective: Shape (n,).
        year: Year of the first day of FOLFIRINOX, shape (n,).
        patient: Study code, shape (n,).
    """

    predictors: tuple[Predictor, ...]
    scaled: Floats
    outcome: Floats
    weight: Floats
    centre: Ints
    strategy: Ints
    is_prospective: Flags
    year: Ints
    patient: NDArray[np.str_]

    def __len__(self) -> int:
        """Patients."""
        return len(self.outcome)

    def take(self, rows: Ints | Flags) -> "TrainingData":
        """Some of the patients; their weights are scaled to mean 1 again."""
        weight = self.weight[rows]
        return replace(
            self,
            scaled=self.scaled[rows],
            outcome=self.outcome[rows],
            weight=weight / weight.mean() if len(weight) else weight,
            centre=self.centre[rows],
            strategy=self.strategy[rows],
            is_prospective=self.is_prospective[rows],
            year=self.year[rows],
            patient=self.patient[rows],
        )

    @property
    def events(self) -> int:
        """Complete treatments."""
        return int(self.outcome.sum())

    def complete(self, generator: np.random.Generator) -> Floats:
        """Values with the unknown ones drawn once, outcome and centre taking part.

        Args:
            generator: Seeded source.

        Returns:
            Shape (n, n_predictors).
        """
        return impute_covariates(self.scaled, self.outcome[:, None], self.centre, generator)

    def columns(self, completed: Floats) -> Floats:
        """Columns of the regression for completed values, shape (n, n_columns)."""
        return build_columns(completed, self.predictors)


def build_training_data(
    members: Iterable[Member], moment: Moment, *, has_second_block: bool = False
) -> tuple[TrainingData, Account]:
    """The analysis set of a model, and the account of everybody else.

    Method: time to settlement runs from the first day of FOLFIRINOX; the censoring curve is
    estimated in each cohort on everybody predictable, those whose answer is undeterminable left
    out. A cohort of which nobody reached month 18 carries no weight: its early settlements would
    be nearly all successes.

    Args:
        members: All patients.
        moment: Which prediction.
        has_second_block: Also takes the candidates of the second block.

    Source: ``statistics.md`` 1 and 4.
    """
    everybody = list(members)
    eligible = [item for item in everybody if item.fate is not Fate.NOT_ELIGIBLE]
    known = [item for item in eligible if item.predictors[moment] is not None]
    followed = [item for item in known if item.fate is not Fate.UNDETERMINABLE]
    weight, is_settled = _weigh(followed)
    rows = np.flatnonzero(weight > 0)
    predictors = list_predictors(moment, has_second_block=has_second_block)
    data = _build(followed, moment, predictors, weight).take(rows)
    account = Account(
        patients=len(everybody),
        not_eligible=len(everybody) - len(eligible),
        not_predictable=len(eligible) - len(known),
        undeterminable=len(known) - len(followed),
        waiting=int((~is_settled).sum()),
        unmatured=int((is_settled & (weight == 0)).sum()),
        analysed=len(data),
        events=data.events,
        without_strategy=int((data.strategy == UNPLANNED).sum()),
    )
    return data, account


def _weigh(members: Sequence[Member]) -> tuple[Floats, Flags]:
    is_settled = np.array([item.fate is not Fate.WAITING for item in members], dtype=bool)
    months = np.array([_months(item) for item in members])
    stratum = np.array([item.cohort == Cohort.PROSPECTIVE for item in members], dtype=np.int64)
    weight = estimate_censoring_weights(months, is_settled, stratum).weights
    has_failed = np.array([item.fate is Fate.NOT_ACHIEVED for item in members], dtype=bool)
    for group in (0, 1):
        if not (has_failed & (stratum == group)).any():
            weight[stratum == group] = 0.0
    return weight, is_settled


def _months(member: Member) -> float:
    assert member.t0 is not None
    assert member.settled_on is not None
    return (member.settled_on - member.t0).days / DAYS_PER_MONTH


def _build(
    members: Sequence[Member], moment: Moment, predictors: tuple[Predictor, ...], weight: Floats
) -> TrainingData:
    found = [item.predictors[moment] for item in members]
    centres = {code: k for k, code in enumerate(sorted({item.centre_id for item in members}))}
    plans = {strategy.value: position for position, strategy in enumerate(STRATEGIES)}
    return TrainingData(
        predictors=predictors,
        scaled=scale_patients([values for values in found if values is not None], predictors),
        outcome=np.array([item.fate is Fate.ACHIEVED for item in members], dtype=float),
        weight=weight,
        centre=np.array([centres[item.centre_id] for item in members], dtype=np.int64),
        strategy=np.array(
            [plans.get(item.strategy_planned or "", UNPLANNED) for item in members], dtype=np.int64
        ),
        is_prospective=np.array([item.cohort == Cohort.PROSPECTIVE for item in members]),
        year=np.array([item.t0.year if item.t0 else 0 for item in members], dtype=np.int64),
        patient=np.array([item.patient_id for item in members], dtype=np.str_),
    )
