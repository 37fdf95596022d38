"""Labels of columns and of their codes, as shown on the pages."""

from synchronox_core.text import has_text, text


def column_label(column: str, language: str) -> str:
    """What a column is called on screen; its own name when the catalogue has none.

    >>> column_label("sex", "en"), column_label("sex", "fr"), column_label("my_column", "en")
    ('Sex', 'Sexe', 'my_column')
    """
    key = f"columns.{column}"
    return text(key, language) if has_text(key) else column


def code_label(column: str, code: str, language: str) -> str:
    """What a code of a column means; the code itself when the catalogue has no entry.

    Args:
        column: Column the code belongs to.
        code: The code as stored, or ``unknown`` for a missing value.
        language: ``en`` or ``fr``.

    >>> code_label("sex", "F", "en"), code_label("ct", "cT4a", "fr")
    ('Female', 'cT4a')
    """
    for key in (f"columns.{column}_{code}", f"columns.any_{code}"):
        if has_text(key):
            return text(key, language)
    return code
