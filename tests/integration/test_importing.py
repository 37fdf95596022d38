"""From a delivery to an extract: what stands against an import, and what lifts it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from synchronox_core.config import Settings
from synchronox_core.errors import ExportError
from synchronox_core.services.deliveries.importing import (
    ImportResult,
    commit_import,
    preview_import,
)
from synchronox_core.store import Store
from tests.lib.bundles import BundleFolder


@pytest.fixture
def bundle(tmp_path: Path) -> BundleFolder:
    """A copy of the valid sample delivery."""
    return BundleFolder(tmp_path / "delivery")


def bring(
    bundle: BundleFolder, store: Store, settings: Settings, *, as_of: date | None = None, **lifting
) -> ImportResult:
    preview = preview_import(bundle.path, settings, store, as_of=as_of)
    return commit_import(preview, store, **lifting)


def objections(bundle: BundleFolder, store: Store, settings: Settings) -> dict[str, str]:
    preview = preview_import(bundle.path, settings, store)
    return {o.key.removeprefix("import."): o.remedy for o in preview.objections}


def drop_last_patient(bundle: BundleFolder) -> None:
    """Take SYN-INA-0006 out of every table."""
    for path in sorted(bundle.path.glob("*.csv")):
        lines = bundle.text(path.name).splitlines(keepends=True)
        bundle.write(path.name, "".join(line for line in lines if "SYN-INA-0006" not in line))


def test_first_delivery_becomes_extract_one_with_the_day_of_the_export(bundle, store, settings):
    result = bring(bundle, store, settings)
    assert (result.imported, result.extract.extract_id, result.extract.patients) == (True, 1, 12)
    assert result.extract.as_of == datetime(2026, 6, 30, 8, tzinfo=UTC)


def test_same_content_again_changes_nothing_and_names_the_extract(bundle, store, settings):
    bring(bundle, store, settings)
    again = bring(bundle, store, settings)
    assert (again.imported, again.extract.extract_id) == (False, 1)
    assert len(store.catalogue().extracts) == 1


def test_same_content_from_a_zip_is_recognised(bundle, store, settings, tmp_path):
    bring(bundle, store, settings)
    zipped = bundle.zip(tmp_path / "delivery.zip", inside="export/")
    preview = preview_import(zipped, settings, store, uploaded=True)
    assert preview.known.extract_id == 1


def test_same_content_with_another_cut_off_is_another_extract(bundle, store, settings):
    bring(bundle, store, settings)
    later = bring(bundle, store, settings, as_of=date(2026, 7, 31))
    assert (later.imported, later.extract.extract_id) == (True, 2)


def test_refused_delivery_stores_nothing(bundle, store, settings):
    bundle.change_manifest(study="NCT00000000")
    preview = preview_import(bundle.path, settings, store)
    assert preview.verdict == "refused"
    with pytest.raises(ExportError) as caught:
        commit_import(preview, store, accept_held_back=True, reason="because")
    assert caught.value.key == "errors.import_refused"
    assert store.catalogue().extracts == ()


def test_rows_held_back_need_acceptance(bundle, store, settings):
    bundle.replace("events.csv", "SYN-INA-0002,1,2024", "SYN-INA-9999,1,2024")
    assert objections(bundle, store, settings) == {"held_back_rows": "accept_held_back"}
    with pytest.raises(ExportError):
        bring(bundle, store, settings, reason="a reason does not lift this")
    assert bring(bundle, store, settings, accept_held_back=True).extract.held_back == 1


def test_three_of_twelve_patients_held_back_stop_the_import_two_do_not(bundle, store, settings):
    for number in (1, 2):
        bundle.replace("patients.csv", f"SYN-INA-000{number},INA,", f"SYN-INA-000{number},ZZZ,")
    assert objections(bundle, store, settings) == {"held_back_rows": "accept_held_back"}
    bundle.replace("patients.csv", "SYN-INA-0003,INA,", "SYN-INA-0003,ZZZ,")
    assert objections(bundle, store, settings) == {"too_many_held_back": "none"}
    with pytest.raises(ExportError):
        bring(bundle, store, settings, accept_held_back=True, reason="whatever")


def test_older_delivery_needs_a_reason_that_is_kept(bundle, store, settings):
    bring(bundle, store, settings)
    bundle.change_manifest(extract_at="2026-06-29T08:00:00Z")
    assert objections(bundle, store, settings) == {"older_than_current": "reason"}
    with pytest.raises(ExportError):
        bring(bundle, store, settings, reason="  ")
    kept = bring(bundle, store, settings, reason="the newer one was cut short").extract
    assert kept.reason == "the newer one was cut short"


def test_patients_gone_need_a_reason_and_are_counted(bundle, store, settings):
    bring(bundle, store, settings)
    drop_last_patient(bundle)
    preview = preview_import(bundle.path, settings, store)
    assert (preview.patients_added, preview.patients_gone) == (0, 1)
    assert objections(bundle, store, settings) == {"patients_gone": "reason"}


def test_person_who_opposes_is_gone_without_a_reason(bundle, store, settings):
    bring(bundle, store, settings)
    row = "SYN-INA-0006,INA,2026-05-12,,no,,"
    bundle.replace("patients.csv", row, row.replace(",no,,", ",yes,2026-06-01,"))
    assert objections(bundle, store, settings) == {}
    assert bring(bundle, store, settings).extract.patients == 11
    assert "SYN-INA-0006" not in store.patient_ids()
    with store.read(1) as cursor:
        kept = cursor.execute("SELECT count(*) FROM patients").fetchone()
    assert kept == (11,)


def test_person_who_opposed_earlier_stays_out_of_later_deliveries(
    bundle, store, settings, tmp_path
):
    row = "SYN-INA-0006,INA,2026-05-12,,no,,"
    bundle.replace("patients.csv", row, row.replace(",no,,", ",yes,2026-06-01,"))
    bring(bundle, store, settings)
    later = BundleFolder(tmp_path / "later")
    later.change_manifest(extract_at="2026-07-30T08:00:00Z")
    assert bring(later, store, settings).extract.patients == 11


def test_real_delivery_replaces_the_demonstration_without_a_reason(bundle, store, settings):
    bring(bundle, store, settings)
    drop_last_patient(bundle)
    bundle.change_manifest(synthetic=False)
    assert objections(bundle, store, settings) == {}


def test_synthetic_delivery_over_real_data_needs_a_reason(bundle, store, settings):
    bundle.change_manifest(synthetic=False)
    bring(bundle, store, settings)
    bundle.change_manifest(synthetic=True)
    assert objections(bundle, store, settings) == {"synthetic_over_real": "reason"}


def test_progress_never_goes_back_and_ends_at_one(bundle, store, settings):
    told: list[tuple[str, float]] = []
    preview = preview_import(
        bundle.path, settings, store, progress=lambda step, share: told.append((step, share))
    )
    commit_import(preview, store, progress=lambda step, share: told.append((step, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
