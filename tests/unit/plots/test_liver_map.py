"""The map of the liver: well-formed, self-contained, every lesion once and to scale."""

import itertools
import math
import xml.etree.ElementTree as ET

import pytest

from synchronox_core.plots.lesion_marks import UNITS_PER_MM, Fate, LesionMark
from synchronox_core.plots.liver_anatomy import BORDERS, HEIGHT, WIDTH, segment_curves
from synchronox_core.plots.liver_map import draw_liver
from synchronox_core.plots.liver_placement import Spot, place_lesions

SVG = "{http://www.w3.org/2000/svg}"
COUINAUD = {"I", "II", "III", "IVa", "IVb", "V", "VI", "VII", "VIII"}


def lesion(number, segments=("VI",), diameter_mm=20.0, fate=Fate.RESECTED, is_new=False):
    return LesionMark(number, segments, diameter_mm, fate, is_new)


def draw(lesions, sentence="Two lesions", language="en"):
    return ET.fromstring(draw_liver(lesions, sentence, language))


def marks(root):
    return {
        part.get("id"): part for part in root.iter() if (part.get("id") or "").startswith("lesion-")
    }


def texts(root):
    return ["".join(part.itertext()) for part in root.iter(f"{SVG}text")]


def test_map_draws_and_names_every_couinaud_segment():
    root = draw([])
    assert {f"segment-{name}" for name in COUINAUD} <= {part.get("id") for part in root.iter()}
    assert set(texts(root)) >= COUINAUD


def test_segments_share_their_borders():
    pieces = [frozenset(curve) for name in BORDERS if name != "I" for curve in segment_curves(name)]
    # Each curve is inside, between two segments, or on the outline: none is drawn three times.
    assert max(pieces.count(piece) for piece in pieces) == 2


@pytest.mark.parametrize("segment", sorted(COUINAUD))
def test_border_of_a_segment_is_closed(segment):
    curves = segment_curves(segment)
    ends = zip(curves, (*curves[1:], curves[0]), strict=True)
    assert all(curve[3] == after[0] for curve, after in ends)


def test_map_is_told_to_those_who_do_not_see_it():
    root = draw([lesion(1)], sentence="One lesion <b>&")
    assert root.get("role") == "img"
    assert root.get("aria-label") == "One lesion <b>&"
    assert root.findtext(f"{SVG}title") == "One lesion <b>&"
    assert root.get("viewBox").startswith("0 0 ")
    assert root.get("width") is None


def test_map_holds_nothing_that_runs_or_is_fetched():
    svg = draw_liver([lesion(1)], "<script>alert(1)</script>", "fr")
    for forbidden in ("<script", "<style", "href", "onload", "url(", "<image", "<use"):
        assert forbidden not in svg


def test_every_lesion_is_drawn_once_with_its_number():
    lesions = [lesion(n, segments) for n, segments in enumerate([("II",), (), ("V", "VI")], 7)]
    root = draw(lesions)
    assert sorted(marks(root)) == ["lesion-7", "lesion-8", "lesion-9"]
    assert all(texts(root).count(str(number)) == 1 for number in (7, 8, 9))


def test_circles_are_proportional_to_diameters():
    drawn = marks(draw([lesion(1, diameter_mm=5.0), lesion(2, diameter_mm=50.0)]))
    radii = [float(drawn[f"lesion-{number}"].get("r")) for number in (1, 2)]
    assert radii[1] == pytest.approx(10 * radii[0])
    assert radii[0] == pytest.approx(2.5 * UNITS_PER_MM)


def test_scale_bar_has_the_length_it_names():
    root = draw([lesion(1)])
    bar = next(part.get("d") for part in root.iter(f"{SVG}path") if "h" in part.get("d"))
    assert float(bar.split("h")[1].split("v")[0]) == pytest.approx(50 * UNITS_PER_MM)
    assert any(label.startswith("50 mm") for label in texts(root))


def test_lesion_without_a_size_is_a_square_and_says_so():
    root = draw([lesion(1, diameter_mm=None)])
    assert marks(root)["lesion-1"].tag == f"{SVG}rect"
    assert "size not measured" in texts(root)


def test_lesion_without_a_segment_stands_beside_the_liver_under_a_heading():
    root = draw([lesion(1, segments=(), diameter_mm=30.0)], language="fr")
    mark = marks(root)["lesion-1"]
    assert "Segment non précisé" in texts(root)
    assert (float(mark.get("cx")), float(mark.get("cy"))) > (470, 290)


def test_legend_names_the_fates_in_use_and_no_other():
    labels = texts(draw([lesion(1, fate=Fate.ABLATED), lesion(2, fate=Fate.DISAPPEARED)]))
    assert {"destroyed (ablation)", "disappeared"} <= set(labels)
    assert "resected" not in labels


def test_fates_differ_by_more_than_their_colour():
    styles = set()
    for fate in Fate:
        drawn = draw([lesion(1, fate=fate)])
        mark = marks(drawn)["lesion-1"]
        shades = (mark.get("fill"), mark.get("stroke-dasharray"))
        rings = len(list(drawn.iter(f"{SVG}circle")))
        styles.add((*shades, rings))
    assert len(styles) == len(Fate)


def test_new_lesion_bears_a_sign_that_the_legend_explains():
    labels = texts(draw([lesion(4, is_new=True)]))
    assert "4*" in labels
    assert "new since baseline" in labels


def test_right_of_the_patient_is_on_the_left():
    root = draw([])
    sides = {"".join(part.itertext()): float(part.get("x")) for part in root.iter(f"{SVG}text")}
    assert sides["Patient's right"] < sides["Patient's left"]
    assert sides["VII"] < sides["VIII"] < sides["IVa"] < sides["II"]
    assert sides["VI"] < sides["V"] < sides["IVb"] < sides["III"]


def test_lesions_of_a_segment_stand_apart_and_inside_the_drawing():
    spots = [Spot((segment,), 8.0) for segment in sorted(COUINAUD) for _ in range(3)]
    centres = place_lesions(spots)
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in centres)
    assert min(itertools.starmap(math.dist, itertools.combinations(centres, 2))) >= 16


def test_lesion_of_two_segments_stands_between_those_of_each():
    (left, _), (between, _), (right, _) = place_lesions(
        [Spot(("VII",), 8.0), Spot(("VII", "VIII"), 8.0), Spot(("VIII",), 8.0)]
    )
    assert left < between < right


def test_same_lesions_stand_at_the_same_places():
    lesions = [lesion(number, ("IVa",), 10.0 + number) for number in range(1, 9)]
    assert draw_liver(lesions, "", "en") == draw_liver(list(lesions), "", "en")
