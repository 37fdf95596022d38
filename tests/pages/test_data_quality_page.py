"""Trial / Data quality: figures, choices in the address, files, both languages, empty store."""

import pytest

from synchronox_core.services.deliveries.importing import commit_import, preview_import
from tests.lib.board_pages import open_board_page
from tests.lib.second_delivery import write_second_delivery


@pytest.fixture
def open_page(demo_store, monkeypatch):
    """Open the page on the shipped cohort, with parameters in the address."""
    monkeypatch.setenv("SYNCHRONOX_STORE", str(demo_store.directory))

    def run(**parameters):
        return open_board_page("quality", **parameters)

    return run


def figures(app):
    return {metric.label: metric.value for metric in app.metric}


def test_headline_counts_with_its_denominators(open_page):
    app = open_page()
    assert not app.exception
    assert figures(app)["Endpoint incomplete"] == "69/434"
    assert figures(app)["Cells filled"].endswith("%")


def test_page_says_that_it_is_not_for_export(open_page):
    assert any("Not for distribution" in caption.value for caption in open_page().caption)


def test_heat_map_is_a_table_with_numbers_and_headings(open_page):
    bodies = [html.proto.body for html in open_page().get("html")]
    heat = next(body for body in bodies if "rgba(0, 84, 139" in body)
    assert '<th scope="row">Viable tumour cells (%)</th>' in heat
    assert "1,244/1,570" in heat


def test_choices_of_the_address_are_taken(open_page):
    app = open_page(variables="operations", indicator="findings", centres=["INL"])
    boxes = {box.key: box.value for box in app.selectbox}
    assert (boxes["variables"], boxes["indicator"]) == ("operations", "findings")
    heat = next(h.proto.body for h in app.get("html") if "rgba(0, 84, 139" in h.proto.body)
    assert '<th scope="col">INL</th>' in heat
    assert '<th scope="col">INA</th>' not in heat


def test_code_that_is_no_choice_is_dropped(open_page):
    app = open_page(missing="patients.patient_id", questions="XXX", indicator="none")
    assert not app.exception
    assert {box.key: box.value for box in app.selectbox}["questions"] == "none"


def test_missing_cells_are_listed_for_one_centre(open_page):
    app = open_page(missing="operations.circumferential_margin_mm", missing_centre="INR")
    listed = next(frame.value for frame in app.dataframe if "Reason" in frame.value)
    assert set(listed["Centre"]) == {"INR"}


def test_questions_to_a_centre_can_be_taken_away(open_page):
    app = open_page(questions="INL")
    keys = {button.key for button in app.get("download_button")}
    assert {"questions_csv", "questions_pdf", "monitoring_report"} <= keys


def test_only_files_for_a_centre_and_the_report_can_be_taken_away(open_page):
    keys = {button.key for button in open_page(questions="INL").get("download_button")}
    assert keys == {"questions_csv", "questions_pdf", "monitoring_report"}


@pytest.mark.parametrize(
    ("language", "told"), [("en", "Patients: 1 added, 1 gone"), ("fr", "Patients\u00a0: 1 ajoutés")]
)
def test_changes_since_an_earlier_extract_are_shown(
    sample_bundle, settings, store, tmp_path, monkeypatch, language, told
):
    second = write_second_delivery(tmp_path / "second")
    commit_import(preview_import(sample_bundle, settings, store), store)
    commit_import(preview_import(second, settings, store), store, reason="one patient withdrew")
    monkeypatch.setenv("SYNCHRONOX_STORE", str(store.directory))
    app = open_board_page("quality", earlier="1", lang=language)
    assert not app.exception
    assert any(markdown.value.startswith(told) for markdown in app.markdown)
    # By hand: a distal margin of 9 mm makes R0 an R1, a circumferential one of 2 mm the reverse.
    tables = " ".join(html.proto.body for html in app.get("html"))
    flips = tables[tables.index("SYN-INA-0001") : tables.index("SYN-INA-0002")]
    assert flips.index("A1 · ") < flips.index("N2 · ")
    assert "15 → 9" in tables


def test_page_speaks_french(open_page):
    app = open_page(lang="fr", questions="INL", variables="patients")
    assert not app.exception
    assert app.title[0].value == "Essai · Qualité des données"


def test_empty_store_says_how_to_fill_it(store, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(store.directory))
    app = open_board_page("quality")
    assert not app.exception
    assert app.get("html") == []
    assert app.info


def test_twelve_patients_show_without_a_fault(sample_bundle, settings, store, monkeypatch):
    commit_import(preview_import(sample_bundle, settings, store), store, accept_held_back=True)
    monkeypatch.setenv("SYNCHRONOX_STORE", str(store.directory))
    app = open_board_page("quality", questions="INB")
    assert not app.exception
    assert figures(app)["Centres flagged"].startswith("0/")
