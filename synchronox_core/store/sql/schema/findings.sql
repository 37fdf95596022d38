-- Everything noticed while a file was read, in both languages.
CREATE TABLE findings (
    level VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    line INTEGER,
    column_name VARCHAR,
    patient_id VARCHAR,
    value VARCHAR,
    "values" JSON NOT NULL,
    message_en VARCHAR NOT NULL,
    message_fr VARCHAR NOT NULL
);
