"""The rows of one patient lie together in an extract, whatever their order in the delivery."""

from dataclasses import replace

from tests.lib.clean_tables import clean_table
from tests.lib.deliveries import patient_code, small_delivery, small_derived

NUMBERS = (3, 1, 2)
"""Patients whose codes are SYN-INB-0003, SYN-INB-0001 and SYN-INA-0002."""


def visits(number):
    return [{"patient_id": patient_code(number), "visit_no": str(visit)} for visit in (2, 1)]


def test_rows_are_sorted_by_their_key_and_keep_their_physical_line(store):
    delivery = small_delivery()
    table = clean_table("followup", [row for number in NUMBERS for row in visits(number)])
    delivery = replace(delivery, tables={**delivery.tables, "followup": table})
    store.write_extract(delivery, small_derived(delivery))
    with store.read() as cursor:
        found = cursor.execute("SELECT patient_id, visit_no, _line FROM followup").fetchall()
    # Line 1 is the header; patient 3 has lines 2 and 3, patient 1 lines 4 and 5.
    lines = [(2, 1, 7), (2, 2, 6), (1, 1, 5), (1, 2, 4), (3, 1, 3), (3, 2, 2)]
    assert found == [(patient_code(number), visit, line) for number, visit, line in lines]
