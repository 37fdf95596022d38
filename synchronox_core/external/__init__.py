"""Public cohorts, each described once in ``mappings/`` and read into a table of its own."""
