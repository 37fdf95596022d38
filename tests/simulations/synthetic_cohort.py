"""What the synthetic cohort really holds, beside what its specification says."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from synchronox_core.protocol.vocabulary import Strategy
from synchronox_core.synthetic.options import Options
from synchronox_core.synthetic.population import Block, draw_study, iterate_blocks
from synchronox_core.synthetic.truth import STRATEGIES, compute_linear_predictor

Floats = NDArray[np.float64]
PATIENTS, SEED = 300_000, 20261122
LIVER, RECTUM, BOTH = (
    STRATEGIES.index(s)
    for s in (Strategy.LIVER_FIRST, Strategy.RECTUM_FIRST, Strategy.SIMULTANEOUS)
)


@dataclass(frozen=True)
class Drawn:
    """All patients of a study; columns of the matrices follow ``STRATEGIES``.

    Attributes:
        predictor: Linear predictor without centre and strategy, shape (n,).
        propensity: Shape (n, 4).
        risk: Shape (n, 4).
        planned: Column of the strategy planned, shape (n,).
        realised: Endpoint of the strategy planned, 0 or 1, shape (n,).
    """

    predictor: Floats
    propensity: Floats
    risk: Floats
    planned: NDArray[np.int64]
    realised: NDArray[np.int64]


def draw(patients: int, seed: int) -> Drawn:
    """Draw a study and keep what the figures need."""
    blocks = list(iterate_blocks(draw_study(patients, seed, Options())))

    def join(part: Iterable[Floats]) -> Floats:
        return np.concatenate(list(part))

    def predictor(block: Block) -> Floats:
        return compute_linear_predictor(block.covariates)

    return Drawn(
        predictor=join(map(predictor, blocks)),
        propensity=join(b.truth.propensity for b in blocks),
        risk=join(b.truth.risk for b in blocks),
        planned=np.concatenate([b.truth.planned for b in blocks]),
        realised=np.concatenate([b.truth.realised for b in blocks]),
    )


def contrast(drawn: Drawn, a: int, b: int) -> tuple[float, float, float]:
    """Naive difference in outcome, true one weighted by overlap, true one over both arms."""
    in_a, in_b = drawn.planned == a, drawn.planned == b
    naive = drawn.realised[in_a].mean() - drawn.realised[in_b].mean()
    score = drawn.propensity[:, a] / (drawn.propensity[:, a] + drawn.propensity[:, b])
    # Patients of the pair, so that the weight is e1 * e0 among them (statistics.md 3).
    pair = in_a | in_b
    effect = (drawn.risk[:, a] - drawn.risk[:, b])[pair]
    weight = (score * (1 - score))[pair]
    return float(naive), float(np.average(effect, weights=weight)), float(effect.mean())


def figures(drawn: Drawn) -> list[tuple[str, str, str]]:
    """Figure, what the specification says, what was measured."""
    shares = np.bincount(drawn.planned, minlength=len(STRATEGIES)) / len(drawn.planned)
    order = (LIVER, RECTUM, BOTH, STRATEGIES.index(Strategy.ADAPTIVE))
    formula = 1 / (1 + np.exp(-drawn.predictor))
    ceiling = roc_auc_score(
        np.random.default_rng(SEED).random(len(formula)) < formula, drawn.predictor
    )
    rows = [
        ("standard deviation of the linear predictor", ".755", f"{drawn.predictor.std():.3f}"),
        ("prevalence by the formula alone", ".572", f"{formula.mean():.3f}"),
        ("best possible C by the formula alone", ".691", f"{ceiling:.3f}"),
        (
            "planned liver_first / rectum_first / simultaneous / adaptive",
            ".38 / .20 / .24 / .18",
            " / ".join(f"{shares[k]:.3f}" for k in order),
        ),
        ("prevalence with strategies and centres", ".58", f"{drawn.realised.mean():.3f}"),
    ]
    said = {RECTUM: ("-.073", ".015", ".028"), BOTH: ("-.221", "-.093", "-.083")}
    for other, expected in said.items():
        name = f"liver_first - {STRATEGIES[other]}"
        found = contrast(drawn, LIVER, other)
        kinds = ("naive", "true, overlap-weighted", "true, both arms")
        rows += [
            (f"{name}: {kind}", e, f"{f:.3f}")
            for kind, e, f in zip(kinds, expected, found, strict=True)
        ]
    return rows


def render() -> str:
    """The table in Markdown."""
    lines = [
        "# What the synthetic cohort holds",
        f"`make simulate` writes this file: {PATIENTS:,} invented patients, seed {SEED}.",
        "The middle column is the specification; every effect of a strategy is invented.",
        "",
        "| figure | specified | measured |",
        "|---|---|---|",
    ]
    lines += [f"| {a} | {b} | {c} |" for a, b, c in figures(draw(PATIENTS, SEED))]
    return "\n".join(lines) + "\n"
