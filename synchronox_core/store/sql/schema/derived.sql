-- The patients as a prediction model sees them (endpoints.member), in the order of its fields.
CREATE TABLE members (
    patient_id VARCHAR NOT NULL,
    centre_id VARCHAR NOT NULL,
    cohort VARCHAR,
    strategy_planned VARCHAR,
    t0 DATE,
    fate VARCHAR NOT NULL,
    settled_on DATE
);

-- One row a patient and moment of prediction whose day is known (endpoints.predictors).
CREATE TABLE predictors (
    patient_id VARCHAR NOT NULL,
    moment VARCHAR NOT NULL,
    resectability VARCHAR,
    lesions INTEGER,
    largest_lesion_mm DOUBLE,
    bilobar BOOLEAN,
    recist VARCHAR,
    ymrtrg INTEGER,
    ecog INTEGER,
    cea_ng_ml DOUBLE,
    age_years INTEGER,
    ras BOOLEAN
);

-- Where a derived file comes from; the tables of the answers are made from the stored columns.
CREATE TABLE provenance (
    extract_id INTEGER NOT NULL,
    extract_sha256 VARCHAR NOT NULL,
    content_sha256 VARCHAR NOT NULL,
    as_of DATE NOT NULL,
    settings VARCHAR NOT NULL,
    rules_version VARCHAR NOT NULL,
    derived_at TIMESTAMP NOT NULL,
    patients INTEGER NOT NULL,
    schema_version INTEGER NOT NULL,
    app_version VARCHAR NOT NULL,
    duckdb_version VARCHAR NOT NULL
);
