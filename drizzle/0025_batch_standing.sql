-- The manifest of a batch is signed by the desk and shown to the region, which says what it holds of the batch.

-- Ed25519 (base64) over the text in manifest; null for what was released before there were signatures
ALTER TABLE batch ADD COLUMN manifest_signature TEXT;

-- one row for each batch that the region was shown; a batch without one is to be shown
CREATE TABLE batch_standing (
  batch_id TEXT PRIMARY KEY REFERENCES batch (id),
  shown_at TEXT,
  -- the region's last word, as it was signed, and what it counts
  body TEXT,
  signature TEXT,
  records INTEGER,
  arrived INTEGER,
  complete INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1)),
  said_at TEXT,
  -- why the region did not take the manifest, in Chinese
  trouble TEXT,
  CHECK ((body IS NULL) = (signature IS NULL)),
  CHECK (complete = 0 OR (body IS NOT NULL AND arrived = records))
) STRICT;
CREATE INDEX batch_standing_by_complete ON batch_standing (complete);

CREATE TRIGGER batch_standing_is_never_deleted BEFORE DELETE ON batch_standing
  BEGIN SELECT RAISE(ABORT, 'what the region said of a batch is never deleted'); END;
-- the receipt of a whole batch is final
CREATE TRIGGER batch_standing_is_final BEFORE UPDATE ON batch_standing WHEN OLD.complete = 1
  BEGIN SELECT RAISE(ABORT, 'the receipt of a batch does not change'); END;
