"""Tables drawn in a test, read into rows."""


def rows_of(drawing: str) -> list[dict[str, str | None]]:
    """Rows of a drawn table by column name; an empty cell is None.

    >>> rows_of('''
    ...     margin_mm | status
    ...     ----------+-------
    ...     10        | R0
    ...               | R1
    ... ''')
    [{'margin_mm': '10', 'status': 'R0'}, {'margin_mm': None, 'status': 'R1'}]
    """
    lines = [line for line in drawing.splitlines() if line.strip()]
    header, *body = [_cells(line) for line in lines if set(line.strip()) - set("-+")]
    return [dict(zip(header, [cell or None for cell in cells], strict=True)) for cells in body]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]
