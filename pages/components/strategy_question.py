"""What a board asks of a patient's prediction: the moment, the order, and what it supposes."""

import streamlit as st

from pages.components import address
from pages.components.language import current_language, text
from synchronox_core.endpoints.predictors import Moment
from synchronox_core.endpoints.records import Record
from synchronox_core.services.prediction import hypothesis, strategy_rows
from synchronox_core.services.prediction.hypothesis import Changes
from synchronox_core.services.prediction.predictor import (
    PatientPrediction,
    Predictor,
    predict_patient,
)

LATEST = "latest"
"""Code of the choice that takes the restaging, or the diagnosis before it."""

SUPPOSED_OF = "supposed_of"
"""Name in the state of the session of the patient about whom something may be supposed."""


def predict_recorded(predictor: Predictor, record: Record) -> PatientPrediction:
    """The prediction from the record, at the moment chosen."""
    chosen = address.choose_one(
        "moment",
        text("strategies.moment"),
        (LATEST, *(moment.value for moment in Moment)),
        default=LATEST,
        label_of=lambda code: text(f"strategies.moment_{code}"),
    )
    return predict_patient(predictor, record, None if chosen == LATEST else Moment(chosen))


def choose_order() -> tuple[str, ...]:
    """The order in which strategies are listed; it changes nothing else."""
    first = address.choose_one(
        "first",
        text("strategies.first"),
        strategy_rows.ORDER,
        default=strategy_rows.ORDER[0],
        label_of=lambda code: strategy_rows.strategy_label(code, current_language()),
    )
    return strategy_rows.list_order(first)


def suppose(recorded: PatientPrediction) -> Changes:
    """The values supposed instead of those on record; another patient starts without any."""
    _forget_other_patient(recorded.patient_id)
    with st.expander(text("strategies.suppose"), key="suppose"):
        st.caption(text("strategies.suppose_lead"))
        with st.grid(min_column_width=200):
            codes = {
                name: _choose_value(name, recorded)
                for name in hypothesis.list_inputs(recorded.moment)
            }
    return hypothesis.read_changes(codes)


def _forget_other_patient(patient_id: str) -> None:
    if st.session_state.get(SUPPOSED_OF, patient_id) != patient_id:
        for key in (f"if_{name}" for name in hypothesis.VALUES):
            st.session_state[key] = hypothesis.RECORDED
    st.session_state[SUPPOSED_OF] = patient_id


def _choose_value(name: str, recorded: PatientPrediction) -> str:
    spoken = current_language()
    return address.choose_one(
        f"if_{name}",
        text(f"strategies.predictor_{name}"),
        hypothesis.list_codes(name),
        default=hypothesis.RECORDED,
        label_of=lambda code: hypothesis.tell_choice(name, code, recorded, spoken),
    )
