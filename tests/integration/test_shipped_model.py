"""The model shipped in ``models/``: its data, its performance, what it says and refuses."""

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from time import perf_counter

import numpy as np
import pytest

from synchronox_core.config import REPOSITORY
from synchronox_core.endpoints.predictors import Moment
from synchronox_core.endpoints.records import Assessment
from synchronox_core.errors import ArtefactError
from synchronox_core.prediction.applicability import Place
from synchronox_core.prediction.artefact import (
    CARD,
    DESIGN,
    MODEL,
    PREPROCESSING,
    TRAINING,
    VALIDATION,
    read_artefact,
    write_artefact,
)
from synchronox_core.prediction.model_card import render_card
from synchronox_core.prediction.penalised import to_probability
from synchronox_core.prediction.predict import predict
from synchronox_core.prediction.training import compute_fingerprint
from synchronox_core.services.doctor import check_model
from synchronox_core.services.patients.patient_records import iterate_records, read_record
from synchronox_core.services.prediction.model_members import read_members
from synchronox_core.services.prediction.planned_courses import read_planned_courses
from synchronox_core.services.prediction.predictor import open_predictor, predict_patient
from synchronox_core.services.prediction.training import find_model, list_stale_reasons
from synchronox_core.text import text

MODELS = REPOSITORY / "models"
FILES = (MODEL, DESIGN, PREPROCESSING, TRAINING, VALIDATION, CARD)
LEAK_ABOVE_C = 0.75
LIMIT_SECONDS = 0.05


@pytest.fixture(scope="module")
def folder():
    (found,) = (MODELS / "complete_treatment").iterdir()
    return found


@pytest.fixture(scope="module")
def artefact(folder):
    return read_artefact(folder)


@pytest.fixture(scope="module")
def predictor(demo_store):
    return open_predictor(demo_store, MODELS)


@pytest.fixture
def copy(folder, tmp_path):
    """A copy of the model that a test may damage."""
    target = tmp_path / "complete_treatment" / folder.name
    shutil.copytree(folder, target)
    return target


def test_it_learnt_from_the_shipped_cohort(demo_store, artefact, predictor):
    assert compute_fingerprint(read_members(demo_store)) == artefact.training.fingerprint
    assert predictor.is_training_data
    assert artefact.training.replications >= 200


def test_it_is_opened_without_reading_a_record(demo_store, monkeypatch):
    monkeypatch.setattr("synchronox_core.services.patients.patient_records.build_record", None)
    assert open_predictor(demo_store, MODELS).is_training_data


def test_its_files_come_back_byte_for_byte(folder, artefact, tmp_path):
    target = tmp_path / folder.name
    write_artefact(target, artefact, render_card)
    different = [n for n in FILES if (target / n).read_bytes() != (folder / n).read_bytes()]
    assert different == []


@pytest.mark.parametrize("moment", list(Moment))
def test_no_discrimination_beyond_what_the_generator_allows(artefact, moment):
    found = artefact.evaluations[moment]
    assert found.corrected["c_statistic"].value <= LEAK_ABOVE_C
    assert found.by_centre.figures["c_statistic"].value <= LEAK_ABOVE_C


def test_it_names_no_patient_and_no_centre(folder, demo_store):
    records = list(iterate_records(demo_store))
    written = "".join((folder / name).read_text(encoding="utf-8") for name in FILES)
    assert not any(record.patient.patient_id in written for record in records)
    assert not any(f'"{centre}"' in written for centre in {r.patient.centre_id for r in records})


def test_no_card_leaves_a_place_empty(folder):
    card = (folder / CARD).read_text(encoding="utf-8")
    assert "{" not in card
    assert "invented patients" in card


