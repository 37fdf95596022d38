"""Writing of a whole invented cohort as an eCRF bundle with its truth, block by block."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from synchronox_core.ecrf.tables import TABLES
from synchronox_core.errors import ExportError, UsageError
from synchronox_core.synthetic.blocks import build_block
from synchronox_core.synthetic.centres import describe_centre
from synchronox_core.synthetic.dice import Dice
from synchronox_core.synthetic.dirt import soil_rows
from synchronox_core.synthetic.options import DATA_CUT, Options
from synchronox_core.synthetic.paperwork import ScreeningLog
from synchronox_core.synthetic.population import (
    Block,
    Stream,
    Study,
    draw_study,
    iterate_blocks,
)
from synchronox_core.synthetic.truth import STRATEGIES
from synchronox_core.synthetic.writer import MANIFEST, TRUTH, BundleWriter, cells_of

TRUTH_COLUMNS = (
    "patient_id",
    "centre_effect",
    *(f"propensity_{strategy}" for strategy in STRATEGIES),
    *(f"risk_{strategy}" for strategy in STRATEGIES),
    *(f"risk_performed_{strategy}" for strategy in STRATEGIES),
    *(f"outcome_{strategy}" for strategy in STRATEGIES),
    "strategy_planned",
)
PROMISED = 1.3  # centres promise more than they include


@dataclass(frozen=True)
class SyntheticSummary:
    """What was written.

    Attributes:
        patients: Patients in the cohort.
        files: Names of the files, the manifest first.
    """

    patients: int
    files: tuple[str, ...]


def write_synthetic_cohort(
    directory: Path,
    *,
    patients: int,
    seed: int,
    dirt: float = 0.0,
    options: Options | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> SyntheticSummary:
    """Write an invented cohort; the same arguments give the same bytes.

    Args:
        directory: Folder of the bundle; absent, empty, or holding an earlier synthetic bundle.
        patients: Size, 1 to 1,000,000.
        seed: Any whole number from 0.
        dirt: Share of the rows that get a fault of the kind found in real exports (0-1).
        options: Scenario; the shipped one by default.
        progress: Told the step (catalogue key) and the share written (0-1), after each block.

    Raises:
        ExportError: The folder holds something else, or cannot be written.
        UsageError: A size, seed or rate outside its limits.
    """
    if not 0.0 <= dirt <= 1.0:
        raise UsageError("errors.setting_value", setting="--dirt", value=dirt, allowed="0 - 1")
    study = draw_study(patients, seed, options or Options())
    try:
        with BundleWriter(directory, DATA_CUT) as writer:
            _write_study(writer, study)
            _write_blocks(writer, study, dirt, progress)
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise ExportError("errors.write_failed", path=str(directory), reason=reason) from fault
    return SyntheticSummary(patients, (MANIFEST, *(t.file for t in TABLES.values()), TRUTH))


def _write_study(writer: BundleWriter, study: Study) -> None:
    writer.write_truth([TRUTH_COLUMNS])
    total = sum(centre.weight for centre in study.centres)
    patients = len(study.roster.centre)
    writer.write_rows(
        "centres",
        (
            cells_of(
                "centres",
                describe_centre(centre, round(PROMISED * patients * centre.weight / total)),
            )
            for centre in study.centres
        ),
    )


def _write_blocks(
    writer: BundleWriter,
    study: Study,
    dirt: float,
    progress: Callable[[str, float], None] | None,
) -> None:
    log = ScreeningLog(DATA_CUT)
    patients = len(study.roster.centre)
    for block in iterate_blocks(study):
        rows = build_block(study, block, log)
        writer.write_truth(_truth_rows(block, [str(row["patient_id"]) for row in rows["patients"]]))
        soil = Dice(study.generator(Stream.DIRT, block.number))
        for table, table_rows in rows.items():
            cells = (cells_of(table, row) for row in table_rows)
            writer.write_rows(table, soil_rows(table, cells, soil, dirt) if dirt else cells)
        if progress is not None:
            written = block.first + len(rows["patients"])
            progress("synthetic.writing_patients", written / patients)


def _truth_rows(block: Block, patient_ids: list[str]) -> Iterator[list[str]]:
    truth = block.truth
    for position, patient_id in enumerate(patient_ids):
        numbers = (
            truth.centre_effect[position],
            *truth.propensity[position],
            *truth.risk[position],
            *truth.risk_performed[position],
            *truth.outcome[position],
        )
        planned = STRATEGIES[truth.planned[position]]
        yield [patient_id, *(f"{number:.6g}" for number in numbers), planned.value]
