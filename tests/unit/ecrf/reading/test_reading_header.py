import pytest

from synchronox_core.config import ReadingLimits
from synchronox_core.ecrf.reading.identity_columns import is_identity_column
from synchronox_core.ecrf.tables import TABLES
from tests.lib.bundles import codes, only, read_delivery


def change_header(bundle, old, new, name="events.csv"):
    header, rest = bundle.text(name).split("\n", 1)
    bundle.write(name, header.replace(old, new) + "\n" + rest)


def add_column(bundle, name, cell="x"):
    header, *records = bundle.text("events.csv").splitlines()
    lines = [f"{header},{name}", *(f"{record},{cell}" for record in records)]
    bundle.write("events.csv", "\n".join(lines) + "\n")


def test_names_are_trimmed_and_case_folded(bundle):
    change_header(bundle, "event_type", "  Event_TYPE\u00a0")

    tables, findings = read_delivery(bundle.path)

    assert findings == []
    assert tables["events"].columns["event_type"][0] == "recurrence"


def test_columns_may_come_in_any_order(bundle):
    expected = read_delivery(bundle.path)[0]["events"].columns
    records = [line.split(",") for line in bundle.text("events.csv").splitlines()]
    bundle.write("events.csv", "\n".join(",".join(reversed(cells)) for cells in records) + "\n")

    assert read_delivery(bundle.path)[0]["events"].columns == expected


def test_duplicate_is_refused_with_its_count(bundle):
    add_column(bundle, "Event_Date")

    finding = only(read_delivery(bundle.path)[1])

    assert (finding.code, finding.values) == ("COLUMN_TWICE", {"count": 2})
    assert finding.where() == "events.csv, line 1, event_date"


def test_missing_required_column_is_refused(bundle):
    change_header(bundle, "event_date", "x")

    finding = only(read_delivery(bundle.path)[1])

    assert (finding.code, finding.column) == ("COLUMN_MISSING", "event_date")


def test_missing_required_column_names_the_closest(bundle):
    change_header(bundle, "event_date", "evnt_date")

    finding = only(read_delivery(bundle.path)[1])

    assert (finding.code, finding.column) == ("COLUMN_MISSPELT", "event_date")
    assert finding.values == {"count": 1, "close": "evnt_date"}


def test_absent_optional_column_is_a_notice(bundle):
    change_header(bundle, "event_site", "x")

    tables, findings = read_delivery(bundle.path)

    assert codes(findings) == ["COLUMNS_ABSENT", "COLUMNS_UNKNOWN"]
    assert findings[0].values == {"count": 1, "names": "event_site"}
    assert "event_site" not in tables["events"].columns


def test_absent_optional_column_with_a_near_name_asks_to_check(bundle):
    change_header(bundle, "event_site", "event_sites")

    finding = only(read_delivery(bundle.path)[1], lambda f: f.level == "W")

    assert (finding.code, finding.column) == ("COLUMN_RESEMBLES", "event_site")
    assert finding.values == {"close": "event_sites"}


def test_unknown_columns_are_ignored_and_listed(bundle):
    add_column(bundle, "Local note")

    tables, findings = read_delivery(bundle.path)

    assert only(findings).code == "COLUMNS_UNKNOWN"
    assert only(findings).values == {"count": 1, "names": "local note"}
    assert set(tables["events"].columns) == set(TABLES["events"].columns)


def test_columns_without_a_name_are_ignored_with_a_notice(bundle):
    add_column(bundle, ",", cell=",")

    tables, findings = read_delivery(bundle.path)

    assert (only(findings).code, only(findings).values) == ("COLUMNS_UNNAMED", {"count": 2})
    assert tables["events"].records == 4


def test_identifying_column_is_refused_by_name_and_nothing_of_it_is_shown(bundle):
    add_column(bundle, "Nom de naissance", cell="DUPONT")

    finding = only(read_delivery(bundle.path)[1])

    assert (finding.code, finding.level) == ("IDENTITY_COLUMN", "F")
    assert finding.column == "nom de naissance"
    assert "dupont" not in finding.message().casefold()


@pytest.mark.parametrize(
    "name",
    [
        "nom", "NOM", "prénom", "prenom_patient", "name", "first_name", "FirstName", "last-name",
        "surname", "initiales", "Patient initials", "ddn", "dob", "date_naissance",
        "Date de naissance", "datenaissance", "birth_date", "date_of_birth", "nir", "ins", "ipp",
        "IPP_2", "nip", "mrn", "adresse", "email", "e-mail", "mail", "téléphone", "tel_1", "phone",
        "zip", "postcode", "code_postal", "hospital_number", "national_id", "n° sécurité sociale",
    ],
)  # fmt: skip
def test_name_announces_an_identity(name):
    assert is_identity_column(name)


@pytest.mark.parametrize(
    "name",
    ["centre_name", "city", "birth_year", "drug_name", "nom_du_protocole", "nominal", "telomere",
     "instance", "annee_naissance", "mailing", "", "999"],
)  # fmt: skip
def test_name_is_innocent(name):
    assert not is_identity_column(name)


def test_no_declared_column_announces_an_identity():
    assert not [c for table in TABLES.values() for c in table.columns if is_identity_column(c)]


def test_number_of_columns_is_limited(bundle):
    add_column(bundle, "note")
    limits = ReadingLimits(columns=42)
    assert codes(read_delivery(bundle.path, limits)[1]) == ["COLUMNS_UNKNOWN"]

    patients_only = ReadingLimits(columns=41)
    finding = only(read_delivery(bundle.path, patients_only)[1], lambda f: f.level == "F")
    assert (finding.code, finding.file) == ("TOO_MANY_COLUMNS", "patients.csv")
