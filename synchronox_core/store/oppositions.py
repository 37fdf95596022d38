"""Persons who oppose the use of their data: salted fingerprints, and a count by centre.

No study code is kept. A code has few possible values, so whoever holds the file can test them one
by one: the salt protects against comparison between stores, the access rights of the file (its
owner only) protect against the test.
"""

import hashlib
import hmac
import json
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from synchronox_core.ecrf.model import Opposition
from synchronox_core.errors import StoreError
from synchronox_core.store.durable import write_durably

SALT_BYTES = 32


def normalised(patient_id: str) -> str:
    """A study code as codes are compared: without outer spaces, case folded.

    >>> normalised(" SYN-INA-0001 ")
    'syn-ina-0001'
    """
    return patient_id.strip().casefold()


@dataclass(frozen=True)
class Oppositions:
    """Who must stay out of every extract.

    Attributes:
        salt: Secret of this store.
        centres: Centre (None when unknown) by fingerprint of the person.
    """

    salt: bytes = field(default_factory=lambda: secrets.token_bytes(SALT_BYTES))
    centres: Mapping[str, str | None] = field(default_factory=dict)

    def fingerprint(self, patient_id: str) -> str:
        """Salted HMAC-SHA-256 of a study code."""
        return hmac.new(self.salt, normalised(patient_id).encode(), hashlib.sha256).hexdigest()

    def knows(self, patient_id: str) -> bool:
        """Whether a person opposed earlier."""
        return self.fingerprint(patient_id) in self.centres

    def joined_by(self, persons: Iterable[Opposition]) -> "Oppositions":
        """The same with further persons; a known one is counted once."""
        added = {self.fingerprint(person.patient_id): person.centre_id for person in persons}
        return Oppositions(self.salt, {**added, **self.centres})

    def by_centre(self) -> list[tuple[str | None, int]]:
        """Number of persons by centre."""
        counts = Counter(self.centres.values())
        return sorted(counts.items(), key=lambda item: item[0] or "")


def read_oppositions(directory: Path, file: str | None) -> Oppositions:
    """The persons who oppose; nobody, under a new salt, when the ledger names no file.

    Args:
        directory: Folder of the store.
        file: Name the ledger has.

    Raises:
        StoreError: The file is missing or damaged.
    """
    if file is None:
        return Oppositions()
    try:
        document = json.loads((directory / file).read_text(encoding="utf-8"))
        centres = {person["fingerprint"]: person["centre_id"] for person in document["persons"]}
        return Oppositions(bytes.fromhex(document["salt"]), centres)
    except (OSError, ValueError, TypeError, KeyError) as fault:
        raise StoreError("errors.store_opposed_lost", file=file) from fault


def write_oppositions(path: Path, oppositions: Oppositions) -> None:
    """Write the persons who oppose."""
    persons = [
        {"fingerprint": fingerprint, "centre_id": centre_id}
        for fingerprint, centre_id in sorted(oppositions.centres.items())
    ]
    document = {"salt": oppositions.salt.hex(), "persons": persons}
    write_durably(path, json.dumps(document, indent=1))
