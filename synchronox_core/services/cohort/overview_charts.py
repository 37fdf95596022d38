"""What the charts of the overview draw, in a reader's language."""

from itertools import pairwise

import pandas as pd

from synchronox_core.services.cohort.overview import COHORTS, CRITERIA, Overview
from synchronox_core.services.cohort.overview_disclosure import LARGEST_CENTRES, OTHERS
from synchronox_core.services.withheld_counts import shown_count, told_count
from synchronox_core.statistics.baseline import BASELINE, UNKNOWN, BaselineVariable
from synchronox_core.statistics.table_one import CodeCounts
from synchronox_core.text import text
from synchronox_core.text.formats import format_number, format_share
from synchronox_core.text.labels import code_label, column_label

VARIABLES = tuple(BASELINE)
"""Baseline variables that can be drawn."""

FIRST_VARIABLES = (
    "age_at_diagnosis_years",
    "ecog",
    "ct",
    "cea_ng_ml",
    "lesions",
    "liver_resectability_class",
)
"""Baseline variables drawn until the reader chooses others."""

REST_IN_LARGEST = 4
"""Times the largest centre that the smaller ones together may be and still be drawn."""


def centre_bars(overview: Overview, language: str) -> pd.DataFrame:
    """Patients of the largest centres and of the rest together, by cohort.

    The rest is left out where it would dwarf every bar, and a count that is not shown everywhere.

    Returns:
        One row a bar segment — centre (label), position (order of the bars), cohort (label),
        stack (order in the bar), patients.
    """
    named = overview.centres.head(LARGEST_CENTRES)
    rest = overview.centres.iloc[LARGEST_CENTRES:]
    bars = [(row["centre_id"], row["centre_id"], row) for row in named.to_dict("records")]
    if len(rest) and is_rest_drawn(overview):
        label = text("overview.other_centres", language, count=len(rest))
        bars.append((OTHERS, label, rest[list(COHORTS)].sum().to_dict()))
    return pd.DataFrame(
        [
            (label, position, code_label("cohort", cohort, language), stack, int(row[cohort]))
            for position, (place, label, row) in enumerate(bars)
            for stack, cohort in enumerate(COHORTS)
            if row[cohort] and ("centre", place, cohort) not in overview.withheld
        ],
        columns=["centre", "position", "cohort", "stack", "patients"],
    )


def is_rest_drawn(overview: Overview) -> bool:
    """Whether the smaller centres together stay on the scale of the largest one."""
    patients = overview.centres[list(COHORTS)].sum(axis="columns")
    rest = patients.iloc[LARGEST_CENTRES:].sum()
    return bool(rest <= REST_IN_LARGEST * patients.head(1).sum())


def strategy_bars(overview: Overview, language: str) -> pd.DataFrame:
    """Patients by planned strategy.

    Returns:
        One row a strategy with the unknown last — strategy (code), value (label), position,
        patients, note (count, with its share of the patients whose strategy is known).
    """
    known = overview.patients - overview.strategies[UNKNOWN]
    return pd.DataFrame(
        [
            (
                strategy,
                code_label("strategy_planned", strategy, language),
                position,
                shown_count(patients, overview.withheld.get(("strategy", strategy))),
                told_count(
                    overview.withheld.get(("strategy", strategy)),
                    format_share(patients, 0 if strategy == UNKNOWN else known, language),
                    language,
                ),
            )
            for position, (strategy, patients) in enumerate(overview.strategies.items())
        ],
        columns=["strategy", "value", "position", "patients", "note"],
    )


def distribution(overview: Overview, name: str, language: str) -> pd.DataFrame:
    """Patients by code, or by bin of a number, of one baseline variable.

    Returns:
        One row a bin, or a code somebody has — value (label), position, patients (None when 1 to
        4), note (count of a code with its share of the known, or what stands in its place).
    """
    variable = BASELINE[name]
    cell = overview.table_one.rows[name].cells["all"]
    if isinstance(cell, CodeCounts):
        found = {code: patients for code, patients in cell.patients.items() if patients}
        counts = list(found.values())
        labels = [code_label(name, code, language) for code in found]
        notes = [format_share(patients, cell.known, language) for patients in counts]
        told = [overview.withheld.get((name, "all", code)) for code in found]
    else:
        counts = list(overview.bins[name].values())
        labels = bin_labels(variable, language)
        notes = [""] * len(labels)
        told = [overview.withheld.get((name, bound)) for bound in overview.bins[name]]
    return pd.DataFrame(
        {
            "value": labels,
            "position": range(len(labels)),
            "patients": list(map(shown_count, counts, told)),
            "note": [
                told_count(each, note, language) for each, note in zip(told, notes, strict=True)
            ],
        }
    )


