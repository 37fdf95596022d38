"""From files to text: a delivery is opened, recognised, decoded and cut into cells."""

from synchronox_core.ecrf.reading.bundle import Bundle, open_bundle

__all__ = ["Bundle", "open_bundle"]
