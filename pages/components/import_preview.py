"""A checked delivery before anything is stored: verdict, account, findings, what would change."""

from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from pages.components import data_access, printed
from pages.components.language import current_language, text
from synchronox_core.ecrf.model import CellCounts, Counts
from synchronox_core.services.deliveries.downloads import findings_csv, quarantine_csv
from synchronox_core.services.deliveries.findings import Cause, group_by_cause
from synchronox_core.services.deliveries.importing import Preview
from synchronox_core.text.formats import format_date

COUNT_COLUMNS = ("records", "clean", "held_back", "blank", "privacy")
CELL_COLUMNS = ("cells", "values", "empty", "coded", "set_aside", "privacy", "not_kept")


def show(source: str, preview: Preview) -> None:
    """Show a checked delivery; nothing is saved yet.

    Args:
        source: Name of the delivery.
        preview: The checked delivery.
    """
    st.header(text("import.preview", source=source))
    verdict = text(f"import.verdict_{preview.verdict}")
    {"refused": st.error, "ready": st.success}.get(preview.verdict, st.warning)(verdict)
    if preview.delivery.manifest is not None and preview.as_of is not None:
        _show_delta(preview)
    _show_account(preview.delivery.counts)
    _show_cells(preview.delivery.cell_counts)
    _show_findings(preview)
    _offer_downloads(preview)


def _show_delta(preview: Preview) -> None:
    manifest, as_of = preview.delivery.manifest, preview.as_of
    if manifest is None or as_of is None:
        return
    columns = st.columns(4)
    columns[0].metric(text("import.as_of"), format_date(as_of, current_language()))
    columns[1].metric(text("import.patients"), len(preview.delivery.tables["patients"]))
    columns[2].metric(text("import.patients_added"), preview.patients_added)
    columns[3].metric(text("import.patients_gone_label"), preview.patients_gone)
    if manifest.synthetic:
        st.warning(text("import.synthetic_delivery"))


def _show_account(counts: Mapping[str, Counts]) -> None:
    if not counts:
        return
    st.subheader(text("import.account"))
    table: dict[str, list[object]] = {text("import.file"): list(counts)}
    for name in COUNT_COLUMNS:
        table[text(f"import.count_{name}")] = [getattr(count, name) for count in counts.values()]
    st.dataframe(table, hide_index=True, height="content", alt=text("import.account_alt"))
    adds_up = all(count.adds_up for count in counts.values())
    st.caption(text("import.adds_up" if adds_up else "import.does_not_add_up"))


def _show_cells(cell_counts: Mapping[str, Mapping[str, CellCounts]]) -> None:
    rows = [(f, c, count) for f, columns in cell_counts.items() for c, count in columns.items()]
    if not rows:
        return
    with st.expander(text("import.cells")):
        table: dict[str, list[object]] = {
            text("import.file"): [file for file, _, _ in rows],
            text("import.column"): [column for _, column, _ in rows],
        }
        for name in CELL_COLUMNS:
            table[text(f"import.cell_{name}")] = [getattr(count, name) for _, _, count in rows]
        st.dataframe(table, hide_index=True, alt=text("import.cells_alt"))


def _show_findings(preview: Preview) -> None:
    listed = data_access.settings().listed_messages_per_cause
    causes = group_by_cause(preview.delivery.findings, listed)
    st.subheader(text("import.findings"))
    if not causes:
        st.write(text("import.no_findings"))
    for cause in causes:
        _show_cause(cause)


def _show_cause(cause: Cause) -> None:
    language = current_language()
    level = text(f"import.level_{cause.level.value}")
    title = text("import.cause", level=level, code=cause.code, count=cause.findings)
    if cause.places:
        title += text("import.cause_places", places=", ".join(cause.places))
    if cause.patients:
        title += text("import.cause_patients", count=cause.patients)
    # Nothing is sent of a cause that stays closed: a bad delivery has thousands of messages.
    box = st.expander(title, key=f"cause_{cause.level}_{cause.code}", on_change="rerun")
    if not box.open:
        return
    with box:
        messages = [finding.message(language) for finding in cause.examples]
        frame = pd.DataFrame({text("import.finding_message"): messages})
        printed.table(frame, alt=title)
        if cause.findings > len(messages):
            st.caption(text("import.more_in_csv", count=cause.findings, listed=len(messages)))


def _offer_downloads(preview: Preview) -> None:
    delivery, language = preview.delivery, current_language()
    if delivery.findings:
        st.download_button(
            text("import.download_findings"),
            partial(findings_csv, delivery.findings, language),
            "findings.csv",
            "text/csv",
        )
    tables = list(dict.fromkeys(row.table for row in delivery.quarantine))
    if not tables:
        return
    with (
        st.expander(text("import.quarantine", count=len(delivery.quarantine))),
        st.container(horizontal=True),
    ):
        for table in tables:
            st.download_button(
                f"{table}.csv",
                partial(quarantine_csv, delivery, table, language),
                f"quarantine_{table}.csv",
                "text/csv",
                key=f"quarantine_{table}",
            )
