"""The proof that no record and no cell was lost or counted twice."""

from synchronox_core.ecrf.model import Delivery


def assert_reconciled(delivery: Delivery) -> None:
    """Check that the counts of every file and column add up.

    Args:
        delivery: Delivery with all its tables entered.

    Raises:
        AssertionError: They do not: a defect of the checks, never a fault of the data.

    Source: ``ecrf/README.md`` 7.22.
    """
    for file, count in delivery.counts.items():
        if not count.adds_up:
            raise AssertionError(f"records of {file} do not add up: {count}")
    for file, columns in delivery.cell_counts.items():
        for name, cells in columns.items():
            if not cells.adds_up:
                raise AssertionError(f"cells of {file}, {name} do not add up: {cells}")
