"""What a reader may change of the recruitment to come, kept in the address."""

import streamlit as st

from pages.components import address
from pages.components.language import current_language, text
from synchronox_core.services.recruitment.outlook import RecruitmentQuestion
from synchronox_core.text.formats import format_percent

CENTRES_ADDED = ("0", "1", "2", "3", "5", "10")
RATE_PERCENT = ("50", "75", "90", "100", "110", "125", "150", "200")
EXTENDED_MONTHS = ("0", "3", "6", "12", "18", "24")


def recruitment_question() -> RecruitmentQuestion:
    """The scenario chosen; the values that change nothing are the first ones shown."""
    with st.grid(min_column_width=220):
        added = _field("centres_added", CENTRES_ADDED, "0")
        rate = _field("rate_percent", RATE_PERCENT, "100")
        extended = _field("extended_months", EXTENDED_MONTHS, "0")
    return RecruitmentQuestion(
        centres_added=int(added), rate_percent=int(rate), extended_months=int(extended)
    )


def _field(name: str, options: tuple[str, ...], default: str) -> str:
    return address.choose_one(
        name,
        text(f"recruitment.choose_{name}"),
        options,
        default=default,
        label_of=_percent if name == "rate_percent" else str,
    )


def _percent(code: str) -> str:
    return format_percent(int(code) / 100, current_language(), 0)
