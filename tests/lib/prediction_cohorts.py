"""Patients for the prediction, without a store."""

from datetime import date, timedelta

import numpy as np

from synchronox_core.endpoints.member import Member
from synchronox_core.endpoints.predictors import Moment, Predictors
from synchronox_core.endpoints.settlement import Fate

T0 = date(2022, 1, 10)
KNOWN = Predictors("I", 3, 28.0, False, "PR", 2, 0, 20.0, 60, False)


def member(number: int, **changes: object) -> Member:
    """A patient of the retrospective cohort who reached complete treatment on day 300."""
    whole = Member(
        patient_id=f"SYN-INA-{number:04d}",
        centre_id="INA",
        cohort="retrospective",
        strategy_planned="liver_first",
        t0=T0,
        predictors=dict.fromkeys(Moment, KNOWN),
        fate=Fate.ACHIEVED,
        settled_on=T0 + timedelta(days=300),
    )
    return whole._replace(**changes)


def members(patients: int, seed: int, centres: int = 10) -> list[Member]:
    """Patients whose outcome depends on class and number of lesions."""
    generator = np.random.default_rng(seed)
    found = []
    for number in range(patients):
        lesions, is_two = int(generator.integers(1, 12)), bool(generator.random() < 0.4)
        known = Predictors(
            "II" if is_two else "I", lesions, float(generator.integers(8, 80)),
            bool(generator.random() < 0.5), str(generator.choice(["PR", "SD", "PD"])),
            int(generator.integers(1, 6)), int(generator.integers(0, 2)),
            float(generator.integers(1, 300)), int(generator.integers(40, 80)), False,
        )  # fmt: skip
        risk = 1 / (1 + np.exp(-(1.5 - 0.9 * is_two - 0.15 * lesions)))
        is_achieved = bool(generator.random() < risk)
        found.append(
            member(
                number,
                centre_id=f"C{number % centres:02d}",
                cohort="prospective" if number % 3 == 0 else "retrospective",
                strategy_planned=str(
                    generator.choice(["simultaneous", "rectum_first", "liver_first", "adaptive"])
                ),
                predictors=dict.fromkeys(Moment, known),
                fate=Fate.ACHIEVED if is_achieved else Fate.NOT_ACHIEVED,
                settled_on=T0 + timedelta(days=300 if is_achieved else 547),
            )
        )
    return found
