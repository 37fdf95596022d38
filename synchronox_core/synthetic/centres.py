"""Invented centres: how many, how large, and when they open."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log
from string import ascii_uppercase

import numpy as np

from synchronox_core.synthetic.options import DATA_CUT
from synchronox_core.synthetic.patient.chart import Row

FIRST_OPENING = date(2026, 4, 1)
OPENING_MONTHS = 15
FIRST_CODE = 5746  # INA, counted in base 26 from AAA
GROWTH = log(20) / log(100_000 / 550)  # 25 centres for 550 patients, 500 for 100,000
CENTRES_PER_UNOPENED = 25


@dataclass(frozen=True)
class Centre:
    """An invented centre.

    Attributes:
        centre_id: Three capital letters.
        letter: What its invented name ends with.
        weight: Size relative to the others.
        effect: Random intercept on the log-odds of complete treatment.
        planned_open_date: Planned opening.
        open_date: Opening; None when not open at the data cut.
    """

    centre_id: str
    letter: str
    weight: float
    effect: float
    planned_open_date: date
    open_date: date | None


def count_centres(patients: int) -> int:
    """Number of centres that a cohort of this size comes from.

    >>> count_centres(1), count_centres(550), count_centres(100_000)
    (1, 25, 500)
    """
    return max(1, round(25 * exp(GROWTH * log(patients / 550))))


def draw_centres(
    generator: np.random.Generator, patients: int, centre_sd: float
) -> tuple[Centre, ...]:
    """The centres in their order of planned opening; the last few have not opened yet.

    Args:
        generator: Seeded source.
        patients: Size of the cohort.
        centre_sd: Standard deviation of the random intercepts.
    """
    count = count_centres(patients)
    unopened = count // CENTRES_PER_UNOPENED
    weights = np.exp(0.6 * generator.standard_normal(count)).round(4).tolist()
    effects = (centre_sd * generator.standard_normal(count)).round(6).tolist()
    delays = generator.exponential(30.0, count).round().tolist()
    centres = []
    for position in range(count):
        planned = FIRST_OPENING + timedelta(days=int(30.4 * OPENING_MONTHS * position / count))
        opened = planned + timedelta(days=min(int(delays[position]), 150))
        centres.append(
            Centre(
                centre_id=centre_code(position),
                letter=invented_letter(position),
                weight=weights[position],
                effect=effects[position],
                planned_open_date=planned,
                open_date=opened if position < count - unopened else None,
            )
        )
    return tuple(centres)


def centre_code(position: int) -> str:
    """Code of the centre at a position, from INA on.

    >>> centre_code(0), centre_code(25), centre_code(26)
    ('INA', 'INZ', 'IOA')
    """
    number = FIRST_CODE + position
    letters = ascii_uppercase
    return letters[number // 676] + letters[number // 26 % 26] + letters[number % 26]


def invented_letter(position: int) -> str:
    """Letters that name the centre at a position, as a spreadsheet names its columns.

    >>> invented_letter(0), invented_letter(26), invented_letter(702)
    ('A', 'AA', 'AAA')
    """
    name = ""
    number = position + 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = ascii_uppercase[letter] + name
    return name


def describe_centre(centre: Centre, patients: int) -> Row:
    """Row of ``centres.csv``.

    Args:
        centre: The centre.
        patients: What it promised to include.
    """
    months = max(1.0, (DATA_CUT - centre.planned_open_date).days / 30.4)
    return {
        "centre_id": centre.centre_id,
        "centre_name": f"Invented centre {centre.letter}",
        "city": f"{centre.letter.capitalize()}ville",
        "redcap_dag": f"invented_{centre.letter.lower()}",
        "planned_open_date": centre.planned_open_date,
        "open_date": centre.open_date,
        "planned_target": patients,
        "planned_rate_per_month": round(patients / months, 1),
    }
