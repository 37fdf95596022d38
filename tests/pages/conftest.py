"""What several tests of the pages start from."""

import pytest
import streamlit as st

from tests.lib.board_pages import open_board_page


@pytest.fixture
def take(demo_store, monkeypatch):
    """Open a page; the files its buttons give, by name, each made when called for."""
    monkeypatch.setenv("SYNCHRONOX_STORE", str(demo_store.directory))
    offered = {}

    def offer(label, data, *, file_name, **others):
        offered[file_name] = data

    monkeypatch.setattr(st, "download_button", offer)

    def run(page, **parameters):
        offered.clear()
        assert not open_board_page(page, **parameters).exception
        return dict(offered)

    return run
