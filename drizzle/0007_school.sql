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
