-- The tables of a public cohort beside its rows, which have the columns of their source.

-- Why a cell is empty; row counts from 0 in the order of the table "rows".
CREATE TABLE missing_reasons (
    row_number INTEGER NOT NULL,
    column_name VARCHAR NOT NULL,
    reason VARCHAR NOT NULL
);

CREATE TABLE provenance (
    name VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    title_key VARCHAR NOT NULL,
    licence VARCHAR NOT NULL,
    citation VARCHAR NOT NULL,
    doi VARCHAR NOT NULL,
    clock_origin_key VARCHAR NOT NULL,
    source_sha256 VARCHAR NOT NULL,
    content_sha256 VARCHAR NOT NULL,
    loaded_at TIMESTAMP NOT NULL,
    "rows" INTEGER NOT NULL,
    findings INTEGER NOT NULL,
    schema_version INTEGER NOT NULL,
    app_version VARCHAR NOT NULL,
    duckdb_version VARCHAR NOT NULL
);
