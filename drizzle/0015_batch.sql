-- Batches (批次): what people put together, release and talk about. A record leaves the house in a batch or not at all.

CREATE TABLE batch (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  -- day in +08:00 and running number of that day: what people say on the telephone
  day TEXT NOT NULL,
  day_no INTEGER NOT NULL,
  -- chosen: put together first; direct: picked and released in one act; correction: a change of a record in effect;
  -- before: released before there were batches, one for each day
  origin TEXT NOT NULL CHECK (origin IN ('chosen', 'direct', 'correction', 'before')),
  state TEXT NOT NULL CHECK (state IN ('prepared', 'released', 'undone')),
  -- JSON {by: 'all' | 'class' | 'day', ...} of a chosen one
  choice TEXT,
  made_by TEXT REFERENCES user_account (id),
  made_at TEXT NOT NULL,
  released_by TEXT REFERENCES user_account (id),
  released_at TEXT,
  undone_by TEXT REFERENCES user_account (id),
  undone_at TEXT,
  -- canonical JSON and its SHA-256, written with the release
  manifest TEXT,
  manifest_sha256 TEXT,
  UNIQUE (day, day_no),
  CHECK ((state = 'released') = (released_at IS NOT NULL))
) STRICT;
CREATE INDEX batch_by_state ON batch (state, made_at);

CREATE TABLE batch_record (
  batch_id TEXT NOT NULL REFERENCES batch (id),
  position INTEGER NOT NULL,
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  revision INTEGER NOT NULL,
  -- written with the release
  message_id TEXT UNIQUE REFERENCES outbox (message_id),
  -- taken out before the release, and why, in Chinese
  left_at TEXT,
  left_reason TEXT,
  -- when the receiver first said that it holds the text, the whole photo
  text_at TEXT,
  photo_at TEXT,
  PRIMARY KEY (batch_id, position)
) STRICT, WITHOUT ROWID;
-- a revision is in one batch at a time
CREATE UNIQUE INDEX batch_record_once ON batch_record (candidacy_id, revision) WHERE left_at IS NULL;

-- what went out before: one batch for each day; its id is that of its first message
INSERT INTO batch (id, version, day, day_no, origin, state, made_at, released_at)
  SELECT min(message_id), 1, date(created_at, '+8 hours'), 1, 'before', 'released', min(created_at), max(created_at)
  FROM outbox GROUP BY date(created_at, '+8 hours');
INSERT INTO batch_record (batch_id, position, candidacy_id, revision, message_id)
  SELECT b.id, row_number() OVER (PARTITION BY b.id ORDER BY o.desk_seq), o.candidacy_id, o.revision, o.message_id
  FROM outbox o JOIN batch b ON b.day = date(o.created_at, '+8 hours');

CREATE TRIGGER batch_is_never_deleted BEFORE DELETE ON batch
  BEGIN SELECT RAISE(ABORT, 'batches are never deleted'); END;
CREATE TRIGGER batch_record_is_never_deleted BEFORE DELETE ON batch_record
  BEGIN SELECT RAISE(ABORT, 'batch records are never deleted'); END;
CREATE TRIGGER batch_is_final BEFORE UPDATE ON batch WHEN OLD.state <> 'prepared'
  BEGIN SELECT RAISE(ABORT, 'a batch that was released or undone does not change'); END;
CREATE TRIGGER batch_record_keeps_its_record BEFORE UPDATE OF batch_id, position, candidacy_id, revision ON batch_record
  BEGIN SELECT RAISE(ABORT, 'a batch record keeps its record'); END;
CREATE TRIGGER batch_record_is_released_once BEFORE UPDATE OF message_id, left_at ON batch_record
  WHEN OLD.message_id IS NOT NULL OR OLD.left_at IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'a record leaves a batch once'); END;
-- four eyes in the store: who put a batch together does not release it; captured and entered records have their own trigger
CREATE TRIGGER four_eyes_batch BEFORE UPDATE OF released_by ON batch
  WHEN NEW.origin = 'chosen' AND NEW.released_by IS NOT NULL AND NEW.released_by = NEW.made_by
  BEGIN SELECT RAISE(ABORT, 'four eyes: batch'); END;
-- no released record outside a batch
CREATE TRIGGER candidacy_is_released_in_a_batch BEFORE UPDATE OF status ON candidacy
  WHEN NEW.status = 'released' AND OLD.status <> 'released' AND NOT EXISTS (SELECT 1 FROM batch_record r
    WHERE r.candidacy_id = NEW.id AND r.revision = NEW.revision AND r.left_at IS NULL)
  BEGIN SELECT RAISE(ABORT, 'released outside a batch'); END;
