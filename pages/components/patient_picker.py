"""The way to a patient: a search on the server, the address, one step back or forward."""

import streamlit as st

from pages.components import address, data_access
from pages.components.language import current_language, text
from synchronox_core.services.patients.search import find_patients, place_patient
from synchronox_core.text.formats import format_number

PATIENT = "patient"
"""Parameter of the address that holds the study code."""

WITHIN = "within"
"""Parameter of the address that holds the centre in which to search and step."""

EVERYWHERE = "all"
"""Code of the choice that keeps every centre."""

LETTERS, MATCH = "patient_letters", "patient_match"
LONGEST_SEARCH = 20


def pick() -> str:
    """The study code chosen; the first one of an address without a code.

    An address whose code is not in the extract is told so, with the search at hand; the page
    then ends.
    """
    narrow, search, steps = st.columns([2, 3, 4], vertical_alignment="bottom")
    with narrow:
        centre = _choose_centre()
    with search:
        st.text_input(
            text("patient.search"),
            key=LETTERS,
            type="search",
            max_chars=LONGEST_SEARCH,
            placeholder=text("patient.search_example"),
            help=text("patient.search_help"),
            on_change=_open_single_match,
        )
    _offer_matches(centre)
    patient_id = address.follow(PATIENT) or _first_patient(centre)
    with steps, st.container(horizontal=True, vertical_alignment="center"):
        _draw_steps(patient_id, centre)
    if not place_patient(data_access.store(), patient_id).is_listed:
        st.error(text("errors.patient_unknown"))
        st.stop()
    address.keep(PATIENT, patient_id)
    return patient_id


def _choose_centre() -> str | None:
    labels = {EVERYWHERE: text("patient.centre_all")}
    for code, name in data_access.centres().items():
        labels[code] = f"{code} · {name}" if name else code
    chosen = address.choose_one(
        WITHIN,
        text("patient.centre_choice"),
        tuple(labels),
        default=EVERYWHERE,
        label_of=labels.__getitem__,
    )
    return _centre_code(chosen)


def _centre_code(chosen: str) -> str | None:
    return None if chosen == EVERYWHERE else chosen


def _first_patient(centre: str | None) -> str:
    found = find_patients(data_access.store(), "", centre).patient_ids
    if not found:
        st.info(text("patient.nobody"))
        st.stop()
    return found[0]


def _offer_matches(centre: str | None) -> None:
    """What the search found, as a list to choose from; nothing without a search."""
    letters = st.session_state[LETTERS].strip()
    if not letters:
        return
    found = find_patients(data_access.store(), letters, centre)
    if not found.patient_ids:
        st.info(text("patient.search_none"))
        return
    st.selectbox(
        text("patient.search_found", count=found.matches, shown=len(found.patient_ids)),
        found.patient_ids,
        index=None,
        key=MATCH,
        placeholder=text("patient.choose"),
        on_change=_open_match,
    )


def _draw_steps(patient_id: str, centre: str | None) -> None:
    place = place_patient(data_access.store(), patient_id, centre)
    for name, neighbour in (("previous", place.previous), ("next", place.next)):
        st.button(
            text(f"patient.{name}"),
            key=f"patient_{name}",
            disabled=neighbour is None,
            on_click=_open,
            args=(neighbour,),
        )
    spoken = current_language()
    numbers = {
        "place": format_number(place.place, spoken),
        "patients": format_number(place.patients, spoken),
    }
    st.caption(text("patient.place" if place.is_listed else "patient.place_outside", **numbers))


def _open(patient_id: str) -> None:
    st.session_state[PATIENT] = patient_id
    st.session_state[LETTERS] = ""


def _open_match() -> None:
    if st.session_state[MATCH]:
        _open(st.session_state[MATCH])


def _open_single_match() -> None:
    """Open the only code found, or the one written in full."""
    letters = st.session_state[LETTERS].strip().upper()
    if not letters:
        return
    centre = _centre_code(st.session_state[WITHIN])
    found = find_patients(data_access.store(), letters, centre).patient_ids
    if len(found) == 1 or letters in found:
        _open(letters if letters in found else found[0])
