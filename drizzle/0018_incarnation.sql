-- A file that is put back from a backup, or copied, is another incarnation of the desk (DESIGN §7).

-- the opening under which a message got its number: (incarnation, desk_seq) never means two messages
ALTER TABLE outbox ADD COLUMN incarnation TEXT;
UPDATE outbox SET incarnation = (SELECT incarnation FROM installation);

-- messages that the region held and this file had lost, as sent, with the receipts of the time
CREATE TABLE regained_message (
  message_id TEXT PRIMARY KEY,
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  revision INTEGER NOT NULL,
  desk_seq INTEGER NOT NULL,
  body TEXT NOT NULL,
  receipt_body TEXT NOT NULL,
  receipt_signature TEXT NOT NULL,
  -- taken: the record is as it was sent; older: a newer revision stands here; case: other work was done here since
  became TEXT NOT NULL CHECK (became IN ('taken', 'older', 'case')),
  regained_at TEXT NOT NULL
) STRICT;
CREATE INDEX regained_message_by_candidacy ON regained_message (candidacy_id, revision);
CREATE TRIGGER regained_message_is_never_deleted BEFORE DELETE ON regained_message BEGIN SELECT RAISE(ABORT, 'regained messages are never deleted'); END;
CREATE TRIGGER regained_message_is_kept BEFORE UPDATE ON regained_message BEGIN SELECT RAISE(ABORT, 'regained messages are kept as they came'); END;
