-- What is told to the region beside the records: changes of class and mobile, exam entries, applications. One message each, written in
-- the transaction of the act, with numbers of its own: a receiver that does not know them yet still sees the records whole.
CREATE TABLE change_message (
  message_id TEXT PRIMARY KEY,
  change_seq INTEGER NOT NULL UNIQUE,
  -- kind of shared/wire/change-message.ts
  kind TEXT NOT NULL,
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  -- what the changes of one row of messages are about: they are told one after the other
  subject_id TEXT NOT NULL,
  -- 1 = the region can use it only once it holds the record
  needs_record INTEGER NOT NULL CHECK (needs_record IN (0, 1)),
  -- exact canonical JSON that is hashed and sent
  body TEXT NOT NULL,
  body_sha256 TEXT NOT NULL,
  -- a file that travels beside the text; NULL = none
  file_sha256 TEXT,
  event_seq INTEGER NOT NULL REFERENCES event (seq),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'acknowledged', 'refused')),
  attempts INTEGER NOT NULL DEFAULT 0,
  last_trouble TEXT,
  created_at TEXT NOT NULL,
  incarnation TEXT NOT NULL
) STRICT;
CREATE INDEX change_message_by_state ON change_message (state, change_seq);
CREATE INDEX change_message_by_subject ON change_message (subject_id, change_seq);
CREATE INDEX change_message_by_candidacy ON change_message (candidacy_id, change_seq);
CREATE INDEX change_message_by_event ON change_message (event_seq);
CREATE TRIGGER change_message_is_never_deleted BEFORE DELETE ON change_message
  BEGIN SELECT RAISE(ABORT, 'changes told to the region are never deleted'); END;
CREATE TRIGGER change_message_keeps_its_content BEFORE UPDATE OF message_id, change_seq, kind, candidacy_id, subject_id,
    needs_record, body, body_sha256, file_sha256, event_seq ON change_message
  BEGIN SELECT RAISE(ABORT, 'a change keeps what it says'); END;
CREATE TRIGGER change_message_is_settled_once BEFORE UPDATE OF state ON change_message WHEN OLD.state <> 'waiting'
  BEGIN SELECT RAISE(ABORT, 'a change has one receipt'); END;

-- the region's signed receipt over exactly that content
CREATE TABLE change_receipt (
  message_id TEXT PRIMARY KEY REFERENCES change_message (message_id),
  body TEXT NOT NULL,
  signature TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('stored', 'refused')),
  -- in words, set exactly when refused
  reason TEXT,
  received_at TEXT NOT NULL,
  CHECK ((outcome = 'refused') = (reason IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER change_receipt_is_never_changed BEFORE UPDATE ON change_receipt
  BEGIN SELECT RAISE(ABORT, 'receipts are never changed'); END;
CREATE TRIGGER change_receipt_is_never_deleted BEFORE DELETE ON change_receipt
  BEGIN SELECT RAISE(ABORT, 'receipts are never deleted'); END;

-- what was changed and entered before these messages is told with the next run: src-main/db/store/change-earlier.ts clears it
INSERT INTO desk_setting (name, value, changed_at, changed_by)
  SELECT 'changesOfEarlier', 'toTell', coalesce((SELECT max(device_time) FROM event), ''), NULL
  WHERE EXISTS (SELECT 1 FROM change_to_tell) OR EXISTS (SELECT 1 FROM exam_entry)
    OR EXISTS (SELECT 1 FROM application WHERE state = 'atStep');
