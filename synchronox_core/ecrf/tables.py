"""The tables and columns of the eCRF bundle, declared once in ``datapackage.json``.

Reading, validation, the store's tables, the data dictionary and the synthetic cohort all take
them from here (Frictionless Table Schema with ``unit``, ``plausible``, ``usedBy``, ``listOf``).
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

DECLARATION = Path(__file__).parent / "datapackage.json"


class ColumnType(StrEnum):
    """Type of the values of a column."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"
    YEARMONTH = "yearmonth"


@dataclass(frozen=True)
class Column:
    """A declared column.

    Attributes:
        name: Name in the file, in the store and on screen.
        type: Type of its values.
        description: What it holds, in English.
        required: Must exist in the file and be filled in each row.
        unit: Unit of a number, or None.
        codes: Allowed codes, as written in the file; empty when free.
        list_codes: Allowed codes of a list joined with ``;``; empty when not a list.
        pattern: Regular expression the whole text matches, or None.
        minimum: Below it a value cannot be true and is set aside.
        maximum: Above it a value cannot be true and is set aside.
        plausible_minimum: Below it a value is kept and marked to check.
        plausible_maximum: Above it a value is kept and marked to check.
        used_by: Columns of the endpoints table and analyses that read it.
    """

    name: str
    type: ColumnType
    description: str
    required: bool
    unit: str | None
    codes: tuple[str, ...]
    list_codes: tuple[str, ...]
    pattern: str | None
    minimum: float | None
    maximum: float | None
    plausible_minimum: float | None
    plausible_maximum: float | None
    used_by: tuple[str, ...]


@dataclass(frozen=True)
class ForeignKey:
    """Columns that must name a row of another table.

    Attributes:
        columns: Columns of this table.
        parent: Name of the other table.
        parent_columns: Its columns, in the same order.
        optional: Checked only where the last column is filled.
    """

    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]
    optional: bool


@dataclass(frozen=True)
class Table:
    """A declared table.

    Attributes:
        name: Name of the table and, with ``.csv``, of its file.
        title: What one row is, in English.
        required: The file must be there, even with a header only.
        columns: Columns by name, in declared order.
        key: Columns of the primary key.
        parents: Foreign keys, declared order.
    """

    name: str
    title: str
    required: bool
    columns: dict[str, Column]
    key: tuple[str, ...]
    parents: tuple[ForeignKey, ...]

    @property
    def file(self) -> str:
        """Name of the file that holds the table."""
        return f"{self.name}.csv"

    @property
    def has_patient(self) -> bool:
        """Whether its rows belong to a patient."""
        return "patient_id" in self.columns


def _column(field: dict[str, Any]) -> Column:
    constraints = field.get("constraints", {})
    plausible = field.get("plausible", {})
    return Column(
        name=field["name"],
        type=ColumnType(field["type"]),
        description=field["description"],
        required=constraints.get("required", False),
        unit=field.get("unit"),
        codes=tuple(str(code) for code in constraints.get("enum", ())),
        list_codes=tuple(field.get("listOf", ())),
        pattern=None if "listOf" in field else constraints.get("pattern"),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        plausible_minimum=plausible.get("minimum"),
        plausible_maximum=plausible.get("maximum"),
        used_by=tuple(field.get("usedBy", ())),
    )


def _foreign_keys(schema: dict[str, Any]) -> tuple[ForeignKey, ...]:
    declared = [(key, False) for key in schema.get("foreignKeys", ())]
    declared += [(key, True) for key in schema.get("optionalForeignKeys", ())]
    return tuple(
        ForeignKey(
            columns=tuple(key["fields"]),
            parent=key["reference"]["resource"],
            parent_columns=tuple(key["reference"]["fields"]),
            optional=optional,
        )
        for key, optional in declared
    )


def _table(resource: dict[str, Any]) -> Table:
    schema = resource["schema"]
    return Table(
        name=resource["name"],
        title=resource["title"],
        required=resource["required"],
        columns={field["name"]: _column(field) for field in schema["fields"]},
        key=tuple(schema["primaryKey"]),
        parents=_foreign_keys(schema),
    )


_PACKAGE = json.loads(DECLARATION.read_text(encoding="utf-8"))
SCHEMA_VERSION: str = _PACKAGE["version"]
"""Version of the input contract; a bundle with another major version is refused."""

STUDY = "NCT07467434"
"""Registry number a bundle must name (trial record)."""

TABLES: dict[str, Table] = {
    resource["name"]: _table(resource) for resource in _PACKAGE["resources"]
}
"""Every declared table by name, in declared order."""

DEFAULT_MISSING_CODES = {
    "NA": "not applicable",
    "NK": "not known",
    "ND": "not done",
    "NV": "not yet entered",
}


def reading_order() -> tuple[str, ...]:
    """Names of the tables, every parent before its children.

    >>> order = reading_order()
    >>> order.index("patients") < order.index("operations") < order.index("complications")
    True
    """
    ordered: list[str] = []
    waiting = list(TABLES)
    while waiting:
        for name in waiting:
            if all(key.parent in ordered or key.parent == name for key in TABLES[name].parents):
                ordered.append(name)
                waiting.remove(name)
                break
    return tuple(ordered)
