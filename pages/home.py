"""Home: what the board is for, and the way to each page."""

import streamlit as st

from pages.components import frame
from pages.components.language import text

frame.open_page("home", needs_extract=False)
st.write(text("frame.home_lead"))
for name, page in frame.linked_pages().items():
    with st.container(border=True, key=f"home_{name}"):
        st.page_link(page)
        st.caption(text(f"frame.home_{name}"))
