"""The published prognostic scores of a patient, at each moment at which they can be told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from synchronox_core.classification.postoperative_scores import (
    rate_basingstoke,
    rate_helsinki,
    rate_iwatsuki,
)
from synchronox_core.classification.prognostic_scores import (
    rate_fong,
    rate_game,
    rate_konopke,
    rate_mcs,
    rate_nagashima,
    rate_nordlinger,
    rate_nordlinger_with_margin,
    rate_tbs,
)
from synchronox_core.classification.ratings import Rating
from synchronox_core.classification.score_items import ScoreItems
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.score_burden import gather_baseline_burden
from synchronox_core.endpoints.score_facts import Fact, Facts, gather_patient_facts
from synchronox_core.endpoints.score_resection import (
    gather_liver_resection,
    gather_specimen_stage,
    was_liver_resected,
)
from synchronox_core.endpoints.score_restaging import gather_restaging_facts
from synchronox_core.protocol.answers import Input

Rule: TypeAlias = Callable[[ScoreItems], Rating]


class Moment(StrEnum):
    """When a score is told.

    Attributes:
        BASELINE: Before treatment.
        RESTAGING: After FOLFIRINOX, before surgery.
        POSTOPERATIVE: After a liver resection: what restaging and pathology say together.
    """

    BASELINE = "baseline"
    RESTAGING = "restaging"
    POSTOPERATIVE = "postoperative"


PREOPERATIVE_RULES: Mapping[str, Rule] = {
    "fong": rate_fong,
    "tbs": rate_tbs,
    "game": rate_game,
    "mcs": rate_mcs,
    "nordlinger": rate_nordlinger,
    "konopke": rate_konopke,
    "nagashima": rate_nagashima,
}
"""Scores told at baseline and again at restaging."""

POSTOPERATIVE_RULES: Mapping[str, Rule] = {
    "nordlinger": rate_nordlinger_with_margin,
    "basingstoke": rate_basingstoke,
    "helsinki": rate_helsinki,
    "iwatsuki": rate_iwatsuki,
}
"""Scores that need a liver resection."""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A score of one patient at one moment.

    Attributes:
        score: Code of the score.
        moment: When it is told.
        low: Lowest value it can have.
        high: Highest value it can have; None when it has no upper bound.
        group: Group of the publication, only when the whole range lies in it.
        unknown_items: Items that leave it open.
        sources: The facts it is told from, one an item.
    """

    score: str
    moment: Moment
    low: float
    high: float | None
    group: str | None
    unknown_items: tuple[str, ...]
    sources: tuple[Fact, ...]

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Cells it rests on, those missing included, each once.

        They tell whether the rectum was staged by imaging (``ct``, ``cn``) or on the specimen
        (``ypt``, ``ypn``).
        """
        return tuple(dict.fromkeys(cell for fact in self.sources for cell in fact.inputs))


def list_scores(record: Record) -> tuple[ScoreRow, ...]:
    """Every published score of a patient; the postoperative ones only after a liver resection.

    Source: ``clinical.md`` C and rulings R.12.
    """
    baseline = {**gather_patient_facts(record.patient), **gather_baseline_burden(record)}
    restaging = {**baseline, **gather_restaging_facts(record)}
    rows = [
        *_rate(PREOPERATIVE_RULES, Moment.BASELINE, baseline),
        *_rate(PREOPERATIVE_RULES, Moment.RESTAGING, restaging),
    ]
    if was_liver_resected(record):
        specimens = {
            **gather_specimen_stage(record, record.as_of),
            **gather_liver_resection(record),
        }
        rows += _rate(POSTOPERATIVE_RULES, Moment.POSTOPERATIVE, {**restaging, **specimens})
    return tuple(rows)


def _rate(rules: Mapping[str, Rule], moment: Moment, facts: Facts) -> Iterator[ScoreRow]:
    values: dict[str, Any] = {item: fact.value for item, fact in facts.items()}
    items = ScoreItems(**values)
    for score, rule in rules.items():
        rating = rule(items)
        yield ScoreRow(
            score,
            moment,
            rating.low,
            rating.high,
            rating.group,
            rating.unknown_items,
            tuple(facts[item] for item in rating.items),
        )
