import re
from pathlib import Path

import pytest

from synchronox_core.ecrf import reading
from synchronox_core.text import load_area
from tests.lib.bundles import codes, read_delivery

KINDS = ("EMPTY", "EXCEL", "ZIP", "HTML", "XML", "JSON", "OTHER_TABLE", "DICTIONARY")
KEYS = ("STUDY", "SCHEMA_VERSION", "SYNTHETIC", "EXTRACT_AT", "MISSING_CODES", "DIALECT")
MACHINERY = re.compile(r"Traceback|Exception|Error|zipfile|zlib|csv\.r|json\.d|codec|unicode|None")


def codes_in_the_source():
    source = "".join(path.read_text() for path in Path(reading.__file__).parent.glob("*.py"))
    literal = re.findall(r'(?:refusal|notice)\(\s*"([A-Z_0-9]+)"', source)
    return sorted({*literal, *(f"FILE_IS_{k}" for k in KINDS), *(f"MANIFEST_{k}" for k in KEYS)})


@pytest.mark.parametrize("code", codes_in_the_source())
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_code_has_a_sentence_that_ends_with_what_becomes_of_the_data(code, language):
    sentence = load_area("findings")[code][language]
    forms = sentence.values() if isinstance(sentence, dict) else [sentence]

    endings = {"en": "Nothing was changed.", "fr": "Rien n'a été modifié."}
    harmless = ("FILES_IGNORED", "TABLES_NOT_DELIVERED", "ENCODING_WINDOWS", "COLUMNS_")
    for form in forms:
        assert form.endswith(endings[language]) != code.startswith(harmless)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_hostile_names_and_values_stay_within_one_line_without_machinery(bundle, language):
    hostile = "a\nb\u202e\x1b[31m" + "x" * 500
    bundle.change_manifest(study=hostile, missing_codes=["\ud800"], dialect={"decimal": hostile})
    (bundle.path / "two\nlines.csv").write_text("")
    header, rest = bundle.text("events.csv").split("\n", 1)
    bundle.write("events.csv", f'{header},"{hostile}"\n'.replace("event_date", "\x07") + rest)
    bundle.write("followup.csv", bundle.text("followup.csv").encode() + b"\x81")
    bundle.write("forms.csv", bundle.text("forms.csv") + '"')

    findings = read_delivery(bundle.path)[1]

    assert len(set(codes(findings))) >= 6
    for finding in findings:
        message = finding.message(language)
        assert message.replace("\u00a0", " ").isprintable()
        assert not MACHINERY.search(message), message
        assert len(message) < 700


def test_message_says_where_what_rule_consequence_and_what_to_do(bundle):
    header = bundle.text("patients.csv").splitlines()[0]
    bundle.write("patients.csv", header + ",ddn\n")

    refused = next(f for f in read_delivery(bundle.path)[1] if f.code == "IDENTITY_COLUMN")

    assert refused.message("en") == (
        "patients.csv, line 1, ddn: the name of this column announces the identity of a person, "
        "which must never leave the centre; nothing of it was read or stored. Remove the column "
        "and export again. Nothing was changed. [IDENTITY_COLUMN]"
    )
    assert refused.message("fr").endswith(
        "le nom de cette colonne annonce l'identité d'une "
        "personne, qui ne doit jamais quitter le centre\u00a0; rien n'en a été lu ni conservé. "
        "Retirez la colonne et exportez de nouveau. Rien n'a été modifié. [IDENTITY_COLUMN]"
    )
