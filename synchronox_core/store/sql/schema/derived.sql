-- Where a derived file comes from; its three tables are made from the stored columns.
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
