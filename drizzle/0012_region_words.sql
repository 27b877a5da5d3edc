-- More kinds of words of the region: numbers, results, returned records. Which kinds there are is the wire's word
-- (shared/wire/region-notice.ts), not the table's: each new one would rebuild it.
CREATE TABLE inbox_of_any_kind (
  notice_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  -- the exact signed text and its Ed25519 signature (base64) by the pinned region key
  body TEXT NOT NULL,
  signature TEXT NOT NULL,
  -- application, candidacy or edition that it is about
  subject_id TEXT NOT NULL,
  -- parked: what it builds on is not here yet; it is tried again with every later notice
  state TEXT NOT NULL CHECK (state IN ('applied', 'parked', 'refused')),
  -- why it is parked or refused, in Chinese
  reason TEXT,
  arrived_at TEXT NOT NULL,
  settled_at TEXT
) STRICT;
INSERT INTO inbox_of_any_kind (rowid, notice_id, kind, body, signature, subject_id, state, reason, arrived_at, settled_at)
  SELECT rowid, notice_id, kind, body, signature, subject_id, state, reason, arrived_at, settled_at FROM inbox ORDER BY rowid;
DROP TRIGGER inbox_is_never_deleted;
DROP TABLE inbox;
ALTER TABLE inbox_of_any_kind RENAME TO inbox;
CREATE INDEX inbox_by_state ON inbox (state, arrived_at);
CREATE INDEX inbox_by_subject ON inbox (subject_id);
CREATE TRIGGER inbox_is_never_deleted BEFORE DELETE ON inbox
  BEGIN SELECT RAISE(ABORT, 'notices are never deleted'); END;
CREATE TRIGGER inbox_keeps_what_was_signed BEFORE UPDATE OF notice_id, kind, body, signature, subject_id ON inbox
  BEGIN SELECT RAISE(ABORT, 'notices are kept as signed'); END;
CREATE TRIGGER inbox_is_settled_once BEFORE UPDATE ON inbox WHEN OLD.state = 'applied'
  BEGIN SELECT RAISE(ABORT, 'an applied notice does not change'); END;

-- A result comes from a file that people imported, or from a notice of the region: exactly one of them is its source.
CREATE TABLE subject_result_of_any_source (
  id TEXT PRIMARY KEY,
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  -- the number as the source has it
  candidacy_no TEXT NOT NULL,
  sitting TEXT NOT NULL,
  subject TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('pass', 'fail')),
  -- SHA-256 of the file, or of the notice's signed text
  source_sha256 TEXT NOT NULL,
  import_batch_id TEXT REFERENCES import_batch (id),
  -- the row of the file, or the place in the notice's list
  source_row INTEGER NOT NULL,
  -- the notice is written at the end of the act that applies it
  notice_id TEXT REFERENCES inbox (notice_id) DEFERRABLE INITIALLY DEFERRED,
  -- the act that made it count; null = the import's acceptance does
  event_seq INTEGER REFERENCES event (seq),
  UNIQUE (import_batch_id, source_row),
  UNIQUE (notice_id, source_row),
  CHECK ((import_batch_id IS NULL) = (notice_id IS NOT NULL)),
  CHECK ((notice_id IS NULL) = (event_seq IS NULL))
) STRICT;
INSERT INTO subject_result_of_any_source (rowid, id, candidacy_id, candidacy_no, sitting, subject, outcome, source_sha256,
    import_batch_id, source_row)
  SELECT rowid, id, candidacy_id, candidacy_no, sitting, subject, outcome, source_sha256, import_batch_id, source_row
  FROM subject_result ORDER BY rowid;
DROP TRIGGER subject_result_is_never_deleted;
DROP TABLE subject_result;
ALTER TABLE subject_result_of_any_source RENAME TO subject_result;
CREATE INDEX subject_result_by_candidacy ON subject_result (candidacy_id, sitting, subject);
CREATE TRIGGER subject_result_is_never_changed BEFORE UPDATE ON subject_result
  BEGIN SELECT RAISE(ABORT, 'results are never changed'); END;
-- what an import copied and did not commit is taken back
CREATE TRIGGER subject_result_is_never_deleted BEFORE DELETE ON subject_result
  WHEN OLD.notice_id IS NOT NULL OR (SELECT state FROM import_batch WHERE id = OLD.import_batch_id) = 'accepted'
  BEGIN SELECT RAISE(ABORT, 'results are never changed'); END;
