"""How the patients of a filter were treated: steps reached, responses, margins, what followed."""

from collections import Counter, defaultdict

import pandas as pd

from synchronox_core.protocol.answers import State
from synchronox_core.protocol.vocabulary import Reason
from synchronox_core.services.cohort.care_counts import (
    CODES,
    GROUPS,
    NO_REASON_ASKED,
    SINCE,
    START,
    STEPS,
    STOPS,
    AnswerCounts,
    Care,
    Quartiles,
    StepCount,
)
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.deliveries.derived_values import open_derived
from synchronox_core.store import Store
from synchronox_core.store.care_queries import read_care

NOT_CONCERNED = frozenset(
    {
        Reason.NO_RECTAL_RESECTION,
        Reason.NO_LIVER_RESECTION,
        Reason.LOCAL_EXCISION,
        Reason.NO_OPERATION,
    }
)
"""Reasons that put a patient outside the question: nothing was resected, or operated on."""


def build_care(store: Store, asked: CohortFilter, *, is_mature_only: bool = True) -> Care:
    """Steps, responses, margins and postoperative outcomes of the patients a filter keeps.

    Args:
        store: The cohort store.
        asked: Which patients.
        is_mature_only: The pathway counts only those whose month 18 has passed at the data cut.

    Raises:
        StoreError: The store is empty or its current extract cannot be read.
    """
    with open_derived(store) as cursor:
        frames = read_care(cursor, asked.parameters, is_mature_only=is_mature_only)
    steps = _steps(frames.steps, frames.waits)
    answers = _answers(frames.answers)
    sizes = {group: _size(answers[group, "ymrtrg"]) for group in GROUPS}
    care = Care(
        sizes=sizes,
        pathway_sizes={group: steps[group, START].reached for group in GROUPS},
        steps=steps,
        answers=answers,
        indices=_quartiles(frames.indices, "strategy", "name"),
        is_mature_only=is_mature_only,
    )
    # Found before the answer is kept: the page that asks next does not wait for it.
    _ = care.withheld
    return care


def _size(counts: AnswerCounts) -> int:
    return counts.concerned + counts.outside


def _steps(steps: pd.DataFrame, waits: pd.DataFrame) -> dict[tuple[str, str], StepCount]:
    reached: Counter[tuple[str, str]] = Counter()
    stops: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in steps.to_dict("records"):
        place = (row["strategy"], row["step"])
        if row["state"] == State.MET:
            reached[place] += row["patients"]
        else:
            stops[place][row["stop"] or NO_REASON_ASKED] += row["patients"]
    weeks = _quartiles(waits, "strategy", "step", "since")
    return {
        (group, step): StepCount(
            reached[group, step],
            {stop: stops[group, step][stop] for stop in STOPS if stops[group, step][stop]},
            {since: weeks[group, step, since] for since in SINCE if (group, step, since) in weeks},
        )
        for group in GROUPS
        for step in STEPS
    }


def _answers(frame: pd.DataFrame) -> dict[tuple[str, str], AnswerCounts]:
    counts: dict[tuple[str, str], Counter[str]] = {
        (group, name): Counter() for group in GROUPS for name in CODES
    }
    for row in frame[frame["strategy"].isin(GROUPS)].to_dict("records"):
        value = row["value"] or "missing"
        kind = "outside" if row["reason"] in NOT_CONCERNED else value
        counts[row["strategy"], row["name"]][kind] += row["patients"]
    return {
        (group, name): AnswerCounts(
            {code: found[code] for code in CODES[name]}, found["missing"], found["outside"]
        )
        for (group, name), found in counts.items()
    }


def _quartiles(frame: pd.DataFrame, *keys: str) -> dict[tuple[str, ...], Quartiles]:
    return {
        tuple(row[key] for key in keys): Quartiles(
            int(row["known"]), row["q1"], row["median"], row["q3"]
        )
        for row in frame.to_dict("records")
    }
