"""One patient: found, summed up, drawn, and every answer traced."""
