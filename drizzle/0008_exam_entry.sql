-- Exam entry (选课报名) and the results of subjects, imported by file.

-- `kind` gets a third value and SQLite cannot change a CHECK: the table is rebuilt. Row ids are kept: lists go by them.
CREATE TABLE import_batch_rebuilt (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('roster', 'enrolmentList', 'subjectResults')),
  state TEXT NOT NULL CHECK (state IN ('reading', 'mapping', 'previewed', 'accepting', 'accepted', 'cancelled', 'failed')),
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  headers TEXT NOT NULL DEFAULT '[]',
  mapping TEXT NOT NULL DEFAULT '[]',
  rows_total INTEGER,
  rows_read INTEGER NOT NULL DEFAULT 0,
  good INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  cases INTEGER NOT NULL DEFAULT 0,
  mended INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  created_by TEXT NOT NULL REFERENCES user_account (id),
  created_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;
INSERT INTO import_batch_rebuilt (rowid, id, kind, state, file_name, file_sha256, headers, mapping, rows_total, rows_read,
    good, rejected, unchanged, updated, cases, mended, problem, created_by, created_at, finished_at)
  SELECT rowid, id, kind, state, file_name, file_sha256, headers, mapping, rows_total, rows_read,
    good, rejected, unchanged, updated, cases, mended, problem, created_by, created_at, finished_at
  FROM import_batch ORDER BY rowid;
DROP TABLE import_batch;
ALTER TABLE import_batch_rebuilt RENAME TO import_batch;

-- What a candidate chose for a sitting. Every choice is a row of its own; the highest version is the one that counts.
CREATE TABLE exam_entry (
  id TEXT PRIMARY KEY,
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  -- exam_window.sitting of the calendar
  sitting TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  state TEXT NOT NULL CHECK (state IN ('entered', 'withdrawn')),
  -- JSON ExamSubject[], in the order of the list; kept in a withdrawal as what was withdrawn
  subjects TEXT NOT NULL,
  foreign_language TEXT,
  -- why it was withdrawn
  reason TEXT,
  entered_by TEXT NOT NULL REFERENCES user_account (id),
  entered_at TEXT NOT NULL,
  UNIQUE (candidacy_id, sitting, version),
  CHECK ((state = 'withdrawn') = (reason IS NOT NULL))
) STRICT;
CREATE INDEX exam_entry_by_sitting ON exam_entry (sitting, candidacy_id);
CREATE TRIGGER exam_entry_is_never_changed BEFORE UPDATE ON exam_entry
  BEGIN SELECT RAISE(ABORT, 'exam entries are never changed'); END;
CREATE TRIGGER exam_entry_is_never_deleted BEFORE DELETE ON exam_entry
  BEGIN SELECT RAISE(ABORT, 'exam entries are never changed'); END;

-- One result of one subject in one sitting, with the file and the row it stood in. It counts once its import is accepted;
-- of several for the same subject and sitting the one accepted last counts, the others stay.
CREATE TABLE subject_result (
  id TEXT PRIMARY KEY,
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  -- the number as the file has it
  candidacy_no TEXT NOT NULL,
  sitting TEXT NOT NULL,
  subject TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('pass', 'fail')),
  source_sha256 TEXT NOT NULL,
  import_batch_id TEXT NOT NULL REFERENCES import_batch (id),
  source_row INTEGER NOT NULL,
  UNIQUE (import_batch_id, source_row)
) STRICT;
CREATE INDEX subject_result_by_candidacy ON subject_result (candidacy_id, sitting, subject);
CREATE TRIGGER subject_result_is_never_changed BEFORE UPDATE ON subject_result
  BEGIN SELECT RAISE(ABORT, 'results are never changed'); END;
-- what an import copied and did not commit is taken back
CREATE TRIGGER subject_result_is_never_deleted BEFORE DELETE ON subject_result
  WHEN (SELECT state FROM import_batch WHERE id = OLD.import_batch_id) = 'accepted'
  BEGIN SELECT RAISE(ABORT, 'results are never changed'); END;
