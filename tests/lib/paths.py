"""The path of a patient to both operations, drawn in one line of a table.

Columns, each a list of groups separated by commas; ``?`` is a missing value:

- ``rectum``: day, procedure, circumferential and distal margin (mm) of each operation;
- ``liver``: lesion, day, kind, then the margin (mm) of a resection or whether the control of an
  ablation is complete, then the viable cells (%) where the case is about them;
- ``seen``: lesion, day and status of a measurement;
- ``first_seen``: lesion and day, where it was not seen before treatment; lesions drawn nowhere
  else are on record too;
- ``exams``: day and answer of a rectal assessment (``complete``, ``negative``, ``partial``);
- ``events``: day and type;
- ``died``, ``news``, ``t0``, ``cut``: days; ``held``: tables with a row held back.

Without its column the rectum is R0 on 2022-06-01, the liver on 2022-10-01, and the news are
those of the data cut, 2025-12-31.
"""

from collections.abc import Mapping
from datetime import date

from synchronox_core.endpoints.build import cut_record
from synchronox_core.endpoints.records import Record
from tests.lib.measures import number_of
from tests.lib.records import Cells, record

Drawing = Mapping[str, str | None]

EXAMINATIONS: dict[str, Cells] = {
    "complete": {"ymrtrg": 1, "dre": "normal", "endoscopy": "white_scar"},
    "negative": {"ymrtrg": 3, "dre": "normal", "endoscopy": None},
    "partial": {"ymrtrg": 1, "dre": "scar", "endoscopy": None},
}
R0_RECTUM = "2022-06-01 anterior_resection 5 20"
R0_LIVER = "1 2022-10-01 resection 5"
SEEN_FIRST = "2022-01-03"


def draw_path(drawing: Drawing) -> Record:
    """The record of a drawn path, as it stands on the day of the data cut."""
    cut = drawing.get("cut") or "2025-12-31"
    treatments = [_treatment(group) for group in _groups(drawing.get("liver", R0_LIVER))]
    sights = [_sight(group) for group in _groups(drawing.get("seen"))]
    examinations = [_examination(group) for group in _groups(drawing.get("exams"))]
    whole = record(
        t0=drawing.get("t0", "2022-01-10"),
        as_of=cut,
        patient=_patient(drawing),
        lesions=_lesions(drawing, [row["lesion_no"] for row in treatments + sights]),
        operations=[_operation(group) for group in _groups(drawing.get("rectum", R0_RECTUM))],
        treatments=treatments,
        assessments=[
            *({"assessment_date": row["day"], "site": "liver"} for row in sights),
            *examinations,
        ],
        measurements=[
            {"lesion_no": row["lesion_no"], "assessment_no": place, "status": row["status"]}
            for place, row in enumerate(sights, start=1)
        ],
        events=[_event(group) for group in _groups(drawing.get("events"))],
        held_back=(drawing.get("held") or "").split(),
    )
    return cut_record(whole, date.fromisoformat(cut))


def _groups(cell: str | None) -> list[list[str | None]]:
    groups = [group.split() for group in (cell or "").split(",") if group.strip()]
    return [[None if word == "?" else word for word in group] for group in groups]


def _patient(drawing: Drawing) -> Cells:
    died = drawing.get("died")
    return {
        "vital_status": "dead" if died else "alive",
        "death_date": died,
        "last_news_date": died or drawing.get("news") or "2025-12-31",
    }


def _lesions(drawing: Drawing, numbers: list[object]) -> list[Cells]:
    later = {int(number or 0): day for number, day in _groups(drawing.get("first_seen"))}
    known = sorted({int(str(number)) for number in numbers} | set(later))
    return [{"lesion_no": no, "first_seen_date": later.get(no, SEEN_FIRST)} for no in known]


def _operation(group: list[str | None]) -> Cells:
    day, procedure, circumferential, distal = group
    circumferential_mm, circumferential_sign = number_of(circumferential)
    distal_mm, distal_sign = number_of(distal)
    return {
        "operation_date": day,
        "site": "rectum",
        "rectal_procedure": procedure,
        "circumferential_margin_mm": circumferential_mm,
        "circumferential_margin_qualifier": circumferential_sign,
        "distal_margin_mm": distal_mm,
        "distal_margin_qualifier": distal_sign,
    }


def _treatment(group: list[str | None]) -> dict[str, object]:
    lesion, day, kind, result, *viable = group
    row = {"lesion_no": int(lesion or 0), "treatment_date": day, "kind": kind}
    if kind != "resection":
        return {**row, "ablation_complete": result}
    margin, sign = number_of(result)
    viable_percent, viable_sign = number_of(viable[0] if viable else "40")
    return {
        **row,
        "liver_margin_mm": margin,
        "liver_margin_qualifier": sign,
        "viable_percent": viable_percent,
        "viable_qualifier": viable_sign,
    }


def _sight(group: list[str | None]) -> dict[str, object]:
    lesion, day, status = group
    return {"lesion_no": int(lesion or 0), "day": day, "status": status}


def _examination(group: list[str | None]) -> Cells:
    day, answer, *timepoint = group
    moment = timepoint[0] if timepoint else "end_neoadjuvant"
    cells = EXAMINATIONS[answer or "partial"]
    return {"assessment_date": day, "site": "rectum", "timepoint": moment, **cells}


def _event(group: list[str | None]) -> Cells:
    day, event_type = group
    return {"event_date": day, "event_type": event_type}
