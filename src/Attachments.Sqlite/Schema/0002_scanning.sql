ALTER TABLE {prefix}blobs ADD COLUMN content_state INTEGER NOT NULL DEFAULT 0; -- 0 stored, 1 quarantined, 2 removed

-- A blob with a verdict can be due for a scan too.
DROP INDEX {prefix}ix_blobs_scan;
CREATE INDEX {prefix}ix_blobs_scan ON {prefix}blobs (scan_due_at) WHERE scan_due_at IS NOT NULL;
CREATE INDEX {prefix}ix_blobs_quarantine ON {prefix}blobs (tenant_id, id) WHERE content_state = 1;
