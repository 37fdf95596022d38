"""The cohort: who is in it, and how they were treated."""
