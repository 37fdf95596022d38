-- The tables of an extract beside the declared ones, which are made from the input contract.

-- What the protocol's rules make of a patient; None has its reason in derived_reasons.
CREATE TABLE derived_patients (
    patient_id VARCHAR NOT NULL,
    cohort VARCHAR,
    lesions INTEGER,
    largest_lesion_mm DOUBLE,
    bilobar VARCHAR,
    folfirinox_cycles INTEGER
);

CREATE TABLE derived_reasons (
    patient_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    reason VARCHAR NOT NULL
);

-- Why a cell of a kept row is empty.
CREATE TABLE missing_reasons (
    table_name VARCHAR NOT NULL,
    line INTEGER NOT NULL,
    column_name VARCHAR NOT NULL,
    patient_id VARCHAR,
    reason VARCHAR NOT NULL
);

-- Rows held back (column_name NULL) and cells set aside, in their raw text.
CREATE TABLE quarantine (
    table_name VARCHAR NOT NULL,
    line INTEGER NOT NULL,
    patient_id VARCHAR,
    column_name VARCHAR,
    code VARCHAR NOT NULL,
    cells JSON NOT NULL
);

CREATE TABLE record_counts (
    file VARCHAR NOT NULL,
    records INTEGER NOT NULL,
    clean INTEGER NOT NULL,
    held_back INTEGER NOT NULL,
    blank INTEGER NOT NULL,
    privacy INTEGER NOT NULL
);

CREATE TABLE cell_counts (
    file VARCHAR NOT NULL,
    column_name VARCHAR NOT NULL,
    cells INTEGER NOT NULL,
    filled INTEGER NOT NULL,
    empty INTEGER NOT NULL,
    coded INTEGER NOT NULL,
    set_aside INTEGER NOT NULL,
    privacy INTEGER NOT NULL,
    not_kept INTEGER NOT NULL
);

-- All that remains of persons who oppose: how many, by centre, when the file was written.
CREATE TABLE opposition_counts (
    centre_id VARCHAR,
    persons INTEGER NOT NULL
);

CREATE TABLE provenance (
    extract_id INTEGER NOT NULL,
    bundle_sha256 VARCHAR NOT NULL,
    content_sha256 VARCHAR NOT NULL,
    as_of TIMESTAMP NOT NULL,
    imported_at TIMESTAMP NOT NULL,
    synthetic BOOLEAN NOT NULL,
    reason VARCHAR,
    patients INTEGER NOT NULL,
    records INTEGER NOT NULL,
    held_back INTEGER NOT NULL,
    findings INTEGER NOT NULL,
    schema_version INTEGER NOT NULL,
    study_version VARCHAR NOT NULL,
    app_version VARCHAR NOT NULL,
    duckdb_version VARCHAR NOT NULL
);

CREATE VIEW cohort AS
SELECT * FROM patients LEFT JOIN derived_patients USING (patient_id);
