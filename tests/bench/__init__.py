"""Benchmarks: measured and printed, never a condition of a test."""
