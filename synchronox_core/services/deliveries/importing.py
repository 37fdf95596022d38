"""Import of a delivery: checked and shown first, then one atomic step, or nothing at all."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from synchronox_core.config import Settings
from synchronox_core.ecrf.model import Delivery
from synchronox_core.ecrf.reading import open_bundle
from synchronox_core.ecrf.validation import validate_delivery
from synchronox_core.errors import ExportError, StoreError
from synchronox_core.services.deliveries.derivation import derive_patients
from synchronox_core.services.deliveries.derived_values import ensure_derived
from synchronox_core.services.deliveries.engine_findings import add_engine_findings
from synchronox_core.store import Catalogue, Extract, Store
from synchronox_core.store.building import Progress, silent

CHECKING_SHARE = 0.3
"""Share of an import's time spent on reading and checking (measured at 100,000 patients)."""

STORED_SHARE = 0.5
"""Share done when the extract is stored; the rest derives the values of its patients."""


@dataclass(frozen=True)
class Objection:
    """A reason that stands against an import as it is asked for.

    Attributes:
        key: Sentence in the text catalogue.
        values: Its values.
        remedy: What lifts it: ``none``, ``accept_held_back`` or ``reason``.
    """

    key: str
    values: dict[str, object]
    remedy: str


@dataclass(frozen=True)
class Preview:
    """A delivery after all checks, before anything is stored.

    Attributes:
        delivery: Kept rows, findings and account.
        as_of: Data cut the extract will have; None when refused.
        known: The extract that already holds this content, if any.
        objections: What stands against the import, in order.
        patients_added: Patients new against the current extract.
        patients_gone: Patients of the current extract that the delivery does not have.
    """

    delivery: Delivery
    as_of: datetime | None
    known: Extract | None
    objections: tuple[Objection, ...]
    patients_added: int
    patients_gone: int

    @property
    def verdict(self) -> str:
        """``ready``, ``ready_with_holdbacks`` or ``refused``."""
        return self.delivery.verdict


def check_delivery(
    path: Path,
    settings: Settings,
    store: Store | None = None,
    *,
    uploaded: bool = False,
    progress: Progress = silent,
) -> Delivery:
    """Read and check a delivery; nothing is stored.

    Args:
        path: Folder or zip.
        settings: Gives the reading limits.
        store: Knows the persons who opposed earlier; None when there is no store.
        uploaded: The limits of an upload hold.
        progress: Told of each table.
    """

    def tell(table: str, done: int, tables: int) -> None:
        progress(f"import.table_{table}", CHECKING_SHARE * done / max(tables, 1))

    with open_bundle(path, settings.limits, uploaded=uploaded) as bundle:
        if store is None:
            delivery = validate_delivery(bundle, progress=tell)
        else:
            delivery = validate_delivery(
                bundle, is_known_opposition=store.is_opposed, progress=tell
            )
    progress("import.judging", CHECKING_SHARE)
    add_engine_findings(delivery)
    return delivery


def preview_import(
    path: Path,
    settings: Settings,
    store: Store,
    *,
    as_of: date | None = None,
    uploaded: bool = False,
    progress: Progress = silent,
) -> Preview:
    """Check a delivery and say what an import would do and what stands against it.

    Args:
        path: Folder or zip.
        settings: Limits and the share of held-back patients that stops an import.
        store: Where the import would go.
        as_of: Data cut; None takes the moment of the export.
        uploaded: The limits of an upload hold.
        progress: Told of each step.
    """
    delivery = check_delivery(path, settings, store, uploaded=uploaded, progress=progress)
    manifest = delivery.manifest
    if manifest is None or delivery.verdict == "refused":
        return Preview(delivery, None, None, (), 0, 0)
    catalogue = store.catalogue()
    cut = manifest.extract_at if as_of is None else datetime.combine(as_of, time(), UTC)
    new = set(delivery.tables["patients"].columns["patient_id"])
    old = store.patient_ids() if catalogue.current else frozenset()
    added, gone = len(new - old), len(old - new - opposed_ids(delivery))
    return Preview(
        delivery=delivery,
        as_of=cut,
        known=store.find_bundle(manifest.sha256, cut),
        objections=tuple(find_objections(delivery, cut, gone, catalogue, settings)),
        patients_added=added,
        patients_gone=gone,
    )


