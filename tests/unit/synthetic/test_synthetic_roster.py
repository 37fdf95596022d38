from datetime import date

import numpy as np
import pytest

from synchronox_core.errors import UsageError
from synchronox_core.synthetic.centres import count_centres, describe_centre
from synchronox_core.synthetic.options import DATA_CUT, Options
from synchronox_core.synthetic.population import Study, draw_study


@pytest.fixture(scope="module")
def study() -> Study:
    return draw_study(550, 2026, Options())


@pytest.mark.parametrize(("patients", "centres"), [(1, 1), (37, 5), (550, 25), (100_000, 500)])
def test_number_of_centres_grows_with_the_cohort(patients: int, centres: int) -> None:
    assert count_centres(patients) == centres


def test_demo_has_340_retrospective_and_210_prospective(study: Study) -> None:
    roster = study.roster
    border = date(2025, 6, 1).toordinal()
    assert int(roster.is_retrospective.sum()) == 340
    assert np.array_equal(roster.is_retrospective, roster.diagnosis < border)


def test_calendar_is_in_order(study: Study) -> None:
    roster = study.roster
    opened = np.array([c.open_date.toordinal() if c.open_date else 10**9 for c in study.centres])
    assert (roster.diagnosis >= date(2020, 6, 1).toordinal()).all()
    assert (roster.diagnosis <= date(2028, 6, 1).toordinal()).all()
    assert (roster.treatment > roster.diagnosis).all()
    assert (roster.inclusion > roster.treatment + 14).all()
    assert (roster.inclusion >= opened[roster.centre]).all()
    assert (roster.inclusion <= DATA_CUT.toordinal()).all()
    assert (np.diff(roster.inclusion) >= 0).all()


def test_numbers_count_up_within_each_centre(study: Study) -> None:
    for centre in np.unique(study.roster.centre):
        numbers = study.roster.number[study.roster.centre == centre]
        assert numbers.tolist() == list(range(1, len(numbers) + 1))


def test_centres_open_one_after_the_other_and_the_last_not_yet(study: Study) -> None:
    planned = [centre.planned_open_date for centre in study.centres]
    assert planned == sorted(planned)
    assert [centre.centre_id for centre in study.centres if centre.open_date is None] == ["INY"]
    assert describe_centre(study.centres[0], 20)["centre_name"] == "Invented centre A"


def test_sizes_of_the_centres_add_up(study: Study) -> None:
    assert np.bincount(study.roster.centre).sum() == 550


@pytest.mark.parametrize(("patients", "seed"), [(0, 1), (1_000_001, 1), (5, -1)])
def test_a_size_or_seed_outside_its_limits_is_refused(patients: int, seed: int) -> None:
    with pytest.raises(UsageError):
        draw_study(patients, seed, Options())
