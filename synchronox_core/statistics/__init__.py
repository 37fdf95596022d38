"""Numbers in, frozen estimates with their intervals out."""
