"""The stored columns: those of the contract, each of the kind its answers have."""

from datetime import date

import pytest

from synchronox_core.endpoints.derivation import DERIVED_COLUMNS
from synchronox_core.endpoints.stored import STORED_COLUMNS, ValueKind, derive_stored, stored_value
from synchronox_core.protocol.settings import ProtocolSettings
from tests.lib.records import record

KINDS = {
    ValueKind.CODE: str,
    ValueKind.YES_NO: str,
    ValueKind.INTEGER: int,
    ValueKind.NUMBER: float,
    ValueKind.DATE: date,
}


def test_the_columns_of_the_contract_are_stored_in_their_order():
    assert tuple(STORED_COLUMNS)[: len(DERIVED_COLUMNS)] == DERIVED_COLUMNS


def test_every_column_has_an_answer_in_the_order_of_the_columns():
    assert tuple(derive_stored(record(), ProtocolSettings())) == tuple(STORED_COLUMNS)


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("eligible", ValueKind.YES_NO),
        ("complete_treatment", ValueKind.CODE),
        ("complete_treatment_date", ValueKind.DATE),
        ("cci_liver", ValueKind.NUMBER),
        ("os_event", ValueKind.INTEGER),
    ],
)
def test_a_column_has_the_kind_the_contract_gives_it(column, kind):
    assert STORED_COLUMNS[column] is kind


def test_answers_on_a_patient_have_the_kind_of_their_column():
    answers = derive_stored(record(), ProtocolSettings())
    values = {column: stored_value(answer.value) for column, answer in answers.items()}
    wrong = {
        column: value
        for column, value in values.items()
        if value is not None and not isinstance(value, KINDS[STORED_COLUMNS[column]])
    }
    assert wrong == {}