def test_each_patient_gets_a_figure_or_a_reason_in_time(demo_store, predictor):
    slowest = []
    for record in list(iterate_records(demo_store))[:60]:
        started = perf_counter()
        found = predict_patient(predictor, record)
        slowest.append(perf_counter() - started)
        said = found.prediction
        if said.risk is None:
            assert said.applicability.place is Place.OUTSIDE
            continue
        assert said.interval.low <= said.sampling_interval.low <= said.risk
        assert said.risk <= said.sampling_interval.high <= said.interval.high
        for strategy in said.strategies.values():
            is_withheld = strategy.support.withheld_because is not None
            assert (strategy.risk is None) is is_withheld
    assert np.median(slowest) < LIMIT_SECONDS


def test_what_came_after_the_board_changes_no_figure(demo_store, predictor):
    record = next(iterate_records(demo_store))
    found = predict_patient(predictor, record)
    later = found.day + timedelta(days=1)
    planted = Assessment(
        9, 99, later, "rectum", "end_neoadjuvant", 5, "lesion", "ulcer", None, None, None, None
    )
    changed = replace(record, operations=(), assessments=(*record.assessments, planted))
    assert predict_patient(predictor, changed).prediction == found.prediction


def test_an_unknown_predictor_is_named_and_widens_the_interval(artefact, predictor, demo_store):
    model = artefact.models[Moment.RESTAGING]
    widths = []
    for record in iterate_records(demo_store):
        known = predict_patient(predictor, record).predictors
        if None in known[:8]:
            continue
        unknown = known._replace(ymrtrg=None)
        whole, part = predict(known, model), predict(unknown, model)
        assert part.applicability.unknown == ("ymrtrg",)
        if whole.risk is not None and part.risk is not None:
            ends = [found.sampling_interval for found in (whole, part)]
            widths.append([end.high - end.low for end in ends])
        if len(widths) == 40:
            break
    before, after = np.mean(widths, axis=0)
    assert after > before


def test_contributions_add_up_to_the_log_odds(artefact, predictor, demo_store):
    model = artefact.models[Moment.RESTAGING]
    for record in list(iterate_records(demo_store))[:30]:
        found = predict_patient(predictor, record)
        said = found.prediction
        if None in found.predictors[:8] or said.risk is None:
            continue
        mean = model.headline[0] + model.column_means @ model.headline[1:]
        total = mean + sum(part.log_odds for part in said.contributions)
        assert float(to_probability(np.array(total))) == pytest.approx(said.risk, abs=1e-9)


def test_a_patient_unlike_all_others_gets_no_figure(predictor, demo_store):
    record = next(iterate_records(demo_store))
    found = predict_patient(
        predictor, replace(record, patient=record.patient._replace(cea_ng_ml=900_000.0))
    )
    assert found.prediction.applicability.place is Place.OUTSIDE
    assert found.prediction.risk is None
    assert found.prediction.strategies == {}


def test_before_restaging_the_model_of_the_diagnosis_speaks(predictor, demo_store):
    record = next(iterate_records(demo_store))
    early = replace(
        record, assessments=(), patient=record.patient._replace(strategy_decided_on=None)
    )
    assert predict_patient(predictor, early).moment is Moment.DIAGNOSIS
    with pytest.raises(ArtefactError) as error:
        predict_patient(predictor, early, Moment.RESTAGING)
    assert error.value.key == "prediction.no_day"


def test_rates_by_strategy_hide_small_counts(demo_store):
    found = read_planned_courses(demo_store)
    assert set(found) == {"simultaneous", "rectum_first", "liver_first", "adaptive"}
    for outcomes in found.values():
        for rate in (*outcomes.severe.values(), *outcomes.death.values()):
            assert rate.patients is None or rate.patients == 0 or rate.patients >= 5
            assert rate.ci_low is None or rate.ci_low < rate.ci_high
        q1, median, q3 = outcomes.completion[1:]
        assert 3 < q1 < median < q3 < 31


def test_a_real_store_is_not_spoken_of(demo_store, monkeypatch):
    extract = replace(demo_store.extract(), synthetic=False)
    monkeypatch.setattr(demo_store, "extract", lambda: extract)
    with pytest.raises(ArtefactError) as error:
        find_model(demo_store, MODELS)
    assert error.value.key == "prediction.other_provenance"


