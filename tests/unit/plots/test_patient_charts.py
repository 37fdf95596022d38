"""Charts of the patient page as compiled: no data inside, drawn from the columns of their rows."""

import pytest

from synchronox_core.config import LANGUAGES
from synchronox_core.plots.lesion_waterfall import waterfall_chart
from synchronox_core.plots.margins import STATE_SHAPES, margins_chart
from synchronox_core.plots.patient_timeline import SHAPES, timeline_chart
from synchronox_core.protocol.answers import State
from synchronox_core.services.patients.margin_rows import MARGIN_COLUMNS
from synchronox_core.services.patients.timeline_rows import TIMELINE_COLUMNS
from synchronox_core.services.patients.waterfall_rows import WATERFALL_COLUMNS


def timeline(language):
    return timeline_chart(language, has_origin=True)


CHARTS = [
    (timeline, [*TIMELINE_COLUMNS, "size"]),
    (waterfall_chart, WATERFALL_COLUMNS),
    (margins_chart, MARGIN_COLUMNS),
]


def parts(specification):
    yield specification
    for layer in specification.get("layer", ()):
        yield from parts(layer)


def fields(specification):
    for part in parts(specification):
        for channels in part.get("encoding", {}).values():
            for channel in channels if isinstance(channels, list) else [channels]:
                if "field" in channel:
                    yield channel["field"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("chart", "columns"), CHARTS)
def test_chart_of_a_patient_holds_no_data_and_reads_only_its_columns(chart, columns, language):
    specification = chart(language)
    assert not any({"data", "datasets"} & set(part) for part in parts(specification))
    assert set(fields(specification)) <= set(columns)


@pytest.mark.parametrize(("chart", "columns"), CHARTS)
def test_chart_of_a_patient_is_compiled_once_a_language(chart, columns):
    assert chart("en") is chart("en")
    assert chart("en") is not chart("fr")


def test_timeline_without_an_origin_writes_no_month():
    axes = [
        timeline_chart("en", has_origin=has_origin)["layer"][0]["encoding"]["x"]["axis"]
        for has_origin in (True, False)
    ]
    assert axes[0]["orient"] == "top"
    assert axes[1] is None


def test_forms_of_marks_that_share_a_lane_differ_in_shape():
    liver = {SHAPES[form] for form in ("operation", "complication", "percutaneous")}
    events = {SHAPES[form] for form in ("event", "death", "complete", "visit", "last_news")}
    assert len(liver) == 3
    assert len(events) == 5


def test_clear_and_involved_margins_differ_in_shape_and_the_open_one_is_a_question_mark():
    assert STATE_SHAPES[State.MET] != STATE_SHAPES[State.NOT_MET]
    marks = [part["mark"] for part in parts(margins_chart("en")) if "mark" in part]
    assert any(mark.get("text") == "?" for mark in marks)


def test_thresholds_of_recist_are_named_in_the_language():
    marks = [part["mark"] for part in parts(waterfall_chart("fr")) if "mark" in part]
    assert {mark["text"] for mark in marks if isinstance(mark.get("text"), str)} == {
        "−30\u00a0%",
        "+20\u00a0%",
    }
