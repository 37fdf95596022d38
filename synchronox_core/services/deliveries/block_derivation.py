"""The answers for every patient, block after block, by processes beside one another where it pays.

The processes are plain ``python -m`` of this module and not those of ``multiprocessing``: these
run the main script of their parent again, and under Streamlit that is the page being shown.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from synchronox_core.config import REPOSITORY
from synchronox_core.endpoints.derivation import treatment_of
from synchronox_core.endpoints.member import derive_member
from synchronox_core.endpoints.rules_version import read_rules_version
from synchronox_core.endpoints.stored import derive_stored
from synchronox_core.services.patients.patient_records import iterate_records
from synchronox_core.store import open_store
from synchronox_core.store.derivation import Derivation
from synchronox_core.store.derived_writing import StoredAnswers
from synchronox_core.store.record_queries import Block

FEWEST_BLOCKS = 3
"""Blocks from which processes are started: a process takes a second to start, a block two."""

MOST_PROCESSES = 4
"""Each takes about 150 MB."""


class Task(NamedTuple):
    """What a process derives.

    Attributes:
        directory: Folder of the store.
        extract_id: Number of the extract.
        derivation: Readings of the record, data cut and version of the rules.
        blocks: Patients, in order.
    """

    directory: Path
    extract_id: int
    derivation: Derivation
    blocks: Sequence[Block]


def iterate_answers(task: Task) -> Iterator[StoredAnswers]:
    """The answers for each block of a task, in order.

    What a process does not deliver is derived here, so that a fault says the same as without
    processes, and a process that was killed costs time only.

    Args:
        task: Everything to derive.

    Raises:
        StoreError: The extract cannot be read.
    """
    processes = count_processes(len(task.blocks))
    with ExitStack() as stack:
        shares = [task._replace(blocks=task.blocks[n::processes]) for n in range(processes)]
        running = [stack.enter_context(_start(share)) for share in shares if processes > 1]
        for number, block in enumerate(task.blocks):
            found = _receive(running[number % processes]) if running else None
            yield derive_block(task, block) if found is None else found


def count_processes(blocks: int) -> int:
    """Processes that share so many blocks; 1 derives them here.

    >>> count_processes(1)
    1
    """
    if blocks < FEWEST_BLOCKS:
        return 1
    return min(_count_cores(), MOST_PROCESSES, blocks)


def _count_cores() -> int:
    """Cores this process may use; Linux knows better than the number of them all."""
    has_affinity = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1


def derive_block(task: Task, block: Block) -> StoredAnswers:
    """The answers for the patients of a block.

    Raises:
        StoreError: The extract cannot be read.
    """
    answers = StoredAnswers()
    store, derivation = open_store(task.directory), task.derivation
    for record in iterate_records(store, derivation.as_of, task.extract_id, block):
        found = derive_stored(record, derivation.settings)
        answers.add(derive_member(record, treatment_of(found)), found)
    return answers


def work(source: IO[bytes], target: IO[bytes]) -> None:
    """Derive the blocks of a task and write the answers of each as soon as they are there.

    Nothing is written when the rules on the disk are no longer those of the parent.

    Args:
        source: Gives the task.
        target: Takes the answers; the parent reads them when it comes to them.
    """
    task: Task = pickle.load(source)
    if task.derivation.rules_version != read_rules_version():
        return
    for block in task.blocks:
        pickle.dump(derive_block(task, block), target, pickle.HIGHEST_PROTOCOL)
        target.flush()


@contextmanager
def _start(task: Task) -> Iterator[IO[bytes]]:
    # What goes wrong there comes up here again; its traceback could quote a patient.
    with subprocess.Popen(
        [sys.executable, "-m", __name__],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with suppress(BrokenPipeError), process.stdin:
                pickle.dump(task, process.stdin)
            yield process.stdout
        finally:
            process.kill()


def _receive(stream: IO[bytes]) -> StoredAnswers | None:
    """The next answers; None when their process has ended without them."""
    try:
        answers: StoredAnswers = pickle.load(stream)
    except (EOFError, pickle.UnpicklingError):
        return None
    return answers


if __name__ == "__main__":
    work(sys.stdin.buffer, sys.stdout.buffer)