def test_without_a_model_the_way_to_one_is_told(demo_store, tmp_path):
    with pytest.raises(ArtefactError) as error:
        find_model(demo_store, tmp_path)
    assert "synchronox_core train" in text(error.value.key, "en", **error.value.values)


def test_changed_definitions_make_it_stale(demo_store, artefact):
    other = replace(artefact, training=replace(artefact.training, rules_version="0" * 64))
    assert list_stale_reasons(demo_store, other) == ("definitions",)


def test_a_person_who_opposed_makes_it_stale(demo_store, artefact):
    # The extract of this delivery no longer has the content the model learnt from.
    other = replace(artefact, training=replace(artefact.training, content_sha256="0" * 64))
    assert "opposed" in list_stale_reasons(demo_store, other)


@pytest.mark.parametrize(
    ("name", "damage", "key"),
    [
        (MODEL, lambda d: d.pop("version"), "prediction.artefact_keys"),
        (MODEL, lambda d: d.update(format=1), "prediction.artefact_value"),
        (MODEL, lambda d: d["moments"].pop("diagnosis"), "prediction.artefact_value"),
        (
            MODEL,
            lambda d: d["moments"]["restaging"]["headline"].pop(),
            "prediction.artefact_value",
        ),
        (
            MODEL,
            lambda d: d["moments"]["restaging"]["columns"].reverse(),
            "prediction.artefact_value",
        ),
        (
            PREPROCESSING,
            lambda d: d["moments"]["restaging"].pop("mean"),
            "prediction.artefact_keys",
        ),
        (TRAINING, lambda d: d.update(seed="one"), "prediction.artefact_value"),
        (VALIDATION, lambda d: d.update(surplus=1), "prediction.artefact_keys"),
        (DESIGN, lambda d: d.update(nearest_patients=5), "prediction.artefact_design"),
    ],
)
def test_a_changed_file_is_refused(copy, name, damage, key):
    document = json.loads((copy / name).read_text(encoding="utf-8"))
    damage(document)
    (copy / name).write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(ArtefactError) as error:
        read_artefact(copy)
    assert error.value.key == key
    assert "synchronox_core train" in text(error.value.key, "en", **error.value.values)


@pytest.mark.parametrize("name", [name for name in FILES if name != CARD])
def test_a_missing_or_broken_file_is_refused(copy, name):
    (copy / name).write_text("{", encoding="utf-8")
    with pytest.raises(ArtefactError):
        read_artefact(copy)
    (copy / name).unlink()
    with pytest.raises(ArtefactError) as error:
        read_artefact(copy)
    assert error.value.key == "prediction.artefact_missing"


def test_a_renamed_folder_is_refused(copy):
    with pytest.raises(ArtefactError):
        read_artefact(copy.rename(copy.with_name("another")))


def test_the_same_record_gives_the_same_prediction(predictor, demo_store):
    record = read_record(demo_store, "SYN-INB-0001")
    first, second = (predict_patient(predictor, record) for _ in range(2))
    assert first == second


def said_by_doctor(store, models):
    return {(check.passed, check.key) for check in check_model(store, models)}


def test_doctor_tells_a_store_without_model_from_a_damaged_one(demo_store, copy, store):
    models = copy.parent.parent
    (told,) = said_by_doctor(demo_store, models)
    assert told[0]
    assert said_by_doctor(demo_store, copy) == {(True, "prediction.no_model")}
    assert said_by_doctor(store, models) == set()
    (copy / TRAINING).unlink()
    assert said_by_doctor(demo_store, models) == {(False, "prediction.artefact_missing")}


def test_doctor_fails_for_a_person_who_opposed(demo_store, copy):
    document = json.loads((copy / TRAINING).read_text(encoding="utf-8"))
    document["content_sha256"] = "0" * 64
    (copy / TRAINING).write_text(json.dumps(document), encoding="utf-8")
    assert (False, "prediction.stale_opposed") in said_by_doctor(demo_store, copy.parent.parent)
