"""A public cohort lies beside the extracts, in a file of its own."""

from synchronox_core.ecrf.external_table import ExternalTable, MissingCell
from synchronox_core.store import Store
from tests.lib.store_processes import import_small
from tests.lib.told import told


def public_cohort(months: float) -> ExternalTable:
    return ExternalTable(
        name="invented",
        title_key="external.invented",
        licence="CC BY 4.0",
        citation="Nobody, 2026",
        doi="10.0000/none",
        clock_origin_key="external.surgery",
        columns={"sex": ["female", None], "survival_months": [months, 3.5], "died": [1, 0]},
        types={"sex": "VARCHAR", "survival_months": "DOUBLE", "died": "INTEGER"},
        missing=[MissingCell(1, "sex", "blank")],
        source_sha256="0" * 64,
    )


def test_a_public_cohort_is_read_back(store: Store) -> None:
    written = store.write_external(public_cohort(12.0))
    with store.read_external("invented") as cursor:
        found = cursor.execute('SELECT * FROM "rows"').fetchall()
        missing = cursor.execute("SELECT * FROM missing_reasons").fetchall()
    assert found == [("female", 12.0, 1), (None, 3.5, 0)]
    assert missing == [(1, "sex", "blank")]
    assert store.catalogue().externals == (written,)
    assert (written.rows, written.licence, written.revision) == (2, "CC BY 4.0", 1)


def test_loading_again_takes_the_place_of_the_first_load(store: Store) -> None:
    store.write_external(public_cohort(12.0))
    store.write_external(public_cohort(24.0))
    with store.read_external("invented") as cursor:
        assert cursor.execute('SELECT max(survival_months) FROM "rows"').fetchall() == [(24.0,)]
    assert [path.name for path in store.directory.glob("external_*")] == [
        "external_invented_2.duckdb"
    ]


def test_a_public_cohort_leaves_the_extract_in_use_alone(store: Store) -> None:
    import_small(store)
    before = store.catalogue().current
    store.write_external(public_cohort(12.0))
    assert store.catalogue().current == before
    assert import_small(store, 2) == 2
    assert len(store.catalogue().externals) == 1


def test_a_public_cohort_survives_the_loss_of_the_pointer(store: Store) -> None:
    import_small(store)
    written = store.write_external(public_cohort(12.0))
    (store.directory / "current.json").unlink()
    store.rollback(1)
    assert store.catalogue().externals == (written,)


def test_a_cohort_never_loaded_is_told(store: Store) -> None:
    with told("errors.store_external_unknown", "invented"), store.read_external("invented"):
        raise AssertionError("a cohort never loaded was read")
