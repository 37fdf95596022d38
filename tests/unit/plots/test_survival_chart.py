"""Charts as compiled: no data inside, numbers of the language, everything drawn from the rows."""

import altair as alt
import pytest

from synchronox_core.plots.survival import survival_chart
from synchronox_core.plots.theme import compile_chart
from synchronox_core.services.survival.views import CURVE_COLUMNS


def parts(specification):
    yield specification
    for layer in specification.get("layer", ()):
        yield from parts(layer)


def test_no_part_of_a_compiled_chart_holds_data():
    layered = alt.Chart().mark_bar().encode(x="a:Q") + alt.Chart().mark_text().encode(y="b:Q")
    for specification in (compile_chart(layered, "en"), survival_chart("en", "surgery")):
        assert not any({"data", "datasets"} & set(part) for part in parts(specification))


@pytest.mark.parametrize(("language", "decimal"), [("en", "."), ("fr", ",")])
def test_numbers_follow_the_language(language, decimal):
    specification = survival_chart(language, "x")
    assert specification["config"]["locale"]["number"]["decimal"] == decimal


def test_survival_chart_reads_only_columns_of_its_rows():
    fields = {
        channel["field"]
        for part in parts(survival_chart("en", "x"))
        for channels in part.get("encoding", {}).values()
        for channel in (channels if isinstance(channels, list) else [channels])
        if "field" in channel
    }
    assert fields <= set(CURVE_COLUMNS)
    assert {"months", "probability", "ci_low", "ci_high", "note"} <= fields


def test_survival_axis_goes_from_zero_to_one_and_names_the_origin():
    encodings = [p["encoding"] for p in parts(survival_chart("fr", "la résection hépatique"))
                 if "encoding" in p]  # fmt: skip
    line = next(e for e in encodings if e.get("y", {}).get("field") == "probability")
    assert line["y"]["scale"]["domain"] == [0, 1]
    assert line["x"]["title"] == "Mois depuis la résection hépatique"


def test_chart_is_compiled_once_for_each_language_and_origin():
    assert survival_chart("en", "x") is survival_chart("en", "x")
    assert survival_chart("en", "x") is not survival_chart("fr", "x")
