"""Board / Strategies: one result in five views, what is withheld, what is supposed."""

import re
from base64 import b64decode
from html import unescape

import pytest

from pages.components.frame import ADDRESSES, PAGES
from synchronox_core.text import text
from synchronox_core.text.labels import code_label
from tests.lib.board_pages import open_board_page
from tests.lib.cohorts import store_of_patients
from tests.lib.printed_tables import read_printed_table

TYPICAL = "SYN-INA-0001"
OUTSIDE_BY = {"en": "liver lesions", "fr": "lésions hépatiques"}
STRATEGIES = ("simultaneous", "rectum_first", "liver_first", "adaptive")
ROW = re.compile(r'<section class="risk (told|withheld)">(.*?)</section>', re.DOTALL)


@pytest.fixture
def open_strategies(demo_store, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(demo_store.directory))
    monkeypatch.delenv("SYNCHRONOX_MODELS", raising=False)

    def run(**parameters):
        return open_board_page("strategies", timeout_seconds=120, **parameters)

    return run


def written(app):
    """Everything written as HTML on the page, its signs as they are read."""
    return "\n".join(unescape(str(part.proto.body)) for part in app.get("html"))


def rows_of(app):
    """The rows of the risks: label, then the figures each view shows."""
    return [read_row(kind, body) for kind, body in ROW.findall(written(app))]


def read_row(kind, body):
    label = re.search(r"<h3>(.*?)</h3>", body).group(1)
    sentence = re.search(r'<p class="sentence">(.*?)</p>', body).group(1)
    if kind == "withheld":
        return label, None, sentence
    number = re.sub(r"<[^>]+>", "", re.search(r'<p class="number">(.*?)</p>', body).group(1))
    line, icons = (b64decode(drawing).decode() for drawing in re.findall(r"base64,([^\"]+)", body))
    views = {
        "number": integers(number),
        "sentence": integers(sentence)[1:4],
        "icons": icons.count('class="filled"'),
        "all_icons": icons.count('class="filled"') + icons.count('class="hollow"'),
        "line": line_figures(line),
    }
    return label, views, sentence


def integers(words):
    return [int(digits) for digits in re.findall(r"\d+", words)]


