-- UUIDs are 16 bytes, big endian, so that version 7 sorts by time.
-- A blob's row exists only while its bytes are visible in the store.
CREATE TABLE {prefix}blobs (
    id                     BLOB    NOT NULL PRIMARY KEY,
    tenant_id              TEXT    NOT NULL,
    digest                 BLOB    NOT NULL,
    length                 INTEGER NOT NULL,
    scan_status            INTEGER NOT NULL DEFAULT 0, -- 0 pending, 1 safe, 2 infected, 3 unscannable
    scan_attempts          INTEGER NOT NULL DEFAULT 0,
    scan_due_at            INTEGER,
    lease_token            BLOB,
    scan_engine            TEXT,
    scan_signature_version TEXT,
    scan_detail            TEXT,
    scanned_at             INTEGER
) WITHOUT ROWID;
CREATE UNIQUE INDEX {prefix}ux_blobs_digest ON {prefix}blobs (tenant_id, digest);
CREATE INDEX {prefix}ix_blobs_scan ON {prefix}blobs (scan_due_at) WHERE scan_status = 0;

CREATE TABLE {prefix}attachments (
    id               BLOB    NOT NULL PRIMARY KEY,
    tenant_id        TEXT    NOT NULL,
    message_id       TEXT    NOT NULL,
    owner_id         TEXT    NOT NULL,
    uploaded_by      TEXT    NOT NULL,
    blob_id          BLOB    NOT NULL REFERENCES {prefix}blobs (id) ON DELETE RESTRICT,
    filename         TEXT    NOT NULL,
    mime_type        TEXT    NOT NULL,
    content_encoding INTEGER NOT NULL, -- 0 none, 1 base64
    uploaded_at      INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX {prefix}ux_attachments_blob ON {prefix}attachments (tenant_id, message_id, blob_id);
CREATE INDEX {prefix}ix_attachments_list ON {prefix}attachments (tenant_id, message_id, uploaded_at, id);
CREATE INDEX {prefix}ix_attachments_blob ON {prefix}attachments (blob_id);
CREATE INDEX {prefix}ix_attachments_age ON {prefix}attachments (uploaded_at);

-- A key that may hold bytes which no blob names.
CREATE TABLE {prefix}strays (
    blob_id   BLOB    NOT NULL PRIMARY KEY,
    tenant_id TEXT    NOT NULL,
    state     INTEGER NOT NULL, -- 0 reserved, 1 condemned, 2 bytes of an infected blob, whose row stays
    due_at    INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX {prefix}ix_strays_due ON {prefix}strays (due_at);

-- A message that is closed to uploads.
CREATE TABLE {prefix}seals (
    tenant_id  TEXT    NOT NULL,
    message_id TEXT    NOT NULL,
    state      INTEGER NOT NULL, -- 1 sealed, 2 deleted
    sealed_at  INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, message_id)
) WITHOUT ROWID;
CREATE INDEX {prefix}ix_seals_deleted ON {prefix}seals (sealed_at) WHERE state = 2;
