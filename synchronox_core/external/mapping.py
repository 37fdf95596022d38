"""How a public cohort becomes a table of ours, declared in one TOML file a cohort."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from synchronox_core.ecrf.external_table import SqlType
from synchronox_core.errors import UsageError

DECLARATIONS = Path(__file__).parent / "mappings"

EXTERNAL_COHORTS: tuple[str, ...] = tuple(sorted(path.stem for path in DECLARATIONS.glob("*.toml")))
"""Names of the public cohorts that can be loaded."""


@dataclass(frozen=True)
class ColumnMapping:
    """One column of ours and where it comes from.

    Attributes:
        source: Column of the source file, without outer spaces.
        type: Type in the store; numbers are DOUBLE, whole numbers INTEGER.
        spellings: Dirty writing in lower case, and the clean word of the source it stands for.
        words: Clean word of the source, and our value; empty when any text is taken as it is.
        missing: Further missing codes of this column, in lower case.
        factor: Ours = ``factor`` x source + ``offset``, for example 10 from cm to mm.
        offset: See ``factor``.
        minimum: Below it a value cannot be true and is set aside; in our unit.
        maximum: Above it a value cannot be true and is set aside.
    """

    source: str
    type: SqlType = "VARCHAR"
    spellings: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str | int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    factor: float = 1
    offset: float = 0
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class Condition:
    """Something true or false of a patient; exactly one of the tests is set.

    Attributes:
        column: Our column it looks at; never true where that is missing, but for ``missing``.
        equals: The value is this one.
        above: The value is greater than this number.
        above_column: The value is greater than that of this other column.
        missing: The value is missing.
    """

    column: str
    equals: str | float | None = None
    above: float | None = None
    above_column: str | None = None
    missing: bool = False


@dataclass(frozen=True)
class Check:
    """What the data of a patient should not say; reported with its count, never corrected.

    Attributes:
        code: Code of the finding.
        column: Column the finding names.
        when: Conditions that together make a patient worth reporting.
    """

    code: str
    column: str
    when: tuple[Condition, ...]


@dataclass(frozen=True)
class ScoreCheck:
    """A recorded score and the items it should be the sum of.

    Attributes:
        column: Our column with the recorded score.
        items: One point each.
    """

    column: str
    items: tuple[Condition, ...]


@dataclass(frozen=True)
class Endpoint:
    """A time to an event, counted from the origin of the cohort's clock.

    Attributes:
        months: Column of the time, months.
        event: Column of the event, 1 or 0.
    """

    months: str
    event: str


@dataclass(frozen=True)
class Bins:
    """How a number is cut into bins of one width.

    Attributes:
        width: Width of a bin, in the unit of the column.
        maximum: Upper end of the last bin, which includes it; None without end.
    """

    width: float
    maximum: float | None = None

    @property
    def last(self) -> float | None:
        """Lower bound of the last bin; None without end."""
        return None if self.maximum is None else self.maximum - self.width

    def lower_bounds(self, filled: Iterable[float]) -> list[float]:
        """Lower bounds from the first to the last of the filled bins, empty ones included.

        >>> Bins(10).lower_bounds([20.0, 50.0])
        [20.0, 30.0, 40.0, 50.0]
        """
        steps = [round(bound / self.width) for bound in filled]
        if not steps:
            return []
        return [float(step * self.width) for step in range(min(steps), max(steps) + 1)]


@dataclass(frozen=True)
class CohortMapping:
    """A public cohort: where it comes from, how it is read, what is shown of it.

    Attributes:
        name: Name of the cohort and of its table.
        file: Name of the source file.
        delimiter: Sign between the cells.
        comment: Sign that opens a line to skip above the header; empty for none.
        patients: Patients of the published file.
        patient_id: Our column that identifies a patient.
        licence: Licence of the source.
        citation: How to cite it.
        doi: Digital object identifier.
        clock_origin: Event at which survival times start.
        missing_codes: Missing codes of every column, in lower case.
        notices: Codes of findings that hold for the whole file.
        columns: Columns by our name.
        checks: What is counted and reported.
        score_checks: Recorded scores that are recomputed.
        endpoints: Times to event by name, the main one first.
        groups: Columns known at the clock's origin by which curves may be drawn apart.
        distributions: Columns whose distribution is shown, and their bins; None counts values.
    """

    name: str
    file: str
    delimiter: str
    comment: str
    patients: int
    patient_id: str
    licence: str
    citation: str
    doi: str
    clock_origin: str
    missing_codes: tuple[str, ...]
    notices: tuple[str, ...]
    columns: Mapping[str, ColumnMapping]
    checks: tuple[Check, ...]
    score_checks: tuple[ScoreCheck, ...]
    endpoints: Mapping[str, Endpoint]
    groups: tuple[str, ...]
    distributions: Mapping[str, Bins | None]

    @property
    def title_key(self) -> str:
        """Text key of the cohort's title."""
        return f"external.title_{self.name}"

    @property
    def clock_origin_key(self) -> str:
        """Text key of the event at which survival times start."""
        return f"external.clock_{self.clock_origin}"


@cache
def read_mapping(name: str) -> CohortMapping:
    """The mapping of a public cohort.

    Args:
        name: One of ``EXTERNAL_COHORTS``.

    Raises:
        UsageError: No such cohort.

    >>> read_mapping("crlm_tcia").columns["largest_lesion_mm"].factor
    10
    """
    if name not in EXTERNAL_COHORTS:
        known = ", ".join(EXTERNAL_COHORTS)
        raise UsageError("errors.external_unknown", name=name, known=known)
    declared = tomllib.loads((DECLARATIONS / f"{name}.toml").read_text(encoding="utf-8"))
    lists = {item: tuple(declared[item]) for item in ("missing_codes", "notices", "groups")}
    parts = {
        "columns": {ours: _column(column) for ours, column in declared["columns"].items()},
        "checks": tuple(
            Check(check["code"], check["column"], _conditions(check["when"]))
            for check in declared.get("checks", ())
        ),
        "score_checks": tuple(
            ScoreCheck(check["column"], _conditions(check["items"]))
            for check in declared.get("score_checks", ())
        ),
        "endpoints": {key: Endpoint(**item) for key, item in declared["endpoints"].items()},
        "distributions": {
            key: Bins(**item) if item else None for key, item in declared["distributions"].items()
        },
    }
    return CohortMapping(name=name, **{**declared, **lists, **parts})


def _column(declared: dict[str, Any]) -> ColumnMapping:
    return ColumnMapping(**{**declared, "missing": tuple(declared.get("missing", ()))})


def _conditions(declared: list[dict[str, Any]]) -> tuple[Condition, ...]:
    return tuple(Condition(**condition) for condition in declared)
