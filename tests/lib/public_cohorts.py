"""Invented files in the form of the public cohorts, for tests without the real data."""

from pathlib import Path

from synchronox_core.external.mapping import CohortMapping, read_mapping


def invented_record(mapping: CohortMapping, number: int, **changed: str) -> dict[str, str]:
    """A record every cell of which can be read; ``changed`` names columns of ours."""
    record = {}
    for column in mapping.columns.values():
        text = f"P-{number:03}" if column.type == "VARCHAR" else str(max(1, column.minimum or 0))
        record.setdefault(column.source, next(iter(column.words), text))
    return record | {mapping.columns[ours].source: cell for ours, cell in changed.items()}


def write_public_cohort(path: Path, name: str, records: list[dict[str, str]]) -> Path:
    """A file of records as published: comment lines, header, delimiter of the cohort."""
    mapping = read_mapping(name)
    header = list(dict.fromkeys(column.source for column in mapping.columns.values()))
    rows = [header, *([record[source] for source in header] for record in records)]
    comments = [f"{mapping.comment}note"] * 2 if mapping.comment else []
    lines = [*comments, *(mapping.delimiter.join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def invented_liver_cohort(path: Path, patients: int = 20) -> Path:
    """Patients of the liver cohort: the first half had chemotherapy, patient n dies in month n."""
    mapping = read_mapping("crlm_tcia")
    return write_public_cohort(
        path,
        "crlm_tcia",
        [
            invented_record(
                mapping,
                number,
                preoperative_chemotherapy="1" if number <= patients // 2 else "0",
                os_months=str(number),
                largest_lesion_mm=f"{number / 10:.1f}",
            )
            for number in range(1, patients + 1)
        ],
    )
