"""Charts authored in Altair, compiled once per language, drawn by the pages with their frame."""
