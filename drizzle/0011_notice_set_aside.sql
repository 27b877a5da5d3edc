-- What came as a word of the region and could not be used as one: kept whole, shown, never deleted.
CREATE TABLE notice_set_aside (
  -- SHA-256 over body, line feed, signature: the same one again is the same row
  sha256 TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  signature TEXT NOT NULL,
  -- signature: not the region's word; otherOffice: not for us; unreadable: signed, this program cannot read it;
  -- broken: signed and read, this program stumbled over it. The last two are tried again.
  why TEXT NOT NULL CHECK (why IN ('signature', 'otherOffice', 'unreadable', 'broken')),
  -- in Chinese, with full stop
  reason TEXT NOT NULL,
  arrived_at TEXT NOT NULL,
  -- a newer program could use it: it stands in the inbox since then
  taken_at TEXT
) STRICT;
CREATE INDEX notice_set_aside_open ON notice_set_aside (why) WHERE taken_at IS NULL;
CREATE TRIGGER notice_set_aside_is_never_deleted BEFORE DELETE ON notice_set_aside
  BEGIN SELECT RAISE(ABORT, 'what was set aside is never deleted'); END;
CREATE TRIGGER notice_set_aside_stays_as_it_came BEFORE UPDATE OF sha256, body, signature, why, reason, arrived_at ON notice_set_aside
  BEGIN SELECT RAISE(ABORT, 'what was set aside stays as it came'); END;
CREATE TRIGGER notice_set_aside_is_taken_once BEFORE UPDATE ON notice_set_aside WHEN OLD.taken_at IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'taken once'); END;
