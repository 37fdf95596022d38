"""Invented patients with a known truth, written as an eCRF bundle.

Numbers and formula come from ``synthetic-cohort.md`` of the specification (cited in the docstrings
as B.2, the generator values, and B.3, the effects); all effects of strategies are invented.
"""

from synchronox_core.synthetic.cohort import SyntheticSummary, write_synthetic_cohort
from synchronox_core.synthetic.options import Options

__all__ = ["Options", "SyntheticSummary", "write_synthetic_cohort"]
