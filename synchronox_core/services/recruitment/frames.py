"""The rows of the recruitment: the history a forecast reads, progress by month, centres."""

from datetime import date

import numpy as np
import pandas as pd

from synchronox_core.protocol.thresholds import FIRST_INCLUSION_DAY
from synchronox_core.protocol.vocabulary import Cohort
from synchronox_core.recruitment.centre_pace import measure_centres
from synchronox_core.recruitment.exposure import Period
from synchronox_core.recruitment.history import DAYS_PER_MONTH, Floats, History
from synchronox_core.store.recruitment_queries import RecruitmentFrames

EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
COHORTS = (Cohort.RETROSPECTIVE.value, Cohort.PROSPECTIVE.value)
ALL, PLAN = "all", "plan"


def entered_by(inclusions: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Inclusions of which the entry was made by a day; without a day of entry, made at once."""
    days = (inclusions[name].to_numpy() for name in ("entered_date", "inclusion_date"))
    entered: pd.DataFrame = inclusions[np.fmax(*days) <= np.datetime64(as_of)]
    return entered


def known_centres(frames: RecruitmentFrames) -> pd.DataFrame:
    """The centres by their code, those of a patient included even when the list lacks them."""
    listed = frames.centres.set_index("centre_id")
    of_patients = pd.Index(frames.inclusions["centre_id"].dropna().unique())
    return listed.reindex(listed.index.append(of_patients.difference(listed.index)))


def read_history(centres: pd.DataFrame, inclusions: pd.DataFrame) -> History:
    """The prospective recruitment as the forecast reads it.

    Args:
        centres: Rows of ``known_centres``.
        inclusions: As in ``RecruitmentFrames``.
    """
    is_dated = inclusions["inclusion_date"].notna()
    prospective = inclusions[(inclusions["cohort"] == Cohort.PROSPECTIVE.value) & is_dated]
    return History(
        planned=_ordinals(centres["planned_open_date"]),
        opened=_ordinals(centres["open_date"]),
        closed=_ordinals(centres["close_date"]),
        centre=centres.index.get_indexer(pd.Index(prospective["centre_id"])).astype(np.int64),
        included=_ordinals(prospective["inclusion_date"]),
        entered=_ordinals(prospective["entered_date"]),
        diagnosed=_ordinals(prospective["rectal_diagnosis_date"]),
    )


def count_progress(centres: pd.DataFrame, entered: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Cumulated inclusions month by month, beside the promises of the centres.

    Args:
        centres: Rows of ``known_centres``.
        entered: Inclusions entered by the cut.
        as_of: The data cut.

    Returns:
        One row a series (``retrospective``, ``prospective``, ``all``, ``plan``) and day (first
        day of inclusion, then the ends of months, then the cut) — series, day, patients.
    """
    days = _ends_of_months(as_of)
    included = entered["inclusion_date"].to_numpy()
    known = {cohort: included[(entered["cohort"] == cohort).to_numpy()] for cohort in COHORTS}
    known[ALL] = included
    counted = {
        series: np.searchsorted(np.sort(moments), days, side="right").astype(np.float64)
        for series, moments in known.items()
    }
    counted[PLAN] = _promised(centres, days).round()
    return pd.concat(
        [
            pd.DataFrame({"series": series, "day": days, "patients": patients})
            for series, patients in counted.items()
        ],
        ignore_index=True,
    )


def describe_centres(
    centres: pd.DataFrame, entered: pd.DataFrame, history: History, as_of: date, period: Period
) -> pd.DataFrame:
    """Each centre: openings, delay, inclusions, pace, silence.

    Args:
        centres: Rows of ``known_centres``.
        entered: Inclusions entered by the cut.
        history: The prospective recruitment, of the same centres.
        as_of: The data cut.
        period: When inclusion is possible.

    Returns:
        One row a centre in the order of the planned openings — centre_id, centre_name,
        planned_open_date, open_date (None: not open at the cut), delay_days (wait so far while it
        is not open; None without a plan or before it), retrospective, prospective, months, rate,
        ci_low, ci_high (prospective inclusions a month; None under a month), planned_target (both
        cohorts), last_inclusion, silence_days, is_silent (None: not judged).
    """
    cut = pd.Timestamp(as_of)
    counts = entered.groupby(["centre_id", "cohort"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=centres.index, columns=list(COHORTS), fill_value=0)
    last = entered.groupby("centre_id")["inclusion_date"].max().reindex(centres.index)
    paces = pd.DataFrame(
        measure_centres(history, as_of, period, _ordinals(last)), index=centres.index
    )
    opened = centres["open_date"].where(centres["open_date"] <= cut)
    waited = (opened.fillna(cut) - centres["planned_open_date"]).dt.days
    silence = (cut - last.fillna(opened)).dt.days
    return pd.DataFrame(
        {
            "centre_name": centres["centre_name"].fillna(""),
            "planned_open_date": centres["planned_open_date"],
            "open_date": opened,
            "delay_days": waited.where(opened.notna() | (waited > 0)),
            **{cohort: counts[cohort] for cohort in COHORTS},
            "months": paces["months"],
            "rate": paces["rate"].astype(float),
            "ci_low": paces["ci_low"].astype(float),
            "ci_high": paces["ci_high"].astype(float),
            "planned_target": centres["planned_target"],
            "last_inclusion": last,
            "silence_days": silence,
            "is_silent": paces["is_silent"],
        }
    ).reset_index(names="centre_id")


def _ends_of_months(as_of: date) -> "np.ndarray[tuple[int], np.dtype[np.datetime64]]":
    first, cut = np.datetime64(FIRST_INCLUSION_DAY, "D"), np.datetime64(as_of, "D")
    months = np.arange(first.astype("M8[M]") + 1, cut.astype("M8[M]") + 1)
    ends = months.astype("M8[D]") - 1
    return np.unique(np.concatenate(([min(first, cut)], ends, [cut]))).astype("M8[us]")


def _promised(
    centres: pd.DataFrame, days: "np.ndarray[tuple[int], np.dtype[np.datetime64]]"
) -> Floats:
    """Inclusions the centres promised by each day: their rate since the planned opening."""
    planned = centres["planned_open_date"].to_numpy().astype("M8[us]")
    months = (days - planned[:, None]) / np.timedelta64(1, "D") / DAYS_PER_MONTH
    rates = centres["planned_rate_per_month"].to_numpy(dtype=float)[:, None]
    most = centres["planned_target"].to_numpy(dtype=float, na_value=np.nan)[:, None]
    promised = np.fmin(np.maximum(months, 0) * rates, most)
    total: Floats = np.nansum(promised, axis=0)
    return total


def _ordinals(days: "pd.Series[pd.Timestamp]") -> Floats:
    since_epoch = (pd.to_datetime(days) - pd.Timestamp(0)) / pd.Timedelta(days=1)
    return np.asarray(since_epoch, dtype=np.float64) + EPOCH_ORDINAL
