-- Corrections as a record of what was decided when and why: the newest row of a field is in force; value NULL takes
-- the correction back, so that what the extractor said counts again. Truth.

ALTER TABLE corrections RENAME TO corrections_before;
CREATE TABLE corrections (
    n      INTEGER PRIMARY KEY AUTOINCREMENT,
    id     TEXT NOT NULL,
    field  TEXT NOT NULL,
    value  TEXT,
    reason TEXT NOT NULL,
    at     TEXT NOT NULL
) STRICT;
INSERT INTO corrections (id, field, value, reason, at)
    SELECT id, field, value, reason, at FROM corrections_before ORDER BY at, id, field;
DROP TABLE corrections_before;
CREATE INDEX corrections_id ON corrections (id);
