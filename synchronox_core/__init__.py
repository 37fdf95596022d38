"""Core of the SYNCHRONOX board: the protocol's definitions, the cohort store and the statistics."""

__version__ = "0.1.0"
