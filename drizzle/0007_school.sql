-- A school keeps its own data and classes; what was changed after the record had left for the region is still to be told.

ALTER TABLE school ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE school_class ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
-- set = no pupils any more: in no list, its code is free again
ALTER TABLE school_class ADD COLUMN closed_at TEXT;

-- class or mobile changed when no later revision of the record was on its way
CREATE TABLE change_to_tell (
  event_seq INTEGER PRIMARY KEY REFERENCES event (seq),
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  kind TEXT NOT NULL CHECK (kind IN ('classChange', 'mobileChange')),
  -- message of the outbox that told it; NULL = the region has not heard of it yet
  told_by TEXT REFERENCES outbox (message_id)
) STRICT;
CREATE INDEX change_to_tell_by_candidacy ON change_to_tell (candidacy_id);
CREATE TRIGGER change_to_tell_is_never_deleted BEFORE DELETE ON change_to_tell
  BEGIN SELECT RAISE(ABORT, 'changes to tell are never deleted'); END;

-- Which forms there are is the contract's word (shared/contract/draft.ts), not the table's: each new one would rebuild it.
CREATE TABLE form_draft_of_any_form (
  user_id TEXT NOT NULL REFERENCES user_account (id),
  form TEXT NOT NULL,
  -- id of what the form is about; '' = something new, which has no id yet
  subject_id TEXT NOT NULL,
  -- JSON as the form wrote it; the form reads it back with care
  content TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (user_id, form, subject_id)
) STRICT, WITHOUT ROWID;
INSERT INTO form_draft_of_any_form SELECT user_id, form, subject_id, content, saved_at FROM form_draft;
DROP TABLE form_draft;
ALTER TABLE form_draft_of_any_form RENAME TO form_draft;
