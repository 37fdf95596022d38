"""Records of invented patients whose whole path is known, as the engine reads them."""

from collections.abc import Iterator

from synchronox_core.ecrf.tables import DEFAULT_MISSING_CODES
from synchronox_core.endpoints.build import RECORD_COLUMNS, build_record
from synchronox_core.endpoints.records import Record
from synchronox_core.synthetic.blocks import iterate_journeys
from synchronox_core.synthetic.options import Options
from synchronox_core.synthetic.patient.chart import Cell, Row
from synchronox_core.synthetic.patient.journey import Journey
from synchronox_core.synthetic.population import draw_study, iterate_blocks


def journeys_of(patients: int, seed: int, options: Options | None = None) -> Iterator[Journey]:
    """Complete paths of a whole cohort: nothing cut, lost or missing yet."""
    study = draw_study(patients, seed, options or Options())
    for block in iterate_blocks(study):
        yield from iterate_journeys(study, block)


def life_record(journey: Journey) -> Record:
    """The record of a patient on the day of death, with every value known until then."""
    died_on = journey.died_on
    assert died_on is not None
    patient: Row = {
        **journey.chart.patient,
        "vital_status": "dead",
        "death_date": died_on,
        "last_news_date": died_on,
    }
    tables = {**journey.chart.rows, "patients": [patient]}
    rows = {
        table: [
            (line, *(_known(row.get(column)) for column in columns))
            for line, row in enumerate(tables[table], start=2)
        ]
        for table, columns in RECORD_COLUMNS.items()
    }
    return build_record(rows, as_of=died_on)


def _known(cell: Cell) -> Cell:
    return None if cell in DEFAULT_MISSING_CODES else cell
