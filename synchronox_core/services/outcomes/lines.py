"""The lines of each secondary outcome measure, from the counts of the answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from synchronox_core.classification.morbidity import GRADES, RECORD_GRADES, condense_grade
from synchronox_core.protocol.outcome_measures import SURVIVAL_MONTHS
from synchronox_core.protocol.vocabulary import Reason
from synchronox_core.services.survival.endpoints import count_reasons
from synchronox_core.statistics.outcome_estimates import (
    AnswerCount,
    Quartiles,
    count_line,
    count_share_line,
    describe_median_line,
    read_survival_line,
)
from synchronox_core.statistics.outcome_lines import OutcomeLine
from synchronox_core.statistics.survival import estimate_kaplan_meier
from synchronox_core.store.outcome_queries import OutcomeFrames

RESPONSES: Mapping[str, tuple[str, ...]] = {
    "ymrtrg": ("1", "2", "3", "4", "5"),
    "recist": ("CR", "PR", "SD", "PD"),
    "recist_record": ("CR", "PR", "SD", "PD"),
    "rodel": ("4", "3", "2", "1", "0"),
    "blazer": ("complete", "major", "minor"),
}
"""Grades of each response, the complete response first."""

NOT_EVALUATED = "NE"
"""RECIST's word for a response that could not be judged: a missing answer, with its reason."""

SEVERE_FROM = 3
"""Grade of the record from which a complication is severe. Source: ``clinical.md`` A.5."""

RESECTED = {"rectum": "excised_rectum", "liver": "resected_liver"}
"""Population of the margins of a site: a local excision alone is never R0, and counted."""

NOT_OPERATED = (Reason.NO_OPERATION,)
NOT_RESECTED = {"rectum": (Reason.NO_RECTAL_RESECTION,), "liver": (Reason.NO_LIVER_RESECTION,)}


@dataclass(frozen=True, eq=False)
class Counts:
    """What the lines are counted from, empty where nobody is.

    Attributes:
        frames: Counts of the patients selected.
        followed: Their follow-up by endpoint, rows of ``survival_endpoints.observe`` from the
            first FOLFIRINOX.
    """

    frames: OutcomeFrames
    followed: Mapping[str, pd.DataFrame]

    def answers(self, name: str) -> list[AnswerCount]:
        """Patients by answer and reason."""
        rows = self.frames.answers
        return [
            AnswerCount(_word(row["value"]), _word(row["reason"]), int(row["patients"]))
            for row in rows[rows["name"] == name].to_dict("records")
        ]

    def index(self, site: str) -> tuple[int, Quartiles]:
        """Patients of a site with a complication index, and its quartiles."""
        rows = self.frames.indices
        for row in rows[rows["site"] == site].to_dict("records"):
            quartiles = (_number(row[name]) for name in Quartiles._fields)
            return int(row["known"]), Quartiles(*quartiles)
        return 0, Quartiles(None, None, None)


def build_lines(counts: Counts, pfs: str) -> dict[str, tuple[OutcomeLine, ...]]:
    """The lines of every secondary measure, by its code; the first one is its main figure.

    Args:
        counts: Counts of the patients selected.
        pfs: Reading of progression-free survival in force, ``record`` or ``standard``.
    """
    return {
        "overall_survival": (_survival(counts, "os", "os"),),
        "progression_free_survival": tuple(_progression(counts, pfs)),
        "rectal_r0": tuple(_r0(counts, "rectal_r0", "rectum")),
        "liver_r0": tuple(_r0(counts, "liver_r0", "liver")),
        "ymrtrg": tuple(_responses(counts, "ymrtrg")),
        "recist": (*_responses(counts, "recist"), *_responses(counts, "recist_record")),
        "rodel": tuple(_responses(counts, "rodel", "rectum")),
        "blazer": tuple(_responses(counts, "blazer", "liver")),
        "clinical_complete_response": (_clinical_response(counts),),
        "complications_rectum": tuple(_complications(counts, "rectum")),
        "complications_liver": tuple(_complications(counts, "liver")),
        "mortality_rectum": tuple(_mortality(counts, "rectum")),
        "mortality_liver": tuple(_mortality(counts, "liver")),
    }


