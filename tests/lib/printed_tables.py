"""Printed tables of a page under test, read back."""

import re
from html import unescape


def read_printed_table(app, label):
    """Cells of the printed table with this name, a row a line, its header left out."""
    for part in app.get("html"):
        body = unescape(part.proto.body)
        if f'aria-label="{label}"' in body:
            _, rows = body.split("<tbody>")
            lines = re.findall(r"<tr>(.*?)</tr>", rows, re.DOTALL)
            return [re.findall(r"<td[^>]*>(.*?)</td>", line, re.DOTALL) for line in lines]
    raise AssertionError(f"no table {label}")
