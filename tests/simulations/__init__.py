"""Simulations: minutes, seeded, their result committed as a table."""
