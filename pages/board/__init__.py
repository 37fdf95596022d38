"""Pages of the tumour board."""
