"""Streamlit pages: choose, ask a service, show; no clinical rule and no statistics here."""
