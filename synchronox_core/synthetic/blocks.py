"""The patients of a block: their complete paths, and the rows delivered at the data cut."""

from collections.abc import Iterator

from synchronox_core.ecrf.tables import TABLES
from synchronox_core.synthetic.dice import Dice
from synchronox_core.synthetic.missingness import lose_values
from synchronox_core.synthetic.observation import observe
from synchronox_core.synthetic.options import DATA_CUT
from synchronox_core.synthetic.paperwork import ScreeningLog, enter_forms
from synchronox_core.synthetic.patient.chart import Chart, Row
from synchronox_core.synthetic.patient.journey import Journey
from synchronox_core.synthetic.patient.life import build_journey
from synchronox_core.synthetic.population import Block, Stream, Study, list_patients


def iterate_journeys(study: Study, block: Block) -> Iterator[Journey]:
    """Complete paths of a block: nothing cut, lost or missing yet."""
    dice = Dice(study.generator(Stream.PATH, block.number))
    for member, baseline in list_patients(study, block):
        yield build_journey(member, baseline, dice, study.options)


def build_block(study: Study, block: Block, log: ScreeningLog) -> dict[str, list[Row]]:
    """Rows of the patients of a block by table, as they are delivered at the data cut.

    Args:
        study: The cohort.
        block: Patients.
        log: Screening log of the cohort, which goes on from block to block.
    """
    options = study.options
    watching = Dice(study.generator(Stream.OBSERVATION, block.number))
    office = Dice(study.generator(Stream.PAPERWORK, block.number))
    opened = {centre.centre_id: centre.open_date for centre in study.centres}
    rows: dict[str, list[Row]] = {table: [] for table in TABLES if table != "centres"}
    for journey in iterate_journeys(study, block):
        member, chart = journey.member, journey.chart
        observe(journey, DATA_CUT, watching, options.losses_per_year)
        lose_values(chart, watching, options.missingness, is_retrospective=member.is_retrospective)
        opened_on = opened[member.centre_id]
        assert opened_on is not None
        rows["screening"].extend(log.screen(member, opened_on, office))
        enter_forms(chart, DATA_CUT, office)
        log.query(chart, office)
        _collect(rows, chart)
    return rows


def _collect(rows: dict[str, list[Row]], chart: Chart) -> None:
    rows["patients"].append(chart.patient)
    for table, added in chart.rows.items():
        rows[table].extend(added)
