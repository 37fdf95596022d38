"""Whatever the seed, the size and the scenario, an invented patient keeps the promises made."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from synchronox_core.synthetic.blocks import build_block, iterate_journeys
from synchronox_core.synthetic.options import DATA_CUT, Options
from synchronox_core.synthetic.paperwork import ScreeningLog
from synchronox_core.synthetic.population import draw_study, iterate_blocks
from tests.lib.primary_endpoint import is_achieved

SEEDS = st.integers(min_value=0, max_value=2**63)
SIZES = st.integers(min_value=1, max_value=40)
SCENARIOS = st.builds(
    Options,
    strategy_effect=st.booleans(),
    plan_changes=st.sampled_from((0.0, 0.1, 0.4, 0.9)),
    unfinished=st.sampled_from((0.0, 1.0, 2.0, 5.0)),
    centre_sd=st.sampled_from((0.0, 0.35, 1.5)),
    missingness=st.sampled_from((0.0, 1.0, 10.0)),
    losses_per_year=st.sampled_from((0.0, 0.027, 2.0)),
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SEEDS, SIZES, SCENARIOS)
def test_path_realises_the_outcome_drawn(seed: int, patients: int, options: Options) -> None:
    study = draw_study(patients, seed, options)
    for block in iterate_blocks(study):
        for journey in iterate_journeys(study, block):
            assert is_achieved(journey) == journey.member.is_achieved


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SEEDS, SIZES, SCENARIOS)
def test_nothing_is_known_after_the_cut_or_after_death(
    seed: int, patients: int, options: Options
) -> None:
    study = draw_study(patients, seed, options)
    for block in iterate_blocks(study):
        rows = build_block(study, block, ScreeningLog(DATA_CUT))
        deaths = {row["patient_id"]: row["death_date"] for row in rows["patients"]}
        assert len(deaths) == patients
        for table, told in rows.items():
            for row in told:
                death = deaths.get(row["patient_id"])
                is_clinical = table not in ("patients", "screening", "forms", "queries")
                end = death if is_clinical and isinstance(death, date) else DATA_CUT
                assert all(day <= end for day in row.values() if isinstance(day, date))
