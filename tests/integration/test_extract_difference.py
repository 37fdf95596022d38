"""Endpoints that flip from one extract to the next, by deliveries that differ in one known cell."""

import pytest

from synchronox_core.commands.program import main
from synchronox_core.services.deliveries.derived_values import derivation_of
from synchronox_core.services.deliveries.extract_difference import compare_extracts
from synchronox_core.store import EndpointFlip, diff_derived
from tests.lib.bundles import BundleFolder
from tests.lib.derived_processes import import_bundle

PATIENT = "SYN-INA-0001"
FLIPS = (
    EndpointFlip(PATIENT, "complete_treatment", "achieved", "not_achieved", "A1", "N2"),
    EndpointFlip(PATIENT, "complete_treatment_reason", "A1", "N2", "A1", "N2"),
    EndpointFlip(PATIENT, "complete_treatment_date", "2023-12-11", None, "A1", "N2"),
    EndpointFlip(PATIENT, "rectal_r0", "yes", "no", None, "distal_margin_short"),
)
"""A distal margin of 9 mm is below the 10 mm of the record: R1, hence N2 of its decision table."""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Extract 2 has a distal margin of 9 mm where extract 1 has 15 mm."""
    folder = tmp_path_factory.mktemp("flips")
    bundle = BundleFolder(folder / "delivery")
    import_bundle(bundle.path, folder / "store")
    margin = "coloanal_anastomosis,,,2.5,,{},"
    bundle.replace("operations.csv", margin.format(15), margin.format(9))
    return import_bundle(bundle.path, folder / "store")


def test_the_endpoints_that_rest_on_the_changed_cell_flip_and_no_other(store):
    difference = compare_extracts(store, 1, 2)
    assert difference.cells_changed == 1
    assert difference.endpoint_flips == FLIPS
    assert difference.endpoints_flipped == len(FLIPS)


def test_the_way_back_flips_them_back(store):
    back = compare_extracts(store, 2, 1).endpoint_flips
    assert [(flip.column, flip.old, flip.new) for flip in back] == [
        (flip.column, flip.new, flip.old) for flip in FLIPS
    ]


def test_all_flips_are_counted_and_the_first_listed(store):
    counted, listed = diff_derived(store, derivation_of(), 1, 2, listed=2)
    assert (counted, listed) == (len(FLIPS), FLIPS[:2])


def test_an_extract_does_not_differ_from_itself(store):
    same = compare_extracts(store, 1, 1)
    assert (same.endpoints_flipped, same.endpoint_flips) == (0, ())


def test_values_that_are_missing_are_derived(store):
    for file in store.directory.glob("derived_*"):
        file.unlink()
    assert compare_extracts(store, 1, 2).endpoint_flips == FLIPS


def test_the_flips_are_told_with_their_reasons(store, capsys):
    assert main(["diff", "1", "2", "--store", str(store.directory)], {}) == 0
    told = capsys.readouterr().out.splitlines()
    assert "4 endpoints differ." in told
    assert f"  {PATIENT} complete_treatment: achieved (A1) -> not_achieved (N2)" in told
    assert f"  {PATIENT} complete_treatment_reason: A1 -> N2" in told
    assert f"  {PATIENT} rectal_r0: yes -> no (distal_margin_short)" in told
