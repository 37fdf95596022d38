"""A second delivery of the sample cohort, changed by hand so that two endpoints flip.

The distal margin of SYN-INA-0001 falls from 15 to 9 mm, below the 10 mm of the record: R0 becomes
R1, and A1 of the decision table N2. The circumferential margin of SYN-INA-0002 rises from 1 to
2 mm, above the 1 mm of the record: R1 becomes R0, and N2 becomes A1. SYN-INA-0006 is gone, and
SYN-INB-0007 is new.
"""

from pathlib import Path

from tests.lib.bundles import BundleFolder

CHANGED_CELLS = (
    ("coloanal_anastomosis,,,2.5,,15,", "coloanal_anastomosis,,,2.5,,9,"),
    ("rectum,apr,,,1,,22,", "rectum,apr,,,2,,22,"),
)
GONE, ADDED, MODEL = "SYN-INA-0006", "SYN-INB-0007", "SYN-INB-0005"


def write_second_delivery(path: Path) -> Path:
    """Write the changed delivery into a new folder.

    Args:
        path: Folder that does not exist yet.
    """
    bundle = BundleFolder(path)
    for old, new in CHANGED_CELLS:
        bundle.replace("operations.csv", old, new)
    for file in sorted(bundle.path.glob("*.csv")):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(GONE)]
        if file.name == "patients.csv":
            kept += [line.replace(MODEL, ADDED) for line in lines if line.startswith(MODEL)]
        if kept != lines:
            bundle.write(file.name, "".join(kept))
    return bundle.path
