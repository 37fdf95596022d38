"""The factors associated with complete treatment, when a reader asks for them."""

import streamlit as st

from pages.components import address, data_access, printed, result_views
from pages.components.language import current_language, text
from synchronox_core.errors import ArtefactError
from synchronox_core.services.outcomes import factor_table


def show_factors() -> None:
    """Show the odds ratios; too few patients are told in a sentence."""
    st.header(text("model.factors"))
    st.caption(text("model.factors_lead"))
    asked = address.choose_one(
        "factors",
        text("model.factors_show"),
        ("no", "yes"),
        default="no",
        label_of=lambda code: text(f"columns.any_{code}"),
        widget="radio",
    )
    if asked == "no":
        return
    try:
        with st.spinner(text("model.factors_computing")):
            found = data_access.factors()
    except ArtefactError as error:
        st.info(text(error.key, **error.values))
        return
    language = current_language()
    st.markdown(factor_table.tell_factors(found, language))
    shown = factor_table.factor_table(found, language)
    printed.table(shown, alt=text("model.factors"))
    st.caption(text("model.factors_note"))
    result_views.download_csv(lambda: shown, "factors_table")
