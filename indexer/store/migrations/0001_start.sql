-- The first layout. Truth: locations, originals, removals, corrections, merges. Derived: versions' texts and facts.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row per id ever given. head: the id of the page that stands for all with the same title and body.
CREATE TABLE pages (
    born     INTEGER PRIMARY KEY AUTOINCREMENT,
    id       TEXT NOT NULL UNIQUE,
    version  INTEGER NOT NULL,
    content  TEXT NOT NULL,
    head     TEXT NOT NULL,
    removed  INTEGER NOT NULL DEFAULT 0,
    vanished TEXT,
    change   INTEGER NOT NULL
) STRICT;
CREATE INDEX pages_content ON pages (content);
CREATE INDEX pages_change ON pages (change);
CREATE INDEX pages_head ON pages (head);
CREATE INDEX pages_removed ON pages (id) WHERE removed = 1;

CREATE TABLE versions (
    id          TEXT NOT NULL,
    n           INTEGER NOT NULL,
    title       TEXT NOT NULL,
    text        TEXT NOT NULL,
    body        INTEGER NOT NULL,
    published   TEXT,
    address     TEXT,
    source      TEXT,
    tags        TEXT NOT NULL,
    attachments TEXT NOT NULL,
    scanned     INTEGER NOT NULL,
    original    TEXT,
    content     TEXT NOT NULL,
    seen        TEXT NOT NULL,
    PRIMARY KEY (id, n)
) STRICT;
CREATE INDEX versions_original ON versions (original);

-- Where a page was met: an absolute path, path#id of a line in it, or a web address.
CREATE TABLE locations (
    location TEXT PRIMARY KEY,
    id       TEXT NOT NULL,
    digest   TEXT NOT NULL,
    reader   TEXT NOT NULL,
    seen     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX locations_id ON locations (id);
CREATE INDEX locations_digest ON locations (digest);

CREATE TABLE facts (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    rules   TEXT NOT NULL,
    facts   TEXT NOT NULL
) STRICT;
CREATE INDEX facts_rules ON facts (rules);

-- A printed address of a directive never moves: hash of its text -> n, for ever.
CREATE TABLE directive_addresses (
    id   TEXT NOT NULL,
    hash TEXT NOT NULL,
    n    INTEGER NOT NULL,
    PRIMARY KEY (id, hash),
    UNIQUE (id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE failures (
    location     TEXT PRIMARY KEY,
    stage        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    reason       TEXT NOT NULL,
    hint         TEXT NOT NULL,
    digest       TEXT NOT NULL,
    first        TEXT NOT NULL,
    last         TEXT NOT NULL,
    acknowledged INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- hashes: JSON list of what the removed content is known by, so that it stays away under any name.
CREATE TABLE removals (
    id     TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    at     TEXT NOT NULL,
    hashes TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE corrections (
    id     TEXT NOT NULL,
    field  TEXT NOT NULL,
    value  TEXT NOT NULL,
    reason TEXT NOT NULL,
    at     TEXT NOT NULL,
    PRIMARY KEY (id, field)
) STRICT, WITHOUT ROWID;

-- Decisions on persons: verb is merge or split.
CREATE TABLE merges (
    n       INTEGER PRIMARY KEY AUTOINCREMENT,
    verb    TEXT NOT NULL,
    subject TEXT NOT NULL,
    object  TEXT NOT NULL,
    reason  TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;

-- What a source over HTTP told about an address, for conditional requests.
CREATE TABLE fetched (
    address   TEXT PRIMARY KEY,
    etag      TEXT,
    modified  TEXT,
    digest    TEXT,
    status    INTEGER NOT NULL,
    at        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
