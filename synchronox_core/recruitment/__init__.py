"""When the cohort will be complete, and how each centre compares with the others."""
