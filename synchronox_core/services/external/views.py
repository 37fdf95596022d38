"""Choices, curves, distributions and findings of a public cohort, in a reader's language."""

import pandas as pd

from synchronox_core.external.mapping import read_mapping
from synchronox_core.services.external.cohorts import (
    EVERYBODY,
    ExternalDistribution,
    ExternalSurvival,
)
from synchronox_core.statistics.survival import KaplanMeier
from synchronox_core.store import ExternalCohort, Store
from synchronox_core.store.external_queries import external_findings
from synchronox_core.text import text
from synchronox_core.text.formats import (
    format_interval,
    format_number,
    format_percent,
    format_share,
)
from synchronox_core.text.labels import code_label, column_label


def source_line(cohort: ExternalCohort, language: str) -> str:
    """Size, clock, licence and citation of a public cohort, in one line of Markdown."""
    return text(
        "external.source",
        language,
        patients=format_number(cohort.rows, language),
        origin=text(cohort.clock_origin_key, language),
        licence=cohort.licence,
        citation=cohort.citation,
        doi=cohort.doi,
    )


def endpoint_labels(name: str, language: str) -> dict[str, str]:
    """Label of each endpoint of a public cohort, the main one first."""
    endpoints = read_mapping(name).endpoints
    return {endpoint: text(f"external.endpoint_{endpoint}", language) for endpoint in endpoints}


def group_labels(name: str, language: str) -> dict[str, str]:
    """Label of each column by which curves may be drawn apart, nobody apart first."""
    groups = read_mapping(name).groups
    labels = {column: column_label(column, language) for column in groups}
    return {EVERYBODY: text("external.not_grouped", language), **labels}


def distribution_labels(name: str, language: str) -> dict[str, str]:
    """Label of each column whose distribution is shown."""
    return {column: column_label(column, language) for column in read_mapping(name).distributions}


def labelled_curves(
    survival: ExternalSurvival, group: str, language: str
) -> dict[str, KaplanMeier]:
    """The curves by label of their group."""
    if group == EVERYBODY:
        labels = {EVERYBODY: text("external.everybody", language)}
    else:
        labels = {code: code_label(group, code, language) for code in survival.curves}
    return {labels[code]: curve for code, curve in survival.curves.items()}


def survival_account(survival: ExternalSurvival, group: str, language: str) -> str:
    """How many patients the curves hold, and why the others are not in them."""
    counts = {"drawn": survival.drawn, "without_outcome": survival.without_outcome}
    if group != EVERYBODY:
        counts["without_group"] = survival.without_group
    sentences = [
        text(f"external.{key}", language, count=count)
        for key, count in counts.items()
        if count or key == "drawn"
    ]
    sentences += [
        text("external.too_small", language, group=code_label(group, code, language), count=count)
        for code, count in survival.too_small.items()
    ]
    return " ".join(sentences)


def distribution_rows(distribution: ExternalDistribution, language: str) -> pd.DataFrame:
    """What the chart of a distribution draws.

    Returns:
        One row a value or bin — value (label), position, patients, note (count with its share of
        those in whom the column is known; empty for bins).
    """
    bars = distribution.bars
    shares = [format_share(bar.share.patients, distribution.known, language) for bar in bars]
    return pd.DataFrame(
        {
            "value": _labels(distribution, language),
            "position": range(len(bars)),
            "patients": [float(bar.share.patients) for bar in bars],
            "note": shares if distribution.bins is None else [""] * len(bars),
        }
    )


def distribution_table(distribution: ExternalDistribution, language: str) -> pd.DataFrame:
    """A distribution as a table: patients and share with its 95 % interval, under headings."""
    lines = []
    for label, bar in zip(_labels(distribution, language), distribution.bars, strict=True):
        share = bar.share
        written = ""
        if share.proportion is not None and share.ci_low is not None and share.ci_high is not None:
            interval = format_interval(100 * share.ci_low, 100 * share.ci_high, language, 1)
            written = f"{format_percent(share.proportion, language)} {interval}"
        lines.append((label, format_number(share.patients, language), written))
    headings = [column_label(distribution.column, language)]
    headings += [text(f"external.{key}", language) for key in ("patients", "share_interval")]
    return pd.DataFrame(lines, columns=headings)


def distribution_sentence(distribution: ExternalDistribution, cohort: str, language: str) -> str:
    """What the chart of a distribution shows, and for whom.

    Args:
        distribution: What it draws.
        cohort: Title of the public cohort.
        language: ``en`` or ``fr``.
    """
    return text(
        "external.distribution_alt",
        language,
        variable=column_label(distribution.column, language),
        cohort=cohort,
        known=format_number(distribution.known, language),
        missing=format_number(distribution.missing, language),
    )


def finding_table(store: Store, name: str, language: str) -> pd.DataFrame:
    """What the reading of a public cohort noticed, under headings: effect and message."""
    frame = external_findings(store, name)
    levels = [text(f"import.level_{level}", language) for level in frame["level"]]
    headings = [text(f"external.{key}", language) for key in ("effect", "message")]
    return pd.DataFrame(dict(zip(headings, (levels, frame[f"message_{language}"]), strict=True)))


def _labels(distribution: ExternalDistribution, language: str) -> list[str]:
    bins = distribution.bins
    labels = []
    for bar in distribution.bars:
        if bins is None or isinstance(bar.value, str):
            labels.append(code_label(distribution.column, str(bar.value), language))
            continue
        sign = "–" if bar.value == bins.last else "–<"
        low, high = (format_number(v, language) for v in (bar.value, bar.value + bins.width))
        labels.append(f"{low}{sign}{high}")
    return labels
