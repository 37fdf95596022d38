"""The path of one invented patient, from diagnosis to death, that realises the outcome drawn."""
