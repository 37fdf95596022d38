"""From a delivery to an extract in use: checked, written, derived, compared with the one before."""
