"""The quality of the data, for those who monitor it."""
