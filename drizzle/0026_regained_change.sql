-- Changes told to the region that this file had lost when it was put back, as they were signed then (DESIGN §7).
CREATE TABLE regained_change (
  message_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  -- the record may not be here: no reference
  candidacy_id TEXT NOT NULL,
  -- name and number that it was told under; change_message counts it anew
  incarnation TEXT NOT NULL,
  change_seq INTEGER NOT NULL,
  body TEXT NOT NULL,
  -- NULL = it waited at the region then
  receipt_body TEXT,
  receipt_signature TEXT,
  -- applied: its effect is here again; same: the effect was here; case: people look; kept: it has no effect of its own, or
  -- the region refused it
  became TEXT NOT NULL CHECK (became IN ('applied', 'same', 'case', 'kept')),
  regained_at TEXT NOT NULL,
  CHECK ((receipt_body IS NULL) = (receipt_signature IS NULL))
) STRICT;
CREATE INDEX regained_change_by_candidacy ON regained_change (candidacy_id, kind);
CREATE TRIGGER regained_change_is_never_deleted BEFORE DELETE ON regained_change
  BEGIN SELECT RAISE(ABORT, 'regained changes are never deleted'); END;
CREATE TRIGGER regained_change_is_kept BEFORE UPDATE ON regained_change
  BEGIN SELECT RAISE(ABORT, 'regained changes are kept as they came'); END;
