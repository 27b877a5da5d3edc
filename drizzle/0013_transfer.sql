-- Transfers: the school that a pupil joins takes part in the application; evidence comes in more kinds.

-- the school that the pupil joins, for a transfer; what a school account may see goes by it
ALTER TABLE application ADD COLUMN joining_school_id TEXT REFERENCES school (id);
-- the class that the joining school named when it agreed
ALTER TABLE application ADD COLUMN joining_class_id TEXT REFERENCES school_class (id);
CREATE INDEX application_by_joining_school ON application (joining_school_id, state) WHERE joining_school_id IS NOT NULL;

-- Which kinds of evidence there are is the contract's word (shared/domain/evidence-kind.ts), not the table's: each new one
-- would rebuild it. The trigger of four eyes reads the table, so it goes and comes back unchanged.
DROP TRIGGER four_eyes_application;
CREATE TABLE evidence_of_any_kind (
  id TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES application (id),
  kind TEXT NOT NULL CHECK (kind <> ''),
  source TEXT NOT NULL CHECK (source IN ('camera', 'picture', 'pdf')),
  -- of the file as it came; its bytes are not kept, only its pages as pictures
  file_sha256 TEXT NOT NULL,
  added_by TEXT NOT NULL REFERENCES user_account (id),
  added_at TEXT NOT NULL,
  -- taken out again while the application could be mended; it stays in the record
  removed_by TEXT REFERENCES user_account (id),
  removed_at TEXT
) STRICT;
INSERT INTO evidence_of_any_kind (rowid, id, application_id, kind, source, file_sha256, added_by, added_at, removed_by, removed_at)
  SELECT rowid, id, application_id, kind, source, file_sha256, added_by, added_at, removed_by, removed_at FROM evidence;
DROP TABLE evidence;
ALTER TABLE evidence_of_any_kind RENAME TO evidence;
CREATE INDEX evidence_by_application ON evidence (application_id);
CREATE TRIGGER evidence_is_never_deleted BEFORE DELETE ON evidence
  BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;
CREATE TRIGGER four_eyes_application BEFORE INSERT ON application_step
  WHEN NEW.by_user IS NOT NULL AND NEW.act IN ('agreed', 'rejected') AND (
    NEW.by_user = (SELECT started_by FROM application WHERE id = NEW.application_id)
    OR EXISTS (SELECT 1 FROM application_step s WHERE s.application_id = NEW.application_id AND s.by_user = NEW.by_user
      AND (s.act IN ('amended', 'submitted') OR (s.act = 'agreed' AND s.step <> NEW.step)))
    OR EXISTS (SELECT 1 FROM evidence e WHERE e.application_id = NEW.application_id AND e.added_by = NEW.by_user))
  BEGIN SELECT RAISE(ABORT, 'four eyes: application'); END;
