"""Public cohorts beside ours."""
