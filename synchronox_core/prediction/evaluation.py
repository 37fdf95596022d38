"""Everything shown of a model's performance, in one value."""

from dataclasses import dataclass

from synchronox_core.prediction.bootstrap import Replicates
from synchronox_core.prediction.model_curves import (
    CurvePoint,
    DecisionPoint,
    Instability,
    Year,
    measure_calibration,
    measure_decisions,
    measure_drift,
    measure_instability,
)
from synchronox_core.prediction.penalised import predict_log_odds
from synchronox_core.prediction.performance import (
    Performance,
    measure_performance,
)
from synchronox_core.prediction.training_data import TrainingData
from synchronox_core.prediction.validation import (
    Duel,
    Figure,
    Heterogeneity,
    Validation,
    hold_duels,
    measure_heterogeneity,
    validate,
    validate_in_time,
)
from synchronox_core.statistics.arrays import Floats


@dataclass(frozen=True)
class Evaluation:
    """Performance of a model.

    Attributes:
        patients: Patients analysed.
        events: Complete treatments.
        apparent: In the patients it was made from.
        optimism: Mean loss from resample to original patients.
        corrected: Apparent less optimism, its interval moved likewise.
        by_centre: Every patient predicted by a model of the other centres.
        heterogeneity: Spread of C and of calibration-in-the-large over centres.
        in_time: The prospective cohort predicted by a model of the retrospective one, or None.
        duels: Challengers against the reference.
        calibration: Flexible curve of the predictions by centre left out.
        decisions: Decision curve of the same.
        instability: By tenth of predicted risk.
        years: Drift over calendar time.
    """

    patients: int
    events: int
    apparent: Performance
    optimism: Performance
    corrected: dict[str, Figure]
    by_centre: Validation
    heterogeneity: dict[str, Heterogeneity]
    in_time: Validation | None
    duels: dict[str, Duel]
    calibration: tuple[CurvePoint, ...]
    decisions: tuple[DecisionPoint, ...]
    instability: tuple[Instability, ...]
    years: tuple[Year, ...]


def evaluate(
    data: TrainingData,
    with_second_block: TrainingData,
    columns: Floats,
    headline: Floats,
    replicates: Replicates,
    left_out: Floats,
    seed: int,
) -> Evaluation:
    """Judge a model.

    Args:
        data: The patients it was made from.
        with_second_block: The same patients with age and RAS.
        columns: Columns of their completed values, shape (n, p).
        headline: Coefficients of the model, shape (1 + p,).
        replicates: Its resamples.
        left_out: Log-odds of every patient by a model of the other centres, shape (n,).
        seed: Seed.
    """
    log_odds = predict_log_odds(columns, headline)
    apparent = measure_performance(log_odds, data.outcome, data.weight)
    return Evaluation(
        patients=len(data),
        events=data.events,
        apparent=apparent,
        optimism=replicates.optimism,
        corrected=correct_optimism(validate(data, log_odds, seed), replicates.optimism),
        by_centre=validate(data, left_out, seed),
        heterogeneity=measure_heterogeneity(data, left_out),
        in_time=validate_in_time(data, seed),
        duels=hold_duels(data, with_second_block, left_out, seed),
        calibration=measure_calibration(data, left_out, seed),
        decisions=measure_decisions(data, left_out, seed),
        instability=measure_instability(columns, log_odds, replicates),
        years=measure_drift(data, left_out),
    )


def correct_optimism(apparent: Validation, optimism: Performance) -> dict[str, Figure]:
    """Apparent performance less its optimism, its interval moved likewise.

    Args:
        apparent: In the patients the model was made from.
        optimism: Mean loss from resample to original patients.

    Source: Noma et al. 2021, doi:10.1002/sim.9147.
    """
    return {
        name: Figure(*(bound - lost for bound in apparent.figures[name]))
        for name, lost in optimism._asdict().items()
    }
