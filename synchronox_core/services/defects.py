"""Defects of the program: logged by where they happened, never with what they say.

The message of an exception may quote a cell, hence a patient; the log keeps its kind, the chain
of its causes and the places in the code, under a reference the reader can tell.
"""

import logging
import secrets
import traceback

LOG = logging.getLogger("synchronox")
REFERENCE_BYTES = 4


def log_defect(defect: BaseException) -> str:
    """Log a defect and return its reference number.

    Args:
        defect: What was raised.
    """
    reference = secrets.token_hex(REFERENCE_BYTES)
    LOG.error("defect %s: %s", reference, describe_defect(defect))
    return reference


def describe_defect(defect: BaseException) -> str:
    """Kind and places of a defect and of what caused it, without any message."""
    frames = "".join(traceback.format_tb(defect.__traceback__))
    described = f"{type(defect).__name__}\n{frames}"
    cause = defect.__cause__ or defect.__context__
    return described if cause is None else f"{described}caused by {describe_defect(cause)}"
