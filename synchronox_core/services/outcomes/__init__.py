"""The record's outcome measures and what goes with complete treatment."""
