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
"""Remnant liver a class I hepatectomy leaves, strictly above.

Source: NCT07467434, detailed description.
"""

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

CIRCUMFERENTIAL_MARGIN_ABOVE_MM = 1
"""Circumferential margin of an R0 rectal resection, strictly above.

Source: NCT07467434, primary outcome.
"""

DISTAL_MARGIN_FROM_MM = 10
"""Distal margin from which a rectal resection is R0.

Source: NCT07467434, primary outcome (1 cm).
"""

LIVER_MARGIN_ABOVE_MM = 1
"""Margin of an R0 liver resection, strictly above. Source: NCT07467434, primary outcome."""

COMPLETE_YMRTRG = 1
"""MRI grade of a complete radiological response of the rectum; 5 is no response.

Source: NCT07467434, secondary outcome (complete clinical response).
"""

MINOR_RESPONSE_FROM_PERCENT = 50
"""Mean of viable cells from which the liver response is minor. Source: NCT07467434, Blazer."""

LARGEST_PERCENT = 100
"""Largest share of viable cells a pathologist can report. Source: R.2 of ``clinical.md``."""

# Response of the liver on imaging

PARTIAL_RESPONSE_PERCENT = 30
"""Decrease of the sum of targets from baseline that is a partial response.

Source: NCT07467434, secondary outcome (above it); RECIST 1.1 (from it on).
"""

PROGRESSION_PERCENT = 20
"""Increase of the sum of targets that is a progression.

Source: NCT07467434, secondary outcome (above it, from baseline); RECIST 1.1 (from it on, from the
smallest sum).
"""

PROGRESSION_FROM_MM = 5
"""Least increase of the sum of targets that can be a progression. Source: RECIST 1.1."""

# Eligibility

ADULT_FROM_YEARS = 18
"""Age at the rectal diagnosis from which a patient is eligible. Source: NCT07467434, criteria."""

BORDERLINE_RECTUM_TO_MM = 120
"""Distance from the anal verge up to which a tumour above the limit is to be checked.

Source: ``clinical.md`` A.8, rulings R.6; the record gives no number.
"""

SYNCHRONOUS_WITHIN_MONTHS = 3
"""Calendar months between both diagnoses at most, either one first.

Source: NCT07467434, detailed description.
"""

MOST_BILOBAR_LESIONS = 10
"""Lesions of a bilobar liver disease at most. Source: NCT07467434, detailed description."""

LEAST_FOLFIRINOX_CYCLES = 2
"""Cycles of induction FOLFIRINOX at least. Source: NCT07467434, exclusion criteria."""

# Postoperative morbidity and mortality

LATE_DEATH_DAYS = 90
"""Days after an operation of the second mortality, day 0 and this day included.

Source: ``clinical.md`` A.5; an addition to the record, whose own window is 30 days.
"""

COMPLICATION_WEIGHTS = {
    "I": 300,
    "II": 1750,
    "IIIa": 2750,
    "IIIb": 4550,
    "IVa": 7200,
    "IVb": 8550,
}
"""Weight of a complication in the comprehensive index; a death has none, it is the worst index.

Source: Slankamenac 2013, Ann Surg 258:1.
"""

WORST_COMPLICATION_INDEX = 100
"""Comprehensive complication index of a death, and the most any sum can give.

Source: Slankamenac 2013, Ann Surg 258:1.
"""

# Complete treatment

HORIZON_MONTHS = 18
"""Calendar months from time zero in which both sites must be treated, the last day included.

Source: NCT07467434, primary outcome, time frame.
"""

PRESERVATION_MONTHS = 12
"""Calendar months from a complete response without regrowth, the last day included.

Source: NCT07467434, primary outcome ("the first year").
"""

RODEL_GRADES_TO_PERCENT = (0, 25, 50)
"""Regression up to which a rectal specimen has Rödel grade 0, 1 and 2, included; 3 lies above.

Source: A.3 of ``clinical.md`` (Rödel, JCO 2005); a check of the pathologist's grade, never a grade.
"""

# At the tumour board

EXAMINATION_WITHIN_DAYS = 42
"""Oldest that an examination may be on the day of the tumour board, days.

Source: ``clinical.md`` D.2 (MRI within 6 weeks) and F.1.7 (the three parts of a complete response
within 42 days); the record gives no number.
"""

# Recruitment

RECORD_TARGET = 550
"""Patients of both cohorts together. Source: NCT07467434, enrolment (estimated)."""

FIRST_INCLUSION_DAY = date(2026, 4, 1)
"""First day of inclusion. Source: NCT07467434, start (2026-04; the record gives no day)."""

LAST_INCLUSION_DAY = date(2029, 4, 1)
"""Last day of inclusion: 36 months, which with the follow-up give both completion dates.

Source: ``clinical.md`` A.8, from the completion dates of NCT07467434 (2030-10 less 18 months,
2034-04 less 60 months).
"""
