from synchronox_core.services.defects import log_defect


def fail_on(cell: str) -> None:
    try:
        int(cell)
    except ValueError as fault:
        raise RuntimeError(f"cannot use {cell}") from fault


def test_log_names_kind_and_place_of_a_defect_and_its_cause_but_quotes_nothing(caplog):
    cell = "-".join(("SYN", "INA", "0001"))
    try:
        fail_on(cell)
    except RuntimeError as defect:
        reference = log_defect(defect)
    assert reference in caplog.text
    assert "RuntimeError" in caplog.text
    assert "ValueError" in caplog.text
    assert "in fail_on" in caplog.text
    assert cell not in caplog.text
