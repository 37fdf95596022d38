"""Survival of the cohort: curves by group, and an account of everybody left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.vocabulary import Cohort, Strategy
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.deliveries.derived_values import open_derived
from synchronox_core.services.survival.endpoints import (
    DECISION_ORIGIN,
    ENDPOINTS,
    FOLFIRINOX_ORIGIN,
    count_reasons,
    read_endpoint,
)
from synchronox_core.statistics.baseline import BASELINE, UNKNOWN
from synchronox_core.statistics.comparison import Comparison
from synchronox_core.statistics.competing_risks import (
    CumulativeIncidence,
    estimate_cumulative_incidence,
)
from synchronox_core.statistics.disclosure import (
    SMALLEST_DESCRIBED,
    SMALLEST_EXPORTED,
    is_described,
)
from synchronox_core.statistics.survival import KaplanMeier, estimate_kaplan_meier
from synchronox_core.store import Store
from synchronox_core.store.overview_queries import describe_patients, select_patients

EVERYBODY = "all"
"""The group of all patients, and the choice that draws one curve for them."""

STRATEGY = "strategy_planned"
KNOWN_LATER = ("folfirinox_cycles",)
"""Variables known only after the clock has started, by which curves are not drawn apart."""

GROUPS = (EVERYBODY, STRATEGY, "cohort", *(name for name in BASELINE if name not in KNOWN_LATER))
"""Columns by which curves may be drawn apart."""

BELOW, FROM = "below", "from"
"""Codes of the two halves of a number, below its median and from it on."""

UNWEIGHTED = "none"
"""Curves of the patients as they are."""

EVERY_PATIENT = CohortFilter()
DEFAULT = ProtocolSettings()

Curve = KaplanMeier | CumulativeIncidence


@dataclass(frozen=True)
class SurvivalQuestion:
    """What is asked.

    Attributes:
        endpoint: One of ``ENDPOINTS``.
        group: One of ``GROUPS``.
        asked: Which patients.
        readings: Readings of the record in force.
        as_of: Data cut; None takes the one of the extract.
        weights: ``none``, ``overlap`` or ``iptw``.
        arms: The two strategies that weights make alike.
    """

    endpoint: str = "os"
    group: str = EVERYBODY
    asked: CohortFilter = EVERY_PATIENT
    readings: ProtocolSettings = DEFAULT
    as_of: date | None = None
    weights: str = UNWEIGHTED
    arms: tuple[str, str] = (Strategy.LIVER_FIRST.value, Strategy.RECTUM_FIRST.value)

    @property
    def origin(self) -> str:
        """Where the clock starts: the decision for planned strategies, else the first FOLFIRINOX.

        Source: ``statistics.md`` 1 (clocks) and 3 (time zero of strategy comparisons).
        """
        return DECISION_ORIGIN if self.group == STRATEGY else FOLFIRINOX_ORIGIN


@dataclass(frozen=True)
class GroupSurvival:
    """The survival of one group.

    Attributes:
        curve: Survival, or incidence of the event of interest where others compete.
        competing: Incidence of each competing event, by name.
        late_entries: Patients observed only from a time after the origin.
        censoring: Patients by the reason why observation ended without an event.
    """

    curve: Curve
    competing: dict[str, CumulativeIncidence]
    late_entries: int
    censoring: dict[str, int]


@dataclass(frozen=True)
class SurvivalAnalysis:
    """The survival of the patients a filter keeps; its counts add up to them.

    Attributes:
        question: What was asked.
        groups: Survival by code of the group, in the order of the variable.
        split: Median at which a number was cut into two groups; None otherwise.
        patients: Patients the filter keeps.
        left_out: Patients left out, by reason.
        without_group: Patients with an outcome whose group is unknown.
        too_small: Patients of groups too small to be described, by code.
        weighting: The comparison the weights come from; None where the curves have none.
        least: Patients from which a group is drawn and a count shown.
    """

    question: SurvivalQuestion
    groups: dict[str, GroupSurvival]
    split: float | None
    patients: int
    left_out: dict[str, int]
    without_group: int
    too_small: dict[str, int]
    weighting: Comparison | None = None
    least: int = SMALLEST_DESCRIBED

    def as_exported(self) -> "SurvivalAnalysis":
        """The same as it may leave the board."""
        sizes = {code: group.curve.patients for code, group in self.groups.items()}
        small = {code: n for code, n in sizes.items() if not is_described(n, SMALLEST_EXPORTED)}
        return replace(
            self,
            groups={code: group for code, group in self.groups.items() if code not in small},
            too_small={**self.too_small, **small},
            least=SMALLEST_EXPORTED,
        )

    @property
    def drawn(self) -> int:
        """Patients in the curves."""
        return sum(group.curve.patients for group in self.groups.values())


def analyse_survival(store: Store, question: SurvivalQuestion) -> SurvivalAnalysis:
    """The survival of the patients a filter keeps, unadjusted.

    Args:
        store: The cohort store.
        question: Endpoint, groups, patients and readings.

    Raises:
        StoreError: The store is empty, or its current extract cannot be read.
    """
    return analyse_followed(question, read_followed(store, question))


def analyse_followed(question: SurvivalQuestion, followed: pd.DataFrame) -> SurvivalAnalysis:
    """The survival of patients whose follow-up has been read.

    Args:
        question: What was asked.
        followed: Rows of ``read_followed``, and their weight where the curves are weighted.
    """
    known = followed[followed["is_known"]]
    grouped, split = part_into_groups(known, question.group)
    sizes = {str(code): len(rows) for code, rows in grouped.groupby("group")}
    return SurvivalAnalysis(
        question=question,
        groups={
            code: _estimate(grouped[grouped["group"] == code], ENDPOINTS[question.endpoint].causes)
            for code in order_groups(question.group, sizes)
            if is_described(sizes[code])
        },
        split=split,
        patients=len(followed),
        left_out=count_reasons(followed.loc[~followed["is_known"], "reason"]),
        without_group=len(known) - len(grouped),
        too_small={code: size for code, size in sizes.items() if not is_described(size)},
    )


def read_followed(store: Store, question: SurvivalQuestion) -> pd.DataFrame:
    """The follow-up of the patients a filter keeps, one row a patient as ``build_follow_up``.

    Raises:
        StoreError: The store is empty, or its current extract cannot be read.
    """
    column = "cohort" if question.group == EVERYBODY else question.group
    with open_derived(store, question.readings, question.as_of) as cursor:
        select_patients(cursor, question.asked.parameters)
        describe_patients(cursor)
        return read_endpoint(cursor, question.endpoint, question.origin, column)


def part_into_groups(known: pd.DataFrame, group: str) -> tuple[pd.DataFrame, float | None]:
    """Rows whose group is known, a number cut into halves, and its median.

    Args:
        known: Rows with an outcome.
        group: One of ``GROUPS``.
    """
    if group == EVERYBODY:
        return known.assign(group=EVERYBODY), None
    if group in BASELINE and not BASELINE[group].codes:
        values = pd.to_numeric(known["group"]).dropna()
        median = float(values.median()) if len(values) else None
        halves = (values >= (median or 0.0)).map({True: FROM, False: BELOW})
        return known.loc[values.index].assign(group=halves), median
    return known[known["group"] != UNKNOWN], None


def order_groups(group: str, codes: Iterable[str]) -> list[str]:
    """Codes in the order of their variable, others after them."""
    if group == STRATEGY:
        order: Sequence[str] = tuple(Strategy)
    elif group == "cohort":
        order = tuple(Cohort)
    else:
        order = BASELINE[group].codes if group in BASELINE else ()
    position = {code: place for place, code in enumerate((*order, BELOW, FROM))}
    return sorted(codes, key=lambda code: (position.get(code, len(position)), code))


def _estimate(rows: pd.DataFrame, causes: Sequence[str]) -> GroupSurvival:
    months, codes = rows["months"].to_numpy(), rows["cause"].to_numpy()
    entries = rows["entry_months"].to_numpy()
    weights = rows["weight"].to_numpy() if "weight" in rows else None
    curve: Curve
    if len(causes) == 1:
        curve = estimate_kaplan_meier(months, codes, entries_months=entries, weights=weights)
    else:
        curve = estimate_cumulative_incidence(
            months, codes, entries_months=entries, weights=weights
        )
    competing = {
        name: estimate_cumulative_incidence(
            months, codes, cause=code, entries_months=entries, weights=weights
        )
        for code, name in enumerate(causes[1:], start=2)
    }
    return GroupSurvival(
        curve=curve,
        competing=competing,
        late_entries=int((entries > 0).sum()),
        censoring=count_reasons(rows.loc[rows["cause"] == 0, "reason"]),
    )
