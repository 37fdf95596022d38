"""The protocol's numbers, each written once, with the field of the record or its other source."""

from datetime import date

FIRST_DIAGNOSIS_DAY = date(2020, 6, 1)
"""First day of rectal diagnosis in the study. Source: NCT07467434, detailed description."""

FIRST_PROSPECTIVE_DAY = date(2025, 6, 1)
"""From this day of diagnosis a patient is prospective.

Source: NCT07467434, detailed description, which names the day in both cohorts; it is given to the
prospective one.
"""

LAST_DIAGNOSIS_DAY = date(2028, 6, 1)
"""Last day of rectal diagnosis in the study. Source: NCT07467434, detailed description."""

CLASS_I_MOST_SEGMENTS = 4
"""Segments a class I hepatectomy removes at most. Source: NCT07467434, detailed description."""

CLASS_I_REMNANT_ABOVE_PERCENT = 40
"""Remnant liver a class I hepatectomy leaves, strictly above. Source: as for the segments."""

LOW_RECTUM_TO_MM = 50
"""Distance from the anal verge up to which a tumour is of the low rectum, included.

Source: OncoBretagne 2015; the record gives no number.
"""

MID_RECTUM_TO_MM = 100
"""Distance from the anal verge up to which a tumour is of the mid rectum, included.

Source: OncoBretagne 2015; the record gives no number.
"""

MOST_LIVER_TARGETS = 2
"""Target lesions in the liver. Source: RECIST 1.1 (two an organ); disease elsewhere is excluded."""

MEASURABLE_FROM_MM = 10
"""Longest diameter from which a lesion is measurable on CT. Source: RECIST 1.1."""

TOO_SMALL_MM = 5.0
"""Diameter taken for a lesion seen but too small to measure. Source: RECIST 1.1."""

POSTOPERATIVE_DAYS = 30
"""Days after an operation in which a complication counts, day 0 and this day included.

Source: NCT07467434, secondary outcomes, time frame.
"""

REGRESSION_GRADES = {"rodel": (0, 4), "dworak": (0, 4), "mandard": (1, 5), "ryan": (0, 3)}
"""Lowest and highest grade of each scale of pathological regression.

Source: NCT07467434 for Rödel; Dworak 1997, Mandard 1994 and Ryan 2005 for the others.
"""
