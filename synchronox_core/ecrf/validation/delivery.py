"""A delivery checked from its raw text to its account: the whole way, table after table."""

from collections.abc import Callable
from datetime import UTC, date
from typing import Protocol

from synchronox_core.ecrf.findings import Finding
from synchronox_core.ecrf.model import CleanTable, Delivery, Manifest, RawTable, Value
from synchronox_core.ecrf.tables import DEFAULT_MISSING_CODES, TABLES, Table, reading_order
from synchronox_core.ecrf.validation.account import enter_table
from synchronox_core.ecrf.validation.cells import Setting
from synchronox_core.ecrf.validation.cross_table import SETTING_ASIDE, apply_rules
from synchronox_core.ecrf.validation.judging import judge_table
from synchronox_core.ecrf.validation.keys import settle_duplicates
from synchronox_core.ecrf.validation.parents import Parents, check_centres
from synchronox_core.ecrf.validation.privacy import Oppositions, without_identity
from synchronox_core.ecrf.validation.reconcile import assert_reconciled
from synchronox_core.ecrf.validation.telling import file_order, tell_waiting

PATIENTS = "patients"


class Bundle(Protocol):
    """What checking needs of an opened delivery."""

    @property
    def manifest(self) -> Manifest | None:
        """What it says of itself."""

    @property
    def findings(self) -> list[Finding]:
        """Everything noticed while reading; grows with each table."""

    @property
    def has_refusal(self) -> bool:
        """Whether it is refused."""

    def read_table(self, name: str) -> RawTable | None:
        """The records of a table as text; None when absent or refused."""


def never(_patient_id: str) -> bool:
    """Nobody opposed earlier."""
    return False


def silent(_table: str, _done: int, _tables: int) -> None:
    """Progress that nobody watches."""


def validate_delivery(
    bundle: Bundle,
    *,
    is_known_opposition: Callable[[str], bool] = never,
    progress: Callable[[str, int, int], None] = silent,
) -> Delivery:
    """Check a delivery: from raw text to typed rows, findings, quarantine and counts.

    Nothing stops the checks: all findings are collected. A refused delivery keeps its findings
    and counts only.

    Args:
        bundle: The opened delivery; its tables are read one after the other.
        is_known_opposition: Whether a study code is that of a person who opposed earlier.
        progress: Told the table under way, the tables done and the tables in all.

    Returns:
        The delivery. Its counts and cell counts add up.

    Raises:
        AssertionError: A record or a cell got lost: a defect.

    Source: ``ecrf/README.md`` 3, 6 and 7.
    """
    check = _Check(bundle.manifest, is_known_opposition)
    order = reading_order()
    # Who opposes must be known before any text is judged, that of the centres included.
    read = {name: bundle.read_table(name) for name in order[: order.index(PATIENTS) + 1]}
    check.oppositions.read_patients(read[PATIENTS])
    for done, name in enumerate(order):
        progress(name, done, len(order))
        check.take(TABLES[name], read.pop(name) if name in read else bundle.read_table(name))
    return check.conclude(bundle)


class _Check:
    """A check under way.

    Args:
        manifest: What the delivery says of itself.
        is_known: Whether a study code is that of a person who opposed earlier.

    Attributes:
        oppositions: Persons whose rows are left out.
    """

    def __init__(self, manifest: Manifest | None, is_known: Callable[[str], bool]) -> None:
        self._delivery = Delivery(manifest)
        self.oppositions = Oppositions(is_known)
        self._parents = Parents()
        self._texts: dict[str, dict[str, list[str]]] = {}
        self._setting = Setting(
            missing_codes=manifest.missing_codes if manifest else DEFAULT_MISSING_CODES,
            latest=_latest_day(manifest),
            names_opposed=self.oppositions.are_named_in,
        )

    def take(self, table: Table, raw: RawTable | None) -> None:
        """Check one table and enter it; its raw text is let go afterwards.

        Args:
            table: Declared table, its parents taken before.
            raw: Its raw text; None when absent or refused.
        """
        if raw is None:
            columns: dict[str, list[Value]] = {name: [] for name in table.columns}
            self._delivery.tables[table.name] = CleanTable(table.name, [], columns)
            return
        sheet = judge_table(table, raw, self._setting)
        self.oppositions.leave_out(sheet)
        settle_duplicates(sheet)
        self._parents.hold_dependants(sheet)
        check_centres(sheet)
        self._parents.add(sheet)
        enter_table(sheet, self._delivery, self.oppositions)
        if table.name in SETTING_ASIDE:
            self._texts[table.name] = {name: list(sheet.kept_texts(name)) for name in raw.columns}

    def conclude(self, bundle: Bundle) -> Delivery:
        """Apply what needs every table, close the account and give the delivery.

        Args:
            bundle: The opened delivery, all its tables read.
        """
        delivery = self._delivery
        if not bundle.has_refusal:
            apply_rules(delivery, self._texts)
        told = [*bundle.findings, *delivery.findings, *self.oppositions.findings()]
        waiting = self._parents.waiting_lines()
        delivery.findings = sorted(
            (
                without_identity(tell_waiting(finding, waiting), self.oppositions)
                for finding in told
                if not self.oppositions.are_named_in(finding.patient_id or "")
            ),
            key=file_order,
        )
        assert_reconciled(delivery)
        if bundle.has_refusal:
            return Delivery(
                delivery.manifest,
                findings=delivery.findings,
                counts=delivery.counts,
                cell_counts=delivery.cell_counts,
            )
        delivery.oppositions = self.oppositions.stated
        return delivery


def _latest_day(manifest: Manifest | None) -> date:
    """Day of the extract, here or in universal time; no bound without a manifest."""
    if manifest is None:
        return date.max
    return max(manifest.extract_at.date(), manifest.extract_at.astimezone(UTC).date())
