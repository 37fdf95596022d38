"""The search for identities of persons in a text, before anything of it is stored."""

import re
import unicodedata

from synchronox_core.ecrf.validation.signs import LAYOUT, remove_hidden

SHORTEST = 6
"""No identity searched for is shorter."""

EMAIL = re.compile(r"@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[^\W\d_]{2,}")
PHONE = re.compile(
    r"(?<![\d.,])(?:"
    r"0[1-9](?P<gap>[\s.\-/]{0,3})[0-9]{2}(?:(?P=gap)[0-9]{2}){3}"
    r"|0[1-9][0-9]{2}(?P<wide>[\s.\-])[0-9]{3}(?P=wide)[0-9]{3}"
    r"|(?:\+|00)\s?33[\s.\-/]{0,3}(?:\(0\)[\s.\-/]{0,3})?[1-9](?:[\s.\-/]{0,3}[0-9]{2}){4}"
    r")(?!\d)"
)
NATIONAL_NUMBER = re.compile(
    r"(?<!\d)(?P<body>[12378][\s.\-]?[0-9]{2}[\s.\-]?(?:0[1-9]|1[0-2]|[2-9][0-9])[\s.\-]?"
    r"(?:[0-9]{2}|2[AB])[\s.\-]?[0-9]{3}[\s.\-]?[0-9]{3})(?:[\s.\-/]{0,3}(?P<key>[0-9]{2}))?(?!\d)",
    re.IGNORECASE,
)
SAID = r"(?:\s?(?:n°|no\b\.?|num[ée]ro|number|#))?\s?[:=]?\s?[A-Z]{0,3}"
HOSPITAL_NUMBER = re.compile(
    rf"\b(?:(?:IPP|NIP|NDA|IEP|MRN){SAID}[0-9](?:[ .]?[0-9]){{3,}}"
    rf"|(?:dossier|hospital|medical\srecord|patient|s[ée]jour){SAID}[0-9](?:[ .]?[0-9]){{4,}})",
    re.IGNORECASE,
)
NAME = re.compile(
    r"(?<![\w.])(?:M\.|M(?= [A-ZÀ-Þ][a-zß-ÿ]+\b)|Mr\b\.?|Mrs\b\.?|Ms\b\.?|Miss\b|"
    r"(?i:mme|mlle|dr|prof|madame|monsieur|mademoiselle|docteur|professeur)\b\.?|[Pp]r\b\.?)\s*"
    r"(?:[A-ZÀ-Þ]\.[\s-]?)*(?:(?:de|du|des|la|le|van|von|el|ben)\s|d['’])*(?:[LDO]['’])?"
    r"[A-ZÀ-Þ][^\W\d_]+"
)
MONTHS = (
    "janv|f[ée]vr|mars|avr|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c"
    "|jan|feb|mar|apr|may|jun|jul|aug"
)
BIRTH_DATE = re.compile(
    r"\b(?:n[ée]e?(?:\(e\)|\.e)?\sle|naissance|ddn|d\.d\.n\.?|dob|birth|born(?:\son)?)\W{0,5}(?:le\s)?"
    rf"(?:[0-9]{{1,2}}(?:er)?[\s./-]+(?:[0-9]{{1,2}}|(?:{MONTHS})[a-zéû]*\.?)[\s./-]+[0-9]{{2,4}}"
    r"|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}|[0-9]{8})",
    re.IGNORECASE,
)
KINDS = (
    ("email", EMAIL),
    ("phone", PHONE),
    ("hospital_number", HOSPITAL_NUMBER),
    ("name", NAME),
    ("birth_date", BIRTH_DATE),
)


def find_identities(text: str) -> tuple[str, ...]:
    """Kinds of identity that a text seems to contain; empty when none.

    Args:
        text: Any text.

    Returns:
        Among ``national_number``, ``email``, ``phone``, ``hospital_number``, ``name`` (a title
        and a name) and ``birth_date`` (a full date called one).

    Source: ``ecrf/README.md`` 7.18.

    >>> find_identities("rappeler Mme Durand au 06 12 34 56 78")
    ('phone', 'name')
    >>> find_identities("scanner le 12/03/2024, marge 2 mm")
    ()
    """
    if len(text) < SHORTEST:
        return ()
    plain = unicodedata.normalize("NFKC", remove_hidden(text, keep=LAYOUT))
    found = tuple(kind for kind, form in KINDS if form.search(plain))
    return ("national_number", *found) if has_national_number(plain) else found


def has_national_number(text: str) -> bool:
    """Whether a text holds a French social security number: 13 signs, or 15 with a valid key.

    The key is 97 less the remainder of the number divided by 97; the departments 2A and 2B of
    Corsica count as 19 and 18.

    Source: INSEE, numéro d'inscription au répertoire.

    >>> has_national_number("2 84 05 88 423 120 78"), has_national_number("284058842312019")
    (True, False)
    """
    return any(
        match["key"] is None or int(match["key"]) == national_key(match["body"])
        for match in NATIONAL_NUMBER.finditer(text)
    )


def national_key(body: str) -> int:
    """Key of the first 13 signs of a social security number, separators ignored.

    >>> national_key("2 55 08 14 168 025")
    38
    """
    signs = "".join(sign for sign in body.upper() if sign.isalnum())
    return 97 - int(signs.replace("2A", "19").replace("2B", "18")) % 97
