"""Survival of the cohort as a document: the ``groups`` of the contract."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from synchronox_core.services.survival.analysis import Curve, GroupSurvival, SurvivalAnalysis
from synchronox_core.services.survival.endpoints import ENDPOINTS
from synchronox_core.statistics.restricted_mean import (
    compute_restricted_mean_difference,
    estimate_restricted_mean,
)
from synchronox_core.statistics.survival import KaplanMeier, estimate_follow_up

Document = dict[str, object]


def survival_document(analysis: SurvivalAnalysis, times: Sequence[float]) -> Document:
    """What was asked, the groups, and an account of everybody left out.

    Args:
        analysis: Curves by group.
        times: Landmarks and horizons of the restricted means, months.

    Returns:
        endpoint, by, origin, as_of, weights, the population they speak about and the diagnostics
        that withhold the curves, patients, drawn, left_out and too_small (counts by reason and
        by group), without_group, split, and groups: one a group with its counts, follow_up,
        median, landmarks, restricted_means with their differences from the first group, the
        competing events, and the curve itself. Times in months, probabilities 0-1, null where
        undefined.
    """
    question, weighting = analysis.question, analysis.weighting
    return {
        "endpoint": question.endpoint,
        "by": question.group,
        "origin": question.origin,
        "as_of": question.as_of,
        "weights": question.weights,
        "population": None if weighting is None else weighting.population,
        "withheld_because": [
            asdict(item) for item in (weighting.withheld_because if weighting else ())
        ],
        "patients": analysis.patients,
        "drawn": analysis.drawn,
        "left_out": analysis.left_out,
        "without_group": analysis.without_group,
        "too_small": analysis.too_small,
        "split": analysis.split,
        "groups": list(_groups(analysis, times)),
    }


def _groups(analysis: SurvivalAnalysis, times: Sequence[float]) -> Iterator[Document]:
    cause = ENDPOINTS[analysis.question.endpoint].causes[0]
    reference = next(iter(analysis.groups.values()), None)
    for code, group in analysis.groups.items():
        curve = group.curve
        document: Document = {
            "group": code,
            "patients": curve.patients,
            "late_entries": group.late_entries,
            "censored": group.censoring,
            "follow_up": asdict(estimate_follow_up(curve)),
            "event": cause,
            **_curve(curve, times),
            "competing": {name: _curve(each, times) for name, each in group.competing.items()},
        }
        if isinstance(curve, KaplanMeier) and reference is not None:
            document["median"] = asdict(curve.median)
            document["restricted_means"] = list(_restricted_means(group, reference, times))
        yield document


def _curve(curve: Curve, times: Sequence[float]) -> Document:
    columns: Mapping[str, Sequence[float]] = {
        "months": curve.times.tolist(),
        "at_risk": curve.at_risk.tolist(),
        "events": curve.events.tolist(),
        "censored": curve.censored.tolist(),
        "probability": curve.probability.tolist(),
        "std_err": curve.std_err.tolist(),
        "ci_low": curve.ci_low.tolist(),
        "ci_high": curve.ci_high.tolist(),
    }
    censored = curve.censored_before(times)
    return {
        "events": int(curve.events.sum()),
        "landmarks": [
            {**asdict(landmark), "censored_before": before}
            for landmark, before in zip(curve.at(times), censored, strict=True)
        ],
        "curve": {
            name: [None if math.isnan(value) else value for value in values]
            for name, values in columns.items()
        },
    }


def _restricted_means(
    group: GroupSurvival, reference: GroupSurvival, times: Sequence[float]
) -> Iterator[Document]:
    for months in times:
        if isinstance(group.curve, KaplanMeier) and isinstance(reference.curve, KaplanMeier):
            own = estimate_restricted_mean(group.curve, months)
            document: Document = asdict(own)
            if group is not reference:
                first = estimate_restricted_mean(reference.curve, months)
                document["difference"] = asdict(compute_restricted_mean_difference(own, first))
            yield document
