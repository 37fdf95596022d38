"""Pages for those who run the trial."""
