"""What holds of RECIST whatever the sums, checked against fractions without rounding."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from synchronox_core.classification.liver_imaging import (
    classify_recist,
    classify_recist_record,
    compute_sum_mm,
)

SUMS = st.integers(1, 4000).map(lambda tenths: tenths / 10)
GROWING = ["CR", "PR", "SD", "PD"]


def change(start: float, end: float) -> Fraction:
    before, after = Fraction(str(start)), Fraction(str(end))
    return (after - before) / before


@given(SUMS, SUMS)
def test_one_scan_after_treatment_follows_the_two_cut_offs(before: float, after: float) -> None:
    share, growth_mm = change(before, after), Fraction(str(after)) - Fraction(str(before))
    if share <= Fraction(-30, 100):
        expected = "PR"
    elif share >= Fraction(20, 100) and growth_mm >= 5:
        expected = "PD"
    else:
        expected = "SD"
    assert classify_recist(before, before, after) == expected


@given(SUMS, SUMS)
def test_record_is_silent_at_exactly_its_two_numbers_and_nowhere_else(
    before: float, after: float
) -> None:
    is_silent = change(before, after) in (Fraction(-30, 100), Fraction(20, 100))
    assert (classify_recist_record(before, after) is None) == is_silent


@given(st.integers(1, 400))
def test_exact_fifths_and_tenths_never_slip(units: int) -> None:
    assert classify_recist_record(10.0 * units, 7.0 * units) is None
    assert classify_recist_record(5.0 * units, 6.0 * units) is None
    assert classify_recist(10.0 * units, 10.0 * units, 7.0 * units) == "PR"


@given(SUMS, SUMS, SUMS, SUMS)
def test_smaller_sum_is_never_a_worse_response(
    before: float, nadir: float, one: float, other: float
) -> None:
    lowest = min(before, nadir)
    small, large = (
        GROWING.index(classify_recist(before, lowest, now)) for now in sorted((one, other))
    )
    assert small <= large


@given(SUMS, SUMS, st.one_of(st.none(), SUMS))
def test_new_lesion_is_progression_whatever_the_sums(
    before: float, nadir: float, now: float | None
) -> None:
    assert classify_recist(before, nadir, now, has_progression=True) == "PD"


@given(st.lists(SUMS, min_size=1, max_size=20))
def test_sum_does_not_depend_on_the_order_and_is_exact(diameters: list[float]) -> None:
    exact = sum(Fraction(str(diameter)) for diameter in diameters)
    assert compute_sum_mm(diameters) == float(exact)
    assert compute_sum_mm(reversed(diameters)) == float(exact)
