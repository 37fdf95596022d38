"""Definitions: what every answer means, where it comes from and which setting changes it."""

import streamlit as st

from pages.components import frame, printed
from pages.components.language import current_language, text
from synchronox_core.services import definitions

frame.open_page("definitions", needs_extract=False)
language = current_language()
st.markdown(text("definitions.lead"))
words = st.text_input(
    text("definitions.search"),
    key="words",
    type="search",
    max_chars=80,
    placeholder=text("definitions.search_example"),
    bind="query-params",
)
chapters = definitions.find_definitions(definitions.build_definitions(language), words)
if not chapters:
    st.info(text("definitions.none_found"))
for chapter in chapters:
    st.header(chapter.title)
    printed.table(definitions.tabulate_chapter(chapter, language), alt=chapter.title)
