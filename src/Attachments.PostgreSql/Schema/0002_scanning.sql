ALTER TABLE {schema}.blobs ADD COLUMN content_state smallint NOT NULL DEFAULT 0; -- 0 stored, 1 quarantined, 2 removed

-- A blob with a verdict can be due for a scan too.
DROP INDEX {schema}.ix_blobs_scan;
CREATE INDEX ix_blobs_scan ON {schema}.blobs (scan_due_at) WHERE scan_due_at IS NOT NULL;
CREATE INDEX ix_blobs_quarantine ON {schema}.blobs (tenant_id, id) WHERE content_state = 1;