def _survival(counts: Counts, name: str, code: str) -> OutcomeLine:
    rows = counts.followed[name]
    known = rows[rows["is_known"]]
    curve = estimate_kaplan_meier(
        known["months"].to_numpy(),
        known["cause"].to_numpy(),
        entries_months=known["entry_months"].to_numpy(),
    )
    missing = count_reasons(rows.loc[~rows["is_known"], "reason"])
    return read_survival_line(code, "followed", curve, SURVIVAL_MONTHS, missing)


def _progression(counts: Counts, pfs: str) -> Iterator[OutcomeLine]:
    """The reading in force; under the record's, the deaths it censors and the standard one."""
    line = _survival(counts, "pfs", f"pfs_{pfs}")
    yield line
    if pfs == "record":
        rows = counts.followed["pfs"]
        deaths = (rows["is_known"] & (rows["reason"] == Reason.CENSORED_AT_DEATH)).sum()
        yield count_line("deaths_censored", "followed", int(deaths), line.known)
        yield _survival(counts, "pfs_standard", "pfs_standard")


def _r0(counts: Counts, name: str, site: str) -> Iterator[OutcomeLine]:
    not_resected, answers = NOT_RESECTED[site], counts.answers(name)
    resected = count_share_line("r0", RESECTED[site], answers, ["yes"], outside=not_resected)
    yield resected
    of_all = count_share_line("r0", "everybody", answers, ["yes"], no_reasons=not_resected)
    # Both share their numerator: shown here, it would tell the one held back above.
    yield of_all if resected.is_described else of_all.hidden()


def _responses(counts: Counts, name: str, resected: str | None = None) -> Iterator[OutcomeLine]:
    """A line a grade; ``resected`` names the site without whose resection there is no grade."""
    population = f"resected_{resected}" if resected else "assessed"
    outside = NOT_RESECTED[resected] if resected else ()
    answers = counts.answers(name)
    for grade in RESPONSES[name]:
        yield count_share_line(f"{name}_{grade.lower()}", population, answers, [grade], outside)


def _complications(counts: Counts, site: str) -> Iterator[OutcomeLine]:
    """Severe ones, any one, each grade of the record by the worst one, and the index."""
    population, answers = f"operated_{site}", counts.answers(f"clavien_{site}_30d")

    def line(code: str, grades: Sequence[str]) -> OutcomeLine:
        return count_share_line(code, population, answers, grades, NOT_OPERATED)

    yield line("severe", [grade for grade in GRADES if condense_grade(grade) >= SEVERE_FROM])
    yield line("any_complication", GRADES)
    for number in range(1, len(RECORD_GRADES) + 1):
        full_grades = [grade for grade in GRADES if condense_grade(grade) == number]
        yield line(f"grade_{number}", full_grades)
    known, quartiles = counts.index(site)
    missing = line("any_complication", GRADES).missing
    yield describe_median_line("complication_index", population, known, quartiles, missing)


def _mortality(counts: Counts, site: str) -> Iterator[OutcomeLine]:
    for days in (30, 90):
        answers = counts.answers(f"death_{days}d_{site}")
        code, population = f"death_{days}d", f"followed_{site}"
        yield count_share_line(code, population, answers, ["yes"], NOT_OPERATED)


def _clinical_response(counts: Counts) -> OutcomeLine:
    name = "clinical_complete_response"
    return count_share_line(name, "assessed", counts.answers(name), ["yes"])


def _word(cell: object) -> str | None:
    return cell if isinstance(cell, str) and cell != NOT_EVALUATED else None


def _number(cell: float) -> float | None:
    return None if pd.isna(cell) else float(cell)
