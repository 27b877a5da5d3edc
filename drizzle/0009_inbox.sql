-- What the region told this office: every signed notice with what became of it. A notice is applied once, by its id.
CREATE TABLE inbox (
  notice_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('stepDecision', 'acceptance', 'edition', 'calendar')),
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
CREATE INDEX inbox_by_state ON inbox (state, arrived_at);
CREATE INDEX inbox_by_subject ON inbox (subject_id);
CREATE TRIGGER inbox_is_never_deleted BEFORE DELETE ON inbox
  BEGIN SELECT RAISE(ABORT, 'notices are never deleted'); END;
CREATE TRIGGER inbox_keeps_what_was_signed BEFORE UPDATE OF notice_id, kind, body, signature, subject_id ON inbox
  BEGIN SELECT RAISE(ABORT, 'notices are kept as signed'); END;
CREATE TRIGGER inbox_is_settled_once BEFORE UPDATE ON inbox WHEN OLD.state = 'applied'
  BEGIN SELECT RAISE(ABORT, 'an applied notice does not change'); END;
