"""The protocol's classes on real published patients, beside what their hospitals recorded."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from synchronox_core.classification.liver_pathology import classify_blazer
from synchronox_core.classification.measures import Measure
from synchronox_core.classification.rectal_pathology import expected_rodel
from synchronox_core.protocol.thresholds import MINOR_RESPONSE_FROM_PERCENT
from synchronox_core.store import Store
from synchronox_core.store.external_queries import external_pairs
from synchronox_core.text import text
from synchronox_core.text.formats import format_number, format_share
from synchronox_core.text.labels import code_label, column_label


def _blazer(viable_percent: float) -> str:
    response = classify_blazer([Measure(viable_percent, viable_percent)])
    return str(response)


@dataclass(frozen=True)
class ClassRule:
    """How a class of the protocol is made of a public cohort.

    Attributes:
        name: The class.
        measure: Column it is made of, percent.
        classify: The rule.
        codes: Its classes, in order.
        boundary: Number on a limit of the rule, whose patients are counted apart.
        recorded: Column with what the hospital recorded, or None.
        recorded_codes: Its codes, in the order in which they should agree.
    """

    name: str
    measure: str
    classify: Callable[[float], object]
    codes: tuple[str, ...]
    boundary: float
    recorded: str | None = None
    recorded_codes: tuple[str, ...] = ()


CLASS_RULES = {
    "crlm_tcia": ClassRule(
        "blazer",
        "viable_percent",
        _blazer,
        ("complete", "major", "minor"),
        MINOR_RESPONSE_FROM_PERCENT,
    ),
    "rectal_msk": ClassRule(
        "rodel",
        "response_percent",
        expected_rodel,
        ("4", "3", "2", "1", "0"),
        50,
        recorded="trg_ajcc",
        recorded_codes=("0", "1", "2", "3"),
    ),
}
"""The class shown of each public cohort. A higher Rödel grade and a lower AJCC grade are better."""


@dataclass(frozen=True)
class ExternalClasses:
    """A public cohort by class of the protocol and by recorded code.

    Attributes:
        rule: How the classes were made.
        counts: Patients by class (rows) and recorded code or ``unknown`` (columns).
        known: Patients with the measure.
        missing: Patients without it.
        on_boundary: Patients exactly on the limit of the rule.
    """

    rule: ClassRule
    counts: pd.DataFrame
    known: int
    missing: int
    on_boundary: int


def classify_external_cohort(store: Store, name: str) -> ExternalClasses:
    """The class of every patient of a public cohort, against what was recorded.

    Args:
        store: The cohort store.
        name: One of ``CLASS_RULES``.

    Raises:
        StoreError: The cohort was not loaded or cannot be read.
    """
    rule = CLASS_RULES[name]
    pairs = external_pairs(store, name, rule.measure, rule.recorded)
    known = pairs.dropna(subset="measure")
    classes = known["measure"].map(lambda percent: str(rule.classify(percent)))
    codes = known["code"].fillna("unknown")
    counts = pd.crosstab(classes, codes).reindex(
        index=list(rule.codes), columns=[*rule.recorded_codes, "unknown"], fill_value=0
    )
    return ExternalClasses(
        rule=rule,
        counts=counts,
        known=len(known),
        missing=len(pairs) - len(known),
        on_boundary=int((known["measure"] == rule.boundary).sum()),
    )


def class_table(classes: ExternalClasses, language: str) -> pd.DataFrame:
    """Patients by class, and by recorded code where there is one, under headings."""
    rule, counts = classes.rule, classes.counts
    shown = {
        column_label(rule.name, language): [
            code_label(rule.name, code, language) for code in rule.codes
        ],
        text("external.patients", language): [
            format_share(int(patients), classes.known, language) for patients in counts.sum(axis=1)
        ],
    }
    if rule.recorded is not None:
        for code in counts:
            label = code_label(rule.recorded, str(code), language)
            heading = text("external.recorded", language, code=label)
            shown[heading] = [format_number(patients, language) for patients in counts[code]]
    return pd.DataFrame(shown)


def class_sentence(classes: ExternalClasses, cohort: str, language: str) -> str:
    """What the table of classes holds, and how many patients lie exactly on the limit.

    Args:
        classes: The classes.
        cohort: Title of the public cohort.
        language: ``en`` or ``fr``.
    """
    return text(
        f"external.classes_{classes.rule.name}",
        language,
        cohort=cohort,
        known=format_number(classes.known, language),
        missing=format_number(classes.missing, language),
        on_boundary=format_number(classes.on_boundary, language),
        boundary=format_number(classes.rule.boundary, language),
    )
