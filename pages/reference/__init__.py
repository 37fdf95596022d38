"""Pages of reference: definitions, model, public cohorts."""