def has_bins(name: str) -> bool:
    """Whether a baseline variable is a number, drawn in bins."""
    return bool(BASELINE[name].lower_bounds)


def bin_labels(variable: BaselineVariable, language: str) -> list[str]:
    """What each bin of a numeric variable holds, the last one open.

    >>> bin_labels(BASELINE["lesions"], "en")[:2], bin_labels(BASELINE["lesions"], "en")[-1]
    (['1', '2'], '≥15')
    >>> bin_labels(BASELINE["anal_verge_mm"], "en")[0], bin_labels(BASELINE["cea_ng_ml"], "en")[1]
    ('0–9', '2–<5')
    """

    def written(bound: float) -> str:
        return format_number(bound, language, 0 if bound.is_integer() else 1)

    labels = []
    for low, high in pairwise(variable.lower_bounds):
        if not variable.is_whole:
            labels.append(f"{written(low)}–<{written(high)}")
        elif high - low == 1:
            labels.append(written(low))
        else:
            labels.append(f"{written(low)}–{written(high - 1)}")
    return [*labels, f"≥{written(variable.lower_bounds[-1])}"]


def attrition_bars(overview: Overview, language: str) -> pd.DataFrame:
    """The steps from the persons screened, or the patients selected, to the analysis set.

    A criterion that nobody fails is left out.

    Returns:
        One row a step — value (label), position, patients (remaining, None where not shown),
        removed, failing and remaining as written (the first two empty for the start), note
        (remaining, and removed in brackets).
    """
    flow = overview.attrition
    has_log = len(overview.screening) > 0
    start = text(f"overview.flow_{'screened' if has_log else 'selected'}", language)
    steps = [
        step
        for step in flow.steps
        if (has_log or step.rule != "is_included") and (step.failing or step.rule not in CRITERIA)
    ]
    rows: list[dict[str, object]] = [{"value": start, "patients": flow.persons, "remaining": ""}]
    for step in steps:
        told = {
            figure: told_count(
                overview.withheld.get(("attrition", figure, step.rule)),
                format_number(getattr(step, figure), language),
                language,
            )
            for figure in ("remaining", "removed", "failing")
        }
        withheld = overview.withheld.get(("attrition", "remaining", step.rule))
        label = _rule_label(step.rule, language)
        rows.append({"value": label, "patients": shown_count(step.remaining, withheld), **told})
    frame = pd.DataFrame(rows, columns=["value", "patients", "removed", "failing", "remaining"])
    frame["remaining"] = [format_number(flow.persons, language), *frame["remaining"][1:]]
    frame[["removed", "failing"]] = frame[["removed", "failing"]].fillna("")
    # A minus before what is withheld would read as a sign of its own.
    signed = [f"−{each}" if each[:1].isdigit() else each for each in frame["removed"]]
    notes = [
        remaining + (f" ({removed})" if removed not in ("", "−0") else "")
        for remaining, removed in zip(frame["remaining"], signed, strict=True)
    ]
    return frame.assign(position=range(len(frame)), note=notes)


def _rule_label(rule: str, language: str) -> str:
    if rule in CRITERIA:
        criterion = code_label("exclusion_reason", rule, language)
        return text("overview.rule_criterion", language, criterion=criterion)
    return text(f"overview.rule_{rule}", language)


def centres_sentence(overview: Overview, language: str) -> str:
    """What the chart of centres shows."""
    sentence = text(
        "overview.centres_alt",
        language,
        patients=format_number(overview.patients, language),
        count=len(overview.centres),
    )
    if any(place[0] == "centre" for place in overview.withheld):
        sentence += text("overview.centres_withheld", language, least=overview.least)
    if is_rest_drawn(overview):
        return sentence
    return sentence + text("overview.centres_largest", language, count=LARGEST_CENTRES)


def strategies_sentence(overview: Overview, language: str) -> str:
    """What the chart of strategies shows."""
    return text(
        "overview.strategies_alt",
        language,
        patients=format_number(overview.patients, language),
        count=overview.patients - overview.strategies[UNKNOWN],
    )


def distribution_sentence(overview: Overview, name: str, language: str) -> str:
    """What the chart of a baseline variable shows, and how many values are missing."""
    cell = overview.table_one.rows[name].cells["all"]
    return text(
        "overview.distribution_alt",
        language,
        variable=column_label(name, language),
        known=format_number(cell.known, language),
        count=cell.missing,
    )


def attrition_sentence(overview: Overview, language: str) -> str:
    """What the chart of the flow shows."""
    flow = overview.attrition
    last = flow.steps[-1].remaining
    return text(
        "overview.attrition_alt",
        language,
        count=flow.persons,
        last=format_number(last, language),
    )
