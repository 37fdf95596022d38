"""From raw text to values: each cell judged, each row placed, nothing guessed, nothing lost."""

from synchronox_core.ecrf.validation.delivery import Bundle, validate_delivery

__all__ = ["Bundle", "validate_delivery"]
