"""Survival of the cohort."""
