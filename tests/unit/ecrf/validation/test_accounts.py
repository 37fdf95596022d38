"""Records and cells add up, and the proof of it can fail (ecrf/README.md 7.22)."""

import pytest

from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.ecrf.model import CellCounts, Counts, Delivery
from synchronox_core.ecrf.validation import validate_delivery
from synchronox_core.ecrf.validation.reconcile import assert_reconciled
from tests.lib.raw_deliveries import RawDelivery, codes_of


def test_the_sample_is_kept_whole():
    delivery = RawDelivery().check()
    assert delivery.verdict == "ready"
    assert delivery.counts["patients.csv"] == Counts(records=12, clean=12)
    assert delivery.counts["forms.csv"] == Counts(records=48, clean=48)
    assert codes_of(delivery) == []
    assert delivery.quarantine == []


def test_records_are_counted_once_by_what_becomes_of_them():
    bundle = RawDelivery().put("patients", 0, opposition="yes").put("followup", 3, visit_no="x")
    bundle.copy_row("followup", 4).add_misfit("followup", "surplus")
    bundle.tables["followup"].blank = 2
    delivery = bundle.check()
    assert delivery.counts["followup.csv"] == Counts(
        records=10, clean=3, held_back=2, blank=3, privacy=2
    )


def test_cells_of_a_column_are_counted_once_by_what_becomes_of_them():
    bundle = RawDelivery()
    texts = ["4.5", "", "NK", ">5", "a.b@exemple.fr", "7", "8", "9", "9", "9", "9", "9"]
    bundle.tables["patients"].columns["cea_ng_ml"] = texts
    bundle.put("patients", 5, centre_id="XYZ").put("patients", 6, opposition="yes")
    delivery = bundle.check()
    assert delivery.cell_counts["patients.csv"]["cea_ng_ml"] == CellCounts(
        cells=12, values=6, empty=1, coded=1, set_aside=1, privacy=2, not_kept=1
    )


def test_a_refused_delivery_keeps_its_findings_and_counts_only():
    bundle = RawDelivery().put("patients", 0, sex="m")
    bundle.findings.append(Finding(Level.REFUSED, "HASH_DIFFERS", "events.csv"))
    delivery = bundle.check()
    assert delivery.verdict == "refused"
    assert codes_of(delivery) == ["CODE_UNKNOWN", "HASH_DIFFERS"]
    assert delivery.counts["patients.csv"].records == 12
    assert (delivery.tables, delivery.quarantine, delivery.missing) == ({}, [], [])


def test_a_delivery_without_manifest_is_checked_and_refused():
    bundle = RawDelivery().put("patients", 0, sex="m")
    bundle.manifest = None
    bundle.findings.append(Finding(Level.REFUSED, "MANIFEST_MISSING", "delivery"))
    delivery = bundle.check()
    assert delivery.verdict == "refused"
    assert codes_of(delivery) == ["MANIFEST_MISSING", "CODE_UNKNOWN"]


def test_findings_follow_the_files_then_lines_then_columns():
    bundle = RawDelivery().put("events", 0, event_site="Lung").put("patients", 3, sex="m")
    bundle.put("patients", 1, sex="m", ecog="9")
    places = [(f.file, f.line, f.column) for f in bundle.check().findings if f.level == "C"]
    assert places == [
        ("patients.csv", 3, "sex"),
        ("patients.csv", 3, "ecog"),
        ("patients.csv", 5, "sex"),
        ("events.csv", 2, "event_site"),
    ]


def test_progress_names_each_table_as_it_begins():
    told = []
    validate_delivery(RawDelivery(), progress=lambda *step: told.append(step))
    assert told[0] == ("centres", 0, 15)
    assert [done for _, done, _ in told] == list(range(15))


@pytest.mark.parametrize(
    "delivery",
    [
        Delivery(None, counts={"a.csv": Counts(records=2, clean=1)}),
        Delivery(None, cell_counts={"a.csv": {"b": CellCounts(cells=2, values=1)}}),
    ],
)
def test_a_lost_record_or_cell_is_a_defect(delivery):
    with pytest.raises(AssertionError, match="do not add up"):
        assert_reconciled(delivery)
