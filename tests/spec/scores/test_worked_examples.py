"""The published scores of five patients, worked by hand from the publications.

Patients D and E sit on the cut-offs; none has metastases outside the liver.
"""

import pytest

from tests.lib.ascii_table import rows_of
from tests.lib.score_items import RULES, items_of

BEFORE = """
    patient | t_category | has_nodes | interval_months | lesions | largest_mm | is_bilobar
    --------+------------+-----------+-----------------+---------+------------+-----------
    A       | 3          | no        | 0               | 1       | 25         | no
    B       | 3          | yes       | 0               | 3       | 40         | yes
    C       | 4          | yes       | 0               | 8       | 60         | yes
    D       | 3          | yes       | 2               | 1       | 50         | no
    E       | 3          | no        | 0               | 4       | 85         | no
"""
BIOLOGY = """
    patient | age_years | cea_ng_ml | kras_mutated | nras_mutated | differentiation
    --------+-----------+-----------+--------------+--------------+----------------
    A       | 58        | 4         | no           | no           | well
    B       | 63        | 35        | yes          | no           | moderate
    C       | 71        | 420       | yes          | no           | poor
    D       | 60        | 20        | no           | yes          | moderate
    E       | 55        | 200       | no           | no           | moderate
"""
RESECTION = """
    patient | margin_mm | viable_percent | has_vascular_invasion | has_biliary_invasion
    --------+-----------+----------------+-----------------------+---------------------
    A       | 12        | 0              | no                    | no
    B       | 3         | 35             | no                    | no
    C       | 0         | 80             | yes                   | yes
    D       | 10        | 30             | no                    | no
    E       | 8         | 60             | yes                   | no
"""
PATIENTS = {
    row["patient"]: items_of({**row, **biology, **resection, "has_extrahepatic": "no"})
    for row, biology, resection in zip(
        rows_of(BEFORE), rows_of(BIOLOGY), rows_of(RESECTION), strict=True
    )
}


def test_scores_of_the_worked_examples():
    table = """
        score        | A    | B    | C     | D    | E
        -------------+------+------+-------+------+-----
        tbs          | 2.69 | 5.00 | 10.00 | 5.10 | 9.39
        fong         | 1    | 3    | 5     | 2    | 3
        game         | 0    | 4    | 5     | 3    | 3
        mcs          | 0    | 2    | 3     | 2    | 1
        nordlinger_7 | 1    | 4    | 7     | 2    | 4
        konopke      | 1    | 1    | 3     | 1    | 3
        nagashima    | 0    | 2    | 4     | 1    | 2
        basingstoke  | 0    | 5    | 22    | 7    | 7
        helsinki     | 1    | 5    | 8     | 2    | 5
        iwatsuki     | 2    | 4    | 6     | 2    | 4
    """
    for row in rows_of(table):
        for patient, items in PATIENTS.items():
            rating = RULES[row["score"]](items)
            expected = pytest.approx(float(row[patient]), abs=0.005)
            assert (rating.low, rating.high) == (expected, expected), (row["score"], patient)
            assert rating.unknown_items == ()


def test_groups_of_the_worked_examples():
    table = """
        score        | A   | B   | C   | D   | E
        -------------+-----+-----+-----+-----+----
        tbs          | z1  | z2  | z3  | z2  | z3
        fong         | 0-2 | 3-5 | 3-5 | 0-2 | 3-5
        game         | 0-1 | 4-7 | 4-7 | 2-3 | 2-3
        mcs          | 0   | 2   | 3   | 2   | 1
        nordlinger_7 | 0-2 | 3-4 | 5-7 | 0-2 | 3-4
        konopke      | 1   | 1   | 2-3 | 1   | 2-3
        nagashima    | 0-1 | 2-3 | 4-5 | 0-1 | 2-3
        basingstoke  |     |     |     |     |
        helsinki     | 0-2 | 5-8 | 5-8 | 0-2 | 5-8
        iwatsuki     | 2   | 4   | 6   | 2   | 4
    """
    for row in rows_of(table):
        groups = [RULES[row["score"]](items).group for items in PATIENTS.values()]
        assert groups == [row[patient] for patient in PATIENTS], row["score"]


def test_before_resection_nordlinger_has_six_items():
    scores = {name: RULES["nordlinger"](items).low for name, items in PATIENTS.items()}
    assert scores == {"A": 1, "B": 3, "C": 6, "D": 2, "E": 3}
