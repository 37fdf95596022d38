"""Complete treatment at 18 months: models fitted, judged, kept as readable JSON, and used."""
