-- A blob's row exists only while its bytes are visible in the store.
CREATE TABLE {schema}.blobs (
    id                     uuid             NOT NULL PRIMARY KEY,
    tenant_id              text COLLATE "C" NOT NULL,
    digest                 bytea            NOT NULL,
    length                 bigint           NOT NULL,
    scan_status            smallint         NOT NULL DEFAULT 0, -- 0 pending, 1 safe, 2 infected, 3 unscannable
    scan_attempts          integer          NOT NULL DEFAULT 0,
    scan_due_at            bigint,
    lease_token            uuid,
    scan_engine            text,
    scan_signature_version text,
    scan_detail            text,
    scanned_at             bigint
);
CREATE UNIQUE INDEX ux_blobs_digest ON {schema}.blobs (tenant_id, digest);
CREATE INDEX ix_blobs_scan ON {schema}.blobs (scan_due_at) WHERE scan_status = 0;

CREATE TABLE {schema}.attachments (
    id               uuid             NOT NULL PRIMARY KEY,
    tenant_id        text COLLATE "C" NOT NULL,
    message_id       text COLLATE "C" NOT NULL,
    owner_id         text COLLATE "C" NOT NULL,
    uploaded_by      text COLLATE "C" NOT NULL,
    blob_id          uuid             NOT NULL CONSTRAINT fk_attachments_blob REFERENCES {schema}.blobs (id) ON DELETE RESTRICT,
    filename         text             NOT NULL,
    mime_type        text             NOT NULL,
    content_encoding smallint         NOT NULL, -- 0 none, 1 base64
    uploaded_at      bigint           NOT NULL
);
CREATE UNIQUE INDEX ux_attachments_blob ON {schema}.attachments (tenant_id, message_id, blob_id);
CREATE INDEX ix_attachments_list ON {schema}.attachments (tenant_id, message_id, uploaded_at, id);
CREATE INDEX ix_attachments_blob ON {schema}.attachments (blob_id);
CREATE INDEX ix_attachments_age ON {schema}.attachments (uploaded_at);

-- A key that may hold bytes which no blob names.
CREATE TABLE {schema}.strays (
    blob_id   uuid             NOT NULL PRIMARY KEY,
    tenant_id text COLLATE "C" NOT NULL,
    state     smallint         NOT NULL, -- 0 reserved, 1 condemned, 2 bytes of an infected blob, whose row stays
    due_at    bigint           NOT NULL
);
CREATE INDEX ix_strays_due ON {schema}.strays (due_at);

-- A message that is closed to uploads.
CREATE TABLE {schema}.seals (
    tenant_id  text COLLATE "C" NOT NULL,
    message_id text COLLATE "C" NOT NULL,
    state      smallint         NOT NULL, -- 1 sealed, 2 deleted
    sealed_at  bigint           NOT NULL,
    PRIMARY KEY (tenant_id, message_id)
);
CREATE INDEX ix_seals_deleted ON {schema}.seals (sealed_at) WHERE state = 2;
