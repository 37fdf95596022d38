"""The cycles of induction FOLFIRINOX: what is summed, and when the number is unknown.

A course is written as phase, regimen and cycles; ``-`` is missing.
"""

from synchronox_core.protocol.cycles import ChemotherapyCourse, count_folfirinox_cycles
from tests.lib.ascii_table import rows_of


def courses_of(drawing):
    """Courses written ``phase regimen cycles`` and parted with commas."""
    words = [course.split() for course in (drawing or "").split(",") if course]
    known = [[None if word == "-" else word for word in course] for course in words]
    return [
        ChemotherapyCourse(phase, regimen, cycles and int(cycles))
        for phase, regimen, cycles in known
    ]


def test_induction_rows_of_folfirinox_are_summed():
    table = """
        courses                                            | cycles | reason
        ---------------------------------------------------+--------+-----------------
        induction folfirinox 6                             | 6      |
        induction mfolfirinox 6                            | 6      |
        induction folfirinox 4, induction mfolfirinox 2    | 6      |
        induction folfirinox 4, adjuvant folfirinox 6      | 4      |
        induction folfirinox 4, induction folfox 2         | 4      |
        induction folfox 6                                 | 0      |
        adjuvant folfirinox 6                              |        | no_induction_row
                                                           |        | no_induction_row
        induction folfirinox -                             |        | cycles_missing
        induction - 6                                      |        | cycles_missing
        - folfirinox 6                                     |        | cycles_missing
        induction folfirinox 4, - - -                      |        | cycles_missing
        induction folfirinox 4, adjuvant folfirinox -      | 4      |
        induction folfirinox 4, - folfox 2                 | 4      |
    """
    for row in rows_of(table):
        cycles = None if row["cycles"] is None else int(row["cycles"])
        expected = cycles, row["reason"]
        assert count_folfirinox_cycles(courses_of(row["courses"])) == expected, row
