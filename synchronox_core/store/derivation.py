"""What the derived values of an extract depend on, and where those in a file came from."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.store.catalogue import Extract
from synchronox_core.store.files import derived_file, revision_of

KEY_DIGITS = 16

DERIVED_VERSION = 2
"""To be raised when a record is read from the store in another way, or answers are stored so.

What the rules make of a record is told by ``Derivation.rules_version``.
"""


@dataclass(frozen=True)
class Derivation:
    """What the answers depend on besides the extract.

    Attributes:
        settings: Readings of the record in force.
        rules_version: Version of the rules.
        as_of: Data cut C; None takes the one of the extract.
    """

    settings: ProtocolSettings
    rules_version: str
    as_of: date | None = None

    def cut_of(self, extract: Extract) -> date:
        """Day of the data cut."""
        return self.as_of or extract.as_of.astimezone(UTC).date()

    def file_of(self, extract: Extract) -> str:
        """Name of the file with the answers for an extract; other answers have another name."""
        facts = [
            extract.content_sha256,
            self.cut_of(extract).isoformat(),
            asdict(self.settings),
            self.rules_version,
            DERIVED_VERSION,
        ]
        key = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:KEY_DIGITS]
        return derived_file(extract.extract_id, revision_of(extract.file), key)


@dataclass(frozen=True)
class DerivedFile:
    """Where the content of a derived file came from.

    Attributes:
        extract_id: Number of the extract.
        file: Name of the derived file.
        extract_sha256: Hash of the content of the extract.
        content_sha256: Hash of everything stored in the file but its provenance.
        as_of: Data cut C.
        settings: Readings of the record in force, as JSON.
        rules_version: Version of the rules.
        derived_at: Moment of the derivation, UTC.
        patients: Patients.
        schema_version: Version of the tables in the files of the store.
        app_version: Version of the program that wrote it.
    """

    extract_id: int
    file: str
    extract_sha256: str
    content_sha256: str
    as_of: date
    settings: str
    rules_version: str
    derived_at: datetime
    patients: int
    schema_version: int
    app_version: str
