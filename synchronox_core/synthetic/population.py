"""The invented population in blocks: who, with which covariates, and the truth about each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np

from synchronox_core.errors import UsageError
from synchronox_core.synthetic.centres import Centre, draw_centres
from synchronox_core.synthetic.covariates import Baseline, Covariates, draw_covariates
from synchronox_core.synthetic.options import Options
from synchronox_core.synthetic.patient.journey import Member
from synchronox_core.synthetic.roster import Roster, draw_roster
from synchronox_core.synthetic.truth import STRATEGIES, Truth, draw_truth

BLOCK_PATIENTS = 500
"""Patients drawn together; part of what a seed means, so never changed."""

MOST_PATIENTS = 1_000_000


class Stream(IntEnum):
    """Independent streams of random numbers, so that an option changes only what it is about."""

    STUDY = 0
    COVARIATES = 1
    TRUTH = 2
    PATH = 3
    OBSERVATION = 4
    PAPERWORK = 5
    DIRT = 6


@dataclass(frozen=True)
class Study:
    """What is drawn once for the whole cohort.

    Attributes:
        seed: Seed of everything.
        options: Scenario.
        centres: Centres in the order of planned opening.
        roster: Calendar of all patients.
    """

    seed: int
    options: Options
    centres: tuple[Centre, ...]
    roster: Roster

    def generator(self, stream: Stream, block: int = 0) -> np.random.Generator:
        """Seeded source of one stream of one block."""
        return np.random.default_rng(
            np.random.SeedSequence(self.seed, spawn_key=(stream.value, block))
        )


@dataclass(frozen=True)
class Block:
    """Patients drawn together.

    Attributes:
        number: Number of the block, from 0.
        first: Position in the roster of its first patient.
        covariates: Covariates, shape (n,).
        truth: Truth about the same patients.
    """

    number: int
    first: int
    covariates: Covariates
    truth: Truth


def draw_study(patients: int, seed: int, options: Options) -> Study:
    """Centres and calendar of a cohort.

    Args:
        patients: Size, 1 to 1,000,000.
        seed: Any whole number from 0.
        options: Scenario.

    Raises:
        UsageError: The size or the seed is outside its limits.
    """
    if not 1 <= patients <= MOST_PATIENTS:
        raise _outside("--patients", patients, f"1 - {MOST_PATIENTS}")
    if seed < 0:
        raise _outside("--seed", seed, "0, 1, 2, ...")
    generator = np.random.default_rng(
        np.random.SeedSequence(seed, spawn_key=(Stream.STUDY.value, 0))
    )
    centres = draw_centres(generator, patients, options.centre_sd)
    return Study(seed, options, centres, draw_roster(generator, centres, patients))


def _outside(setting: str, value: object, allowed: str) -> UsageError:
    return UsageError("errors.setting_value", setting=setting, value=value, allowed=allowed)


def iterate_blocks(study: Study) -> Iterator[Block]:
    """Blocks in the order of inclusion; only one is in memory at a time."""
    effects = np.array([centre.effect for centre in study.centres])
    patients = len(study.roster.centre)
    for number, first in enumerate(range(0, patients, BLOCK_PATIENTS)):
        size = min(BLOCK_PATIENTS, patients - first)
        covariates = draw_covariates(study.generator(Stream.COVARIATES, number), size)
        truth = draw_truth(
            study.generator(Stream.TRUTH, number),
            covariates,
            effects[study.roster.centre[first : first + size]],
            study.options,
        )
        yield Block(number, first, covariates, truth)


def list_patients(study: Study, block: Block) -> list[tuple[Member, Baseline]]:
    """The patients of a block one by one, with plain values."""
    rows = block.covariates.tolist()
    part = slice(block.first, block.first + len(rows))
    roster, truth = study.roster, block.truth
    columns = zip(
        roster.centre[part].tolist(),
        roster.number[part].tolist(),
        roster.is_retrospective[part].tolist(),
        roster.diagnosis[part].tolist(),
        roster.treatment[part].tolist(),
        roster.inclusion[part].tolist(),
        truth.planned.tolist(),
        truth.carried_out.tolist(),
        truth.realised.tolist(),
        strict=True,
    )
    patients = []
    for column, row in zip(columns, rows, strict=True):
        position, number, is_old, diagnosis, treatment, inclusion, planned, done, achieved = column
        centre_id = study.centres[position].centre_id
        member = Member(
            patient_id=f"SYN-{centre_id}-{number:04d}",
            centre_id=centre_id,
            is_retrospective=is_old,
            diagnosis=date.fromordinal(diagnosis),
            t0=date.fromordinal(treatment),
            inclusion=date.fromordinal(inclusion),
            planned=STRATEGIES[planned],
            carried_out=STRATEGIES[done],
            is_achieved=bool(achieved),
        )
        patients.append((member, Baseline(*row)))
    return patients