def opposed_ids(delivery: Delivery) -> set[object]:
    """Study codes of the persons who oppose by this delivery; they are gone for that reason."""
    return {opposition.patient_id for opposition in delivery.oppositions}


def find_objections(
    delivery: Delivery, as_of: datetime, gone: int, catalogue: Catalogue, settings: Settings
) -> list[Objection]:
    """What stands against an import (``ecrf/README.md`` 7.23 and 7.24).

    Args:
        delivery: The checked delivery, not refused.
        as_of: Its data cut.
        gone: Patients of the current extract that it does not have.
        catalogue: What the store holds.
        settings: Gives the share of held-back patients that stops an import.
    """
    found = list(_held_back_objections(delivery, settings))
    current = catalogue.current
    if current is None or delivery.manifest is None:
        return found
    if delivery.manifest.synthetic and not current.synthetic:
        found.append(Objection("import.synthetic_over_real", {}, "reason"))
    if delivery.manifest.synthetic == current.synthetic:
        if as_of < current.as_of:
            values: dict[str, object] = {
                "as_of": f"{as_of:%Y-%m-%d}",
                "current": f"{current.as_of:%Y-%m-%d}",
            }
            found.append(Objection("import.older_than_current", values, "reason"))
        if gone:
            found.append(Objection("import.patients_gone", {"count": gone}, "reason"))
    return found


def _held_back_objections(delivery: Delivery, settings: Settings) -> list[Objection]:
    patients = delivery.counts["patients.csv"]
    held = sum(count.held_back for count in delivery.counts.values())
    limit = settings.held_back_patient_share
    if patients.held_back > limit * max(patients.records - patients.blank, 1):
        values: dict[str, object] = {
            "count": patients.held_back,
            "records": patients.records - patients.blank,
            "percent": round(100 * limit),
        }
        return [Objection("import.too_many_held_back", values, "none")]
    if held:
        return [Objection("import.held_back_rows", {"count": held}, "accept_held_back")]
    return []


@dataclass(frozen=True)
class ImportResult:
    """What an import did.

    Attributes:
        extract: The extract that holds the delivery now.
        imported: False when the same content was there already.
    """

    extract: Extract
    imported: bool


def commit_import(
    preview: Preview,
    store: Store,
    *,
    accept_held_back: bool = False,
    reason: str | None = None,
    progress: Progress = silent,
) -> ImportResult:
    """Store a checked delivery as a new extract and make it current, in one atomic step.

    Args:
        preview: The checked delivery.
        store: Where it goes.
        accept_held_back: Rows held back may wait in quarantine.
        reason: Why an older delivery, or one with fewer patients, is to be used.
        progress: Told of each step.

    Raises:
        ExportError: The delivery is refused, or an objection stands.
        StoreError: The store cannot take it; the data in use stay as they were.
    """
    if preview.as_of is None:
        raise ExportError("errors.import_refused")
    if preview.known is not None:
        return ImportResult(preview.known, imported=False)
    for objection in preview.objections:
        lifted = {"accept_held_back": accept_held_back, "reason": bool(reason and reason.strip())}
        if not lifted.get(objection.remedy, False):
            raise ExportError(objection.key, **objection.values)
    progress("import.deriving", CHECKING_SHARE)
    derived = derive_patients(preview.delivery.tables, preview.delivery.quarantine)

    def tell(step: str, share: float) -> None:
        progress(f"import.{step}", CHECKING_SHARE + (STORED_SHARE - CHECKING_SHARE) * share)

    def tell_derived(step: str, share: float) -> None:
        progress(step, STORED_SHARE + (1 - STORED_SHARE) * share)

    extract = store.write_extract(
        preview.delivery, derived, as_of=preview.as_of, reason=reason, progress=tell
    )
    # The extract is in use: what cannot be stored now is derived when it is asked for.
    with suppress(StoreError):
        ensure_derived(store, extract.extract_id, tell_derived)
    progress("import.done", 1.0)
    return ImportResult(extract, imported=True)
