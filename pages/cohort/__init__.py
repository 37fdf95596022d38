"""Pages on the cohort."""
