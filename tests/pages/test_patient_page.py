"""The patient page: address, search, steps, settings and both languages."""

import pytest

from synchronox_core.ecrf.model import Opposition
from synchronox_core.text import text
from tests.lib.board_pages import open_board_page
from tests.lib.cohorts import store_of_patients

FIRST, SECOND, LAST = "SYN-INA-0001", "SYN-INA-0002", "SYN-INX-0008"


@pytest.fixture
def open_patient(demo_store, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(demo_store.directory))

    def run(**parameters):
        return open_board_page("patient", **parameters)

    return run


def shown(app):
    """Everything written as HTML on the page."""
    return "\n".join(str(part.proto.body) for part in app.get("html"))


def is_about(app, patient_id):
    return f">{patient_id}</h2>" in shown(app)


def test_address_without_a_code_opens_the_first_patient_and_says_so(open_patient):
    app = open_patient()
    assert not app.exception
    assert is_about(app, FIRST)
    assert app.query_params["patient"] == FIRST
    assert "Patient 1 of 550" in {caption.value for caption in app.caption}
    assert app.button(key="patient_previous").disabled


def test_code_of_the_address_is_opened(open_patient):
    app = open_patient(patient=LAST)
    assert is_about(app, LAST)
    assert "Patient 550 of 550" in {caption.value for caption in app.caption}
    assert app.button(key="patient_next").disabled


def test_steps_lead_to_the_neighbours_and_move_the_address(open_patient):
    app = open_patient()
    app.button(key="patient_next").click().run()
    assert is_about(app, SECOND)
    assert app.query_params["patient"] == SECOND
    app.button(key="patient_previous").click().run()
    assert is_about(app, FIRST)
    assert app.query_params["patient"] == FIRST


@pytest.mark.parametrize(
    ("language", "letters", "word"),
    [
        ("en", "RECIST: PR", "PR, partial response"),
        ("fr", "RECIST\xa0: RP", "RP, réponse partielle"),
    ],
)
def test_response_has_one_name_on_the_tile_and_beneath(open_patient, language, letters, word):
    written = shown(open_patient(patient=SECOND, lang=language))
    assert letters in written
    assert word in written


@pytest.mark.parametrize("language", ["en", "fr"])
def test_unknown_code_is_told_with_the_search_at_hand(open_patient, language):
    app = open_patient(patient="<script>", lang=language)
    assert [error.value for error in app.error] == [text("errors.patient_unknown", language)]
    assert "script" not in shown(app)
    app.text_input(key="patient_letters").set_value("ina-0002").run()
    assert not app.error
    assert is_about(app, SECOND)


def test_search_with_several_matches_lists_them_and_opens_the_chosen_one(open_patient):
    app = open_patient()
    app.text_input(key="patient_letters").set_value("inx").run()
    assert is_about(app, FIRST)
    matches = app.selectbox(key="patient_match")
    assert matches.label == "8 study codes found, the first 8 listed"
    matches.select(LAST).run()
    assert is_about(app, LAST)
    assert app.text_input(key="patient_letters").value == ""


def test_search_without_a_match_says_so_and_keeps_the_patient(open_patient):
    app = open_patient(patient=SECOND)
    app.text_input(key="patient_letters").set_value("zzz").run()
    assert text("patient.search_none") in {info.value for info in app.info}
    assert is_about(app, SECOND)


def test_no_list_of_all_codes_is_sent(open_patient):
    app = open_patient()
    app.text_input(key="patient_letters").set_value("syn").run()
    matches = app.selectbox(key="patient_match")
    assert matches.label == "550 study codes found, the first 50 listed"
    assert len(matches.options) == 50


def test_centre_narrows_the_steps(open_patient):
    app = open_patient(within="INX")
    assert is_about(app, "SYN-INX-0001")
    assert "Patient 1 of 8" in {caption.value for caption in app.caption}


def test_setting_of_the_address_changes_the_answer_and_is_told(open_patient):
    told = "Organ preservation: B: year completed by month 18"
    assert told not in shown(open_patient(patient=FIRST))
    app = open_patient(patient=FIRST, organ_preservation="B", lost_grace_days="60")
    assert not app.exception
    assert told in shown(app)
    assert "Grace for the last news: 60 days" in shown(app)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_part_is_on_the_page_in_both_languages(open_patient, language):
    app = open_patient(lang=language)
    parts = ("timeline", "liver", "waterfall", "margins", "scores")
    chapters = ("eligibility", "responses", "margins", "complete_treatment", "survival")
    assert {text(f"patient.{part}_title", language) for part in parts} | {
        text(f"definitions.chapter_{chapter}", language) for chapter in chapters
    } <= {header.value for header in app.header}
    assert text("patient.tile_endpoint", language) in shown(app)


def test_patient_of_whom_almost_nothing_is_known_is_shown(tmp_path, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(tmp_path / "store"))
    row = {"centre_id": "PAR", "inclusion_date": "2025-01-01", "opposition": "no"}
    store_of_patients(tmp_path / "store", [{**row, "patient_id": "SYN-PAR-0001"}])
    app = open_board_page("patient")
    assert not app.exception
    assert "E0: not in the analysis set" in shown(app)


def test_extract_whose_only_patient_opposed_says_that_nobody_is_there(tmp_path, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(tmp_path / "store"))
    only = {"patient_id": "SYN-PAR-0001", "centre_id": "PAR"}
    store = store_of_patients(tmp_path / "store", [only])
    store.erase([Opposition("SYN-PAR-0001", "PAR")])
    app = open_board_page("patient")
    assert not app.exception
    assert [info.value for info in app.info] == [text("patient.nobody")]