def line_figures(svg):
    """Point and bounds of an interval line, read back from where they are drawn."""
    low, high = (float(x) for x in re.search(r'd="M([\d.]+),14H([\d.]+)" stroke="[^"]+" '
                                             r'stroke-width="4"', svg).groups())  # fmt: skip
    point = float(re.search(r"translate\(([\d.]+),", svg).group(1))
    return [round(100 * (x - 14) / (240 - 28)) for x in (point, low, high)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_five_views_of_a_risk_agree_to_the_digit(open_strategies, language):
    app = open_strategies(patient=TYPICAL, lang=language)
    assert not app.exception
    rows = rows_of(app)
    labels = [text("strategies.any", language)]
    labels += [code_label("strategy_planned", code, language) for code in STRATEGIES]
    assert [label for label, _, _ in rows] == labels
    listed = {
        cells[0]: cells for cells in read_printed_table(app, text("strategies.risks_alt", language))
    }
    for label, views, _ in rows:
        percent, low, high = views["number"]
        assert views["sentence"] == [percent, low, high]
        assert views["icons"] == percent
        assert views["all_icons"] == 100
        assert views["line"] == [percent, low, high]
        assert [int(cell) for cell in listed[label][1:4]] == [percent, low, high]


def test_order_of_strategies_changes_nothing_but_the_order(open_strategies):
    usual = rows_of(open_strategies(patient=TYPICAL))
    turned = rows_of(open_strategies(patient=TYPICAL, first="adaptive"))
    assert turned[1][0] == code_label("strategy_planned", "adaptive", "en")
    assert usual != turned
    assert sorted(usual, key=str) == sorted(turned, key=str)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_patient_outside_gets_no_number_but_every_row_keeps_its_place(open_strategies, language):
    app = open_strategies(patient=TYPICAL, if_lesions="40", lang=language)
    assert not app.exception
    rows = rows_of(app)
    assert len(rows) == 5
    because = text("strategies.withheld_outside", language, why=OUTSIDE_BY[language])
    assert {(views, sentence) for _, views, sentence in rows} == {(None, because)}
    assert because in [part.value for part in app.caption]
    assert text("strategies.applicability_outside", language) in [m.value for m in app.markdown]
    no_support = text("strategies.difference_no_support", language)
    differences = read_printed_table(app, text("strategies.differences_alt", language))
    assert {cells[1] for cells in differences} == {no_support}
    assert "⊗" in written(app)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_supposed_patient_is_marked_loudly_and_the_address_keeps_it(open_strategies, language):
    recorded = rows_of(open_strategies(patient=TYPICAL, lang=language))
    app = open_strategies(patient=TYPICAL, if_lesions="10", lang=language)
    [mark] = app.error
    assert text("strategies.hypothetical", language) in mark.value
    assert "10" in mark.value
    assert 'class="risks hypothetical"' in written(app)
    assert text("strategies.hypothetical_stamp", language, patient=TYPICAL) in written(app)
    assert app.query_params["if_lesions"] == "10"
    assert rows_of(app) != recorded
    again = open_strategies(patient=TYPICAL, lang=language)
    assert not again.error
    assert rows_of(again) == recorded


def test_a_supposition_does_not_go_to_the_next_patient(open_strategies):
    app = open_strategies(patient=TYPICAL, if_lesions="10")
    app.button(key="patient_next").click().run()
    assert app.query_params["patient"] != [TYPICAL]
    assert not app.error
    assert "if_lesions" not in app.query_params
    app.button(key="patient_previous").click().run()
    assert not app.error


def test_a_bound_under_one_is_not_told_as_zero_and_the_rare_value_is_named(open_strategies):
    app = open_strategies(patient="SYN-INA-0008")
    numbers = re.findall(r'<p class="number">(.*?)</p>', written(app))
    assert len(numbers) == 5
    assert not any("(0" in number or ">0%" in number for number in numbers)
    assert "(<1 to " in written(app)
    rare = re.compile(r"\(RECIST response PD: \d+ of \d+ patients\)")
    assert any(rare.search(part.value) for part in app.markdown)


def test_patient_who_does_not_meet_the_criteria_gets_no_number(open_strategies):
    app = open_strategies(patient="SYN-INO-0003")
    assert not app.exception
    assert [part.value for part in app.error] == [text("prediction.not_eligible")]
    assert not rows_of(app)


def test_supposing_more_lesions_lowers_the_risk(open_strategies):
    few, many = (
        rows_of(open_strategies(patient=TYPICAL, if_lesions=number))[0][1]["number"][0]
        for number in ("1", "10")
    )
    assert many < few


def test_unknown_predictors_are_named_and_four_withhold_the_number(open_strategies):
    two = open_strategies(patient="SYN-INA-0002", if_lesions="unknown", if_ecog="unknown")
    told = " ".join(part.value for part in two.markdown)
    assert "2 predictors not known: Liver lesions, ECOG" in told
    assert "◐" in told
    assert rows_of(two)[0][1] is not None
    unknown = dict.fromkeys(("if_lesions", "if_ecog", "if_recist", "if_ymrtrg"), "unknown")
    four = open_strategies(patient="SYN-INA-0002", **unknown)
    assert not four.exception
    assert {views for _, views, _ in rows_of(four)} == {None}


def test_prediction_at_diagnosis_tells_why_it_compares_no_strategy(open_strategies):
    app = open_strategies(patient=TYPICAL, moment="diagnosis")
    assert not app.exception
    (_, views, _), *strategies = rows_of(app)
    assert views is not None
    because = text("strategies.withheld_diagnosis")
    assert {(views, sentence) for _, views, sentence in strategies} == {(None, because)}
    assert not [box for box in app.selectbox if box.key == "if_recist"]


def test_differences_wait_for_the_judgement_of_their_pairs(open_strategies):
    app = open_strategies(patient=TYPICAL)
    differences = read_printed_table(app, text("strategies.differences_alt"))
    assert len(differences) == 6
    told = {cells[1] for cells in differences}
    assert told == {text("strategies.difference_not_judged")}
    assert app.button(key="compute_pairs")


def test_page_never_uses_the_words_of_advice(open_strategies):
    app = open_strategies(patient=TYPICAL)
    everything = " ".join(
        [written(app), *(part.value for part in [*app.markdown, *app.caption, *app.header])]
    ).lower()
    for word in ("recommend", "optimal", "candidate", "should", "best ", "safe"):
        assert word not in everything


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", ["strategies", "model"])
def test_without_a_model_the_page_says_how_to_train_one(
    demo_store, monkeypatch, tmp_path, page, language
):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(demo_store.directory))
    monkeypatch.setenv("SYNCHRONOX_MODELS", str(tmp_path / "none"))
    app = open_board_page(page, lang=language)
    assert not app.exception
    [error] = app.error
    assert error.value == text(
        "prediction.no_model", language, folder=tmp_path / "none" / "complete_treatment"
    )
    assert "synchronox_core train" in " ".join(code.value for code in app.code)
    assert "risk told" not in written(app)


@pytest.mark.parametrize("page", ["strategies", "model"])
def test_synthetic_model_does_not_speak_of_a_store_of_real_patients(monkeypatch, tmp_path, page):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(tmp_path / "store"))
    row = {"centre_id": "PAR", "inclusion_date": "2025-01-01", "opposition": "no"}
    store_of_patients(tmp_path / "store", [{**row, "patient_id": "SYN-PAR-0001"}], synthetic=False)
    app = open_board_page(page)
    assert not app.exception
    assert len(app.error) == 1
    assert "synchronox_core train" in " ".join(code.value for code in app.code)
    assert "risk told" not in written(app)


def test_both_board_pages_lead_to_each_other_about_the_same_patient(open_strategies):
    app = open_strategies(patient="SYN-INA-0002")
    assert ">SYN-INA-0002</h2>" in written(app)
    app.switch_page(str(PAGES / ADDRESSES["patient"])).run()
    assert ">SYN-INA-0002</h2>" in written(app)
    assert app.query_params["patient"] == "SYN-INA-0002"


def test_patient_not_restaged_has_the_diagnosis_and_is_told_why_not_more(open_strategies):
    latest = open_strategies(patient="SYN-INR-0064")
    assert not latest.exception
    assert rows_of(latest)[0][1] is not None
    assert text("strategies.moment_diagnosis") in " ".join(part.value for part in latest.caption)
    asked = open_strategies(patient="SYN-INR-0064", moment="restaging")
    assert not asked.exception
    assert [error.value for error in asked.error] == [text("prediction.no_day")]
    assert rows_of(asked) == []
