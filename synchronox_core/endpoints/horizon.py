"""The days that bound the primary endpoint of one patient."""

from datetime import date
from typing import NamedTuple

from synchronox_core.endpoints.records import Record
from synchronox_core.protocol.calendar import add_months
from synchronox_core.protocol.thresholds import HORIZON_MONTHS


class Horizon(NamedTuple):
    """Up to when facts count for a patient.

    Attributes:
        month_18: Day H, 18 calendar months after time zero, itself included.
        as_of: Data cut C.
        death_date: Day of death D by the data cut; None when not known to be dead.
        known_until: The earlier of the data cut and the death.
        facts_until: The earliest of all three: later facts do not count, except for the year of
            organ preservation.
    """

    month_18: date
    as_of: date
    death_date: date | None
    known_until: date
    facts_until: date

    @property
    def is_reached(self) -> bool:
        """Whether the data cut is on month 18 or after it, the patient alive or dead."""
        return self.as_of >= self.month_18


def read_horizon(record: Record) -> Horizon | None:
    """The days that bound the primary endpoint; None without a day zero.

    Source: ``clinical.md`` F.2, A.11 and rulings R.1.
    """
    t0 = record.patient.folfirinox_start_date
    if t0 is None:
        return None
    month_18 = add_months(t0, HORIZON_MONTHS)
    death = record.patient.death_date
    if death is not None and death > record.as_of:
        death = None
    known_until = min(death or record.as_of, record.as_of)
    return Horizon(month_18, record.as_of, death, known_until, min(month_18, known_until))
