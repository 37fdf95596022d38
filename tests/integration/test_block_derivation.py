"""Answers derived block after block are the same, by processes beside one another or without."""

import io
import pickle
import sys

import pytest

from synchronox_core.endpoints.rules_version import read_rules_version
from synchronox_core.errors import StoreError
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.deliveries import block_derivation
from synchronox_core.services.deliveries.block_derivation import (
    Task,
    count_processes,
    iterate_answers,
    work,
)
from synchronox_core.store.derivation import Derivation
from synchronox_core.store.derived_writing import StoredAnswers
from synchronox_core.store.record_queries import list_blocks

PATIENTS = 550
BLOCK = 120


@pytest.fixture
def task(demo_store, monkeypatch):
    """The demo store in five blocks, the last one smaller."""
    monkeypatch.setattr("synchronox_core.store.record_queries.BLOCK_PATIENTS", BLOCK)
    with demo_store.read() as cursor:
        blocks = list_blocks(cursor)
    derivation = Derivation(ProtocolSettings(), read_rules_version())
    return Task(demo_store.directory, 1, derivation, blocks)


def derive(task):
    whole, sizes = StoredAnswers(), []
    for found in iterate_answers(task):
        whole.extend(found)
        sizes.append(len(found.patient_ids))
    return whole, sizes


@pytest.fixture
def alone(task, monkeypatch):
    """What one process derives."""
    with monkeypatch.context() as patch:
        patch.setattr(block_derivation, "count_processes", lambda _: 1)
        return derive(task)


@pytest.fixture
def two_processes(monkeypatch, alone):
    """Two processes, of which this one may derive nothing."""
    monkeypatch.setattr(block_derivation, "count_processes", lambda _: 2)


def test_blocks_hold_every_patient_once_in_order(alone):
    whole, sizes = alone
    assert sizes == [BLOCK] * 4 + [PATIENTS - 4 * BLOCK]
    assert whole.patient_ids == sorted(set(whole.patient_ids))
    assert len(whole.members) == PATIENTS


@pytest.mark.usefixtures("two_processes")
def test_two_processes_derive_the_same_in_the_same_order(task, alone, monkeypatch):
    monkeypatch.setattr(block_derivation, "derive_block", None)
    assert derive(task) == alone


@pytest.mark.usefixtures("two_processes")
def test_what_a_killed_process_does_not_deliver_is_derived_here(task, alone, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert derive(task) == alone


@pytest.mark.usefixtures("two_processes")
def test_a_fault_of_a_process_is_told_as_without_processes(task):
    with pytest.raises(StoreError) as told:
        derive(task._replace(extract_id=9))
    assert told.value.key == "errors.store_extract_unknown"


@pytest.mark.usefixtures("two_processes")
def test_a_reader_who_stops_early_leaves_no_process(task, monkeypatch):
    started = []
    start = block_derivation.subprocess.Popen
    monkeypatch.setattr(
        block_derivation.subprocess,
        "Popen",
        lambda *asked, **named: started.append(start(*asked, **named)) or started[-1],
    )
    answers = iterate_answers(task)
    next(answers)
    answers.close()
    assert [process.poll() is None for process in started] == [False, False]


def test_a_process_writes_the_blocks_of_its_task(task, alone):
    source, target = io.BytesIO(pickle.dumps(task._replace(blocks=task.blocks[:1]))), io.BytesIO()
    work(source, target)
    assert pickle.loads(target.getvalue()).patient_ids == alone[0].patient_ids[:BLOCK]


def test_a_process_with_other_rules_writes_nothing(task):
    other = task._replace(derivation=Derivation(ProtocolSettings(), "earlier"))
    target = io.BytesIO()
    work(io.BytesIO(pickle.dumps(other)), target)
    assert target.getvalue() == b""


@pytest.mark.parametrize(
    ("blocks", "cores", "processes"), [(1, 8, 1), (2, 8, 1), (3, 8, 3), (50, 2, 2), (50, 64, 4)]
)
def test_processes_are_few_and_only_for_many_patients(blocks, cores, processes, monkeypatch):
    monkeypatch.setattr(block_derivation.os, "sched_getaffinity", lambda _: range(cores))
    assert count_processes(blocks) == processes
