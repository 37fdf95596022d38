"""The outcome measures are those of the trial record, in its words and its order."""

import json
from pathlib import Path

from synchronox_core.protocol.outcome_measures import OUTCOME_MEASURES, SECONDARY_MEASURES
from synchronox_core.text import text

RECORD = Path(__file__).parents[2] / "fixtures" / "trial_record" / "outcome_measures.json"
"""The outcomes module of NCT07467434, version of 2026-03-25, without the descriptions."""


def field(document, source):
    """What the record holds at a field such as ``a.b[0]``."""
    for step in source.replace("[", ".").replace("]", "").split("."):
        document = document[int(step)] if step.isdigit() else document[step]
    return document


def test_measures_and_time_frames_are_the_words_of_the_record():
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    for measure in OUTCOME_MEASURES:
        told = {
            "measure": text(f"outcomes.measure_{measure.code}"),
            "timeFrame": text(f"outcomes.time_frame_{measure.code}"),
        }
        assert told == field(record, measure.source)


def test_every_measure_of_the_record_is_there_once():
    module = json.loads(RECORD.read_text(encoding="utf-8"))["protocolSection"]["outcomesModule"]
    of_record = [
        f"protocolSection.outcomesModule.{group}[{place}]"
        for group, outcomes in module.items()
        for place, _ in enumerate(outcomes)
    ]
    assert [measure.source for measure in OUTCOME_MEASURES] == of_record
    assert len(OUTCOME_MEASURES) == 14
    assert len(SECONDARY_MEASURES) == 13
