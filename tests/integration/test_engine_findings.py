"""Findings of the engine: in the check, in the import, in file order, in both languages."""

from pathlib import Path

import pytest

from synchronox_core.ecrf.validation.telling import file_order
from synchronox_core.services.deliveries.importing import (
    check_delivery,
    commit_import,
    preview_import,
)
from synchronox_core.text import load_area
from tests.lib.bundles import BundleFolder

CODES = {"NOT_ELIGIBLE", "CCR_WITH_YMRTRG_2", "RECIST_PD_WITHOUT_EVENT", "PATHOLOGIST_R0_DIFFERS"}


@pytest.fixture
def bundle(tmp_path: Path) -> BundleFolder:
    """A copy of the valid sample delivery."""
    return BundleFolder(tmp_path / "delivery")


def told(delivery):
    return [
        (finding.level, finding.code, finding.file, finding.line, finding.patient_id)
        for finding in delivery.findings
        if finding.code in CODES
    ]


def test_the_sample_holds_one_r0_of_the_pathologist_at_exactly_one_millimetre(bundle, settings):
    place = ("operations.csv", 7, "SYN-INB-0001")
    assert told(check_delivery(bundle.path, settings)) == [("W", "PATHOLOGIST_R0_DIFFERS", *place)]


def test_a_sign_that_cannot_be_read_leaves_the_margin_open(bundle, settings):
    bundle.replace("operations.csv", ",1.0,,22,,no,R0,ypT3", ",1.0,<<,22,,no,R0,ypT3")
    assert told(check_delivery(bundle.path, settings)) == []


def test_a_patient_who_is_not_eligible_stays_and_is_told(bundle, settings, store):
    content = bundle.text("patients.csv").splitlines(keepends=True)
    place = content[0].split(",").index("extrahepatic_mets")
    cells = content[1].split(",")
    cells[place] = "yes"
    bundle.write("patients.csv", "".join([content[0], ",".join(cells), *content[2:]]))
    preview = preview_import(bundle.path, settings, store)
    codes = [code for _, code, *_ in told(preview.delivery)]
    assert codes == ["NOT_ELIGIBLE", "PATHOLOGIST_R0_DIFFERS"]
    result = commit_import(preview, store)
    assert result.extract.patients == 12


def test_findings_of_the_engine_stand_among_the_others_in_file_order(settings, demo_bundle):
    findings = check_delivery(demo_bundle, settings).findings
    assert {finding.code for finding in findings} & CODES
    assert findings == sorted(findings, key=file_order)


def test_a_refused_delivery_is_not_judged(bundle, settings):
    bundle.change_manifest(study="NCT00000000")
    assert told(check_delivery(bundle.path, settings)) == []


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_sentence_ends_with_what_to_do(code):
    entry = load_area("findings")[code]
    assert entry["en"].endswith("xport again.")
    assert entry["fr"].endswith("puis exportez de nouveau.")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_finding_of_the_demo_can_be_told(settings, demo_bundle, language):
    for finding in check_delivery(demo_bundle, settings).findings:
        if finding.code in CODES:
            assert "{" not in finding.message(language)
