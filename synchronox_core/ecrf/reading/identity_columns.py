"""Column names that announce an identity; a file that has one is refused, whatever it holds."""

import re
import unicodedata

from synchronox_core.ecrf.tables import TABLES

_PHRASES = (
    "nom", "name", "identite", "identity", "prenom", "prenoms", "initiales", "initials", "ddn",
    "dob", "nir", "ins", "ipp", "nip", "iep", "mrn", "ssn", "surname", "forename",
    "adresse", "address", "telephone", "tel", "phone", "mobile", "portable",
    "email", "mail", "courriel",
    "nom patient", "nom naissance", "nom famille", "nom usage", "nom usuel", "nom jeune fille",
    "nom prenom", "nom complet",
    "first name", "last name", "full name", "family name", "given name", "maiden name",
    "middle name", "patient name",
    "date naissance", "naissance date", "jour naissance", "lieu naissance",
    "birth date", "date of birth", "birthday", "birth day", "birth place", "place of birth",
    "numero securite sociale", "securite sociale", "numero secu", "num secu", "no secu",
    "social security", "carte vitale",
    "hospital number", "hospital no", "medical record", "numero dossier",
    "num dossier", "national id", "nhs number", "passport", "passeport",
    "code postal", "postal code", "post code", "zip", "zip code",
)  # fmt: skip

# Within a longer name these words are innocent: nom_du_protocole, drug_name, mail_sent.
_ALONE = frozenset({"nom", "name", "identity", "identite", "mail", "portable", "mobile", "zip"})
_PHRASE_WORDS = tuple(frozenset(phrase.split()) for phrase in _PHRASES if phrase not in _ALONE)
_WHOLE_NAMES = frozenset(phrase.replace(" ", "") for phrase in _PHRASES)
_DECLARED = frozenset().union(*(table.columns for table in TABLES.values()))


def is_identity_column(name: str) -> bool:
    """Whether a column name announces an identity.

    Accents, case, digits and separators do not matter; a declared column never is one.

    >>> is_identity_column("Date de naissance"), is_identity_column("first-name")
    (True, True)
    >>> is_identity_column("centre_name"), is_identity_column("birth_year")
    (False, False)
    """
    if name in _DECLARED:
        return False
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = re.findall("[a-z]+", plain)
    found = frozenset(words)
    return "".join(words) in _WHOLE_NAMES or any(phrase <= found for phrase in _PHRASE_WORDS)
