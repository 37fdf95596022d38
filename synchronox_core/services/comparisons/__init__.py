"""Strategies compared, as planned and as performed."""
