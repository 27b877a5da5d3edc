-- The first schema of the desk. Reviewed SQL: STRICT tables, no cascading deletes, append-only tables by trigger.
-- Instants are UTC ISO 8601 text, dates YYYY-MM-DD, ids UUIDv7 text, booleans 0/1, JSON as text.

CREATE TABLE installation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  device_id TEXT NOT NULL,
  desk_name TEXT NOT NULL,
  office_id TEXT NOT NULL,
  office_name TEXT NOT NULL,
  county_code TEXT NOT NULL,
  county_name TEXT NOT NULL,
  exam_area_code TEXT NOT NULL,
  exam_area_name TEXT NOT NULL,
  -- Ed25519 public key of the region (SPKI, base64), pinned at set-up
  region_public_key TEXT NOT NULL,
  -- the desk's own Ed25519 key pair (PKCS8 / SPKI, base64); the file is encrypted
  device_private_key TEXT NOT NULL,
  device_public_key TEXT NOT NULL,
  setup_file_sha256 TEXT NOT NULL,
  is_demo INTEGER NOT NULL DEFAULT 0,
  set_up_at TEXT NOT NULL,
  -- counts openings of this file; a restored copy gets a new incarnation (DESIGN §7)
  incarnation TEXT NOT NULL
) STRICT;

CREATE TABLE desk_setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  changed_by TEXT
) STRICT;

CREATE TABLE edition (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('regulation', 'photoProfile', 'calendar')),
  label TEXT NOT NULL,
  in_force_from TEXT NOT NULL,
  content TEXT NOT NULL,
  signature TEXT NOT NULL,
  arrived_at TEXT NOT NULL
) STRICT;

CREATE TABLE exam_area (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  league_name TEXT NOT NULL
) STRICT;

CREATE TABLE exam_window (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  cohort_year INTEGER,
  sitting TEXT,
  opens_at TEXT NOT NULL,
  closes_at TEXT NOT NULL,
  edition_id TEXT NOT NULL REFERENCES edition (id)
) STRICT;

CREATE TABLE school (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  exam_area_code TEXT NOT NULL,
  -- false: known only so that a refusal can name it (school of another county)
  is_own INTEGER NOT NULL,
  kind TEXT,
  address TEXT,
  head_name TEXT,
  staff_count INTEGER,
  phone TEXT
) STRICT;

CREATE TABLE school_class (
  id TEXT PRIMARY KEY,
  school_id TEXT NOT NULL REFERENCES school (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  cohort_year INTEGER NOT NULL,
  UNIQUE (school_id, code, cohort_year)
) STRICT;

CREATE TABLE user_account (
  id TEXT PRIMARY KEY,
  login_name TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  role TEXT NOT NULL,
  school_id TEXT REFERENCES school (id),
  -- JSON {algorithm, n, r, p, salt, hash}: scrypt, base64
  password TEXT NOT NULL,
  must_change_password INTEGER NOT NULL,
  tries_left INTEGER NOT NULL,
  locked_out_at TEXT,
  disabled_at TEXT,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE user_class (
  user_id TEXT NOT NULL REFERENCES user_account (id),
  class_id TEXT NOT NULL REFERENCES school_class (id),
  PRIMARY KEY (user_id, class_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE candidacy (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  status TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0,
  entry_category TEXT NOT NULL CHECK (entry_category IN ('enrolled', 'private')),
  origin TEXT NOT NULL CHECK (origin IN ('roster', 'assisted')),
  import_batch_id TEXT REFERENCES import_batch (id),
  school_id TEXT REFERENCES school (id),
  class_id TEXT REFERENCES school_class (id),
  seat_no INTEGER,
  cohort_year INTEGER,
  full_name TEXT NOT NULL,
  -- search keys only: normalised name, pinyin initials, full pinyin, all lower case
  name_key TEXT NOT NULL,
  pinyin_initials TEXT NOT NULL,
  pinyin_full TEXT NOT NULL,
  sex TEXT NOT NULL,
  ethnicity TEXT NOT NULL,
  political_status TEXT,
  pupil_category TEXT,
  household_place TEXT,
  household_authority TEXT,
  document_type TEXT NOT NULL,
  document_number TEXT NOT NULL,
  document_state TEXT,
  birth_date TEXT NOT NULL,
  mobile TEXT,
  address TEXT,
  post_code TEXT,
  foreign_language TEXT,
  enrolment_no TEXT,
  candidacy_no TEXT,
  -- who entered it (assisted entry) and who captured it: four eyes
  entered_by TEXT REFERENCES user_account (id),
  captured_by TEXT REFERENCES user_account (id),
  approved_by_teacher TEXT,
  approved_by_teacher_at TEXT,
  -- 1: the approval came with the roster as a foreign act
  approval_is_foreign INTEGER NOT NULL DEFAULT 0,
  reviewed_by TEXT REFERENCES user_account (id),
  released_by TEXT REFERENCES user_account (id),
  return_reason TEXT,
  -- JSON {captureId, clerkId, at, revision}: desk work done, waits for the class teacher
  held_completion TEXT,
  -- JSON string[]: finding codes that travel with the record
  flags TEXT NOT NULL DEFAULT '[]',
  regulation_edition TEXT NOT NULL,
  completed_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  -- of the roster row it came from: the same row again changes nothing
  source_row_sha256 TEXT
) STRICT;
CREATE INDEX candidacy_by_class ON candidacy (class_id, status, seat_no);
CREATE INDEX candidacy_by_status ON candidacy (status, updated_at);
CREATE INDEX candidacy_by_document ON candidacy (document_number);
CREATE INDEX candidacy_by_name ON candidacy (name_key, birth_date);
CREATE INDEX candidacy_by_initials ON candidacy (pinyin_initials);
CREATE INDEX candidacy_by_pinyin ON candidacy (pinyin_full);
CREATE INDEX candidacy_by_enrolment ON candidacy (enrolment_no);
CREATE INDEX candidacy_by_birth ON candidacy (birth_date);
CREATE INDEX candidacy_by_batch ON candidacy (import_batch_id) WHERE import_batch_id IS NOT NULL;
-- at most one current holder per candidacy number (DESIGN §4)
CREATE UNIQUE INDEX candidacy_no_current ON candidacy (candidacy_no)
  WHERE candidacy_no IS NOT NULL AND status NOT IN ('staged', 'joined', 'withdrawn', 'void', 'closed');

CREATE TABLE resume_entry (
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  position INTEGER NOT NULL,
  from_month TEXT,
  until_month TEXT,
  place TEXT NOT NULL,
  PRIMARY KEY (candidacy_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE family_member (
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  position INTEGER NOT NULL,
  relation TEXT NOT NULL,
  full_name TEXT NOT NULL,
  workplace TEXT,
  phone TEXT,
  PRIMARY KEY (candidacy_id, position)
) STRICT, WITHOUT ROWID;

-- every number a person ever had
CREATE TABLE number_history (
  id TEXT PRIMARY KEY,
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  kind TEXT NOT NULL CHECK (kind IN ('candidacyNo', 'enrolmentNo', 'documentNumber')),
  value TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('assigned', 'changed', 'enteredInError')),
  since TEXT NOT NULL,
  until TEXT
) STRICT;
CREATE INDEX number_history_by_value ON number_history (value);
-- people are also found by the last four characters of any number they ever had
CREATE INDEX number_history_by_last_four ON number_history (substr(value, -4));
CREATE INDEX number_history_by_candidacy ON number_history (candidacy_id, kind);

CREATE TABLE enrolment_record (
  id TEXT PRIMARY KEY,
  enrolment_no TEXT NOT NULL,
  document_number TEXT,
  full_name TEXT NOT NULL,
  school_code TEXT NOT NULL,
  school_name TEXT NOT NULL,
  cohort_year INTEGER,
  import_batch_id TEXT NOT NULL REFERENCES import_batch (id)
) STRICT;
CREATE INDEX enrolment_record_by_no ON enrolment_record (enrolment_no);
CREATE INDEX enrolment_record_by_document ON enrolment_record (document_number);
CREATE INDEX enrolment_record_by_batch ON enrolment_record (import_batch_id);

CREATE TABLE photo_blob (
  sha256 TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  byte_length INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE capture (
  id TEXT PRIMARY KEY,
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  -- 0 = belongs to the revision being worked on
  revision INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'used', 'superseded')),
  source TEXT NOT NULL CHECK (source IN ('live', 'still')),
  device TEXT NOT NULL,
  original_sha256 TEXT NOT NULL REFERENCES photo_blob (sha256),
  derived_sha256 TEXT NOT NULL REFERENCES photo_blob (sha256),
  profile_edition TEXT NOT NULL,
  crop TEXT NOT NULL,
  measurements TEXT NOT NULL,
  taken_by TEXT NOT NULL REFERENCES user_account (id),
  taken_at TEXT NOT NULL
) STRICT;
CREATE INDEX capture_by_candidacy ON capture (candidacy_id, taken_at);

-- card ≠ roster, settled at the desk before the record is in effect: both values are kept
CREATE TABLE desk_difference (
  id TEXT PRIMARY KEY,
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  field TEXT NOT NULL,
  roster_value TEXT NOT NULL,
  document_value TEXT NOT NULL,
  settled TEXT NOT NULL CHECK (settled IN ('roster', 'document')),
  document_picture_sha256 TEXT REFERENCES photo_blob (sha256),
  settled_by TEXT NOT NULL REFERENCES user_account (id),
  settled_at TEXT NOT NULL
) STRICT;
CREATE INDEX desk_difference_by_candidacy ON desk_difference (candidacy_id, field, settled_at);

CREATE TABLE draft (
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  user_id TEXT NOT NULL REFERENCES user_account (id),
  content TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (candidacy_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE attendance_mark (
  candidacy_id TEXT PRIMARY KEY REFERENCES candidacy (id),
  kind TEXT NOT NULL CHECK (kind IN ('absent', 'late')),
  marked_by TEXT NOT NULL REFERENCES user_account (id),
  marked_at TEXT NOT NULL
) STRICT;

CREATE TABLE import_batch (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('roster', 'enrolmentList')),
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

-- staged rows of a preview; not official acts, removed when the batch is closed
CREATE TABLE import_row (
  batch_id TEXT NOT NULL REFERENCES import_batch (id),
  row INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('good', 'rejected', 'unchanged', 'updated')),
  -- JSON (string | [string, kind])[]: cells as text in the file's column order, with their kind where it is not plain text
  cells TEXT NOT NULL,
  -- JSON {record, likenesses} of a row that can go in, null when rejected
  data TEXT,
  -- JSON problem[]
  problems TEXT NOT NULL,
  has_case INTEGER NOT NULL,
  has_mended INTEGER NOT NULL,
  target_candidacy_id TEXT,
  PRIMARY KEY (batch_id, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_row_by_outcome ON import_row (batch_id, outcome, has_case, has_mended);

CREATE TABLE case_file (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  sentence TEXT NOT NULL,
  facts TEXT NOT NULL,
  decision TEXT,
  decision_reason TEXT,
  decided_by TEXT REFERENCES user_account (id),
  decided_at TEXT,
  opened_at TEXT NOT NULL
) STRICT;
CREATE INDEX case_file_by_state ON case_file (state, opened_at);
CREATE TABLE case_subject (
  case_id TEXT NOT NULL REFERENCES case_file (id),
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  PRIMARY KEY (case_id, candidacy_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_subject_by_candidacy ON case_subject (candidacy_id);

-- append-only chain over salted digests (DESIGN §4); payloads sit in rows of their own
CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  subject_noun TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  actor_id TEXT,
  actor_role TEXT,
  device_time TEXT NOT NULL,
  monotonic_ms INTEGER NOT NULL,
  boot_id TEXT NOT NULL,
  payload_digest TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX event_by_subject ON event (subject_id, seq);
CREATE TABLE event_payload (
  event_seq INTEGER PRIMARY KEY REFERENCES event (seq),
  salt TEXT,
  content TEXT,
  blanked_by TEXT
) STRICT;

CREATE TABLE audit_entry (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  user_id TEXT,
  role TEXT,
  call TEXT NOT NULL,
  outcome TEXT NOT NULL,
  subject_id TEXT,
  reference TEXT,
  event_seq INTEGER REFERENCES event (seq)
) STRICT;
CREATE INDEX audit_entry_by_subject ON audit_entry (subject_id);

CREATE TABLE decision_record (
  id TEXT PRIMARY KEY,
  event_seq INTEGER NOT NULL REFERENCES event (seq),
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  act TEXT NOT NULL,
  -- JSON Finding[]: rule ids, clauses, verdicts, facts, edition
  findings TEXT NOT NULL,
  app_version TEXT NOT NULL
) STRICT;
CREATE INDEX decision_record_by_candidacy ON decision_record (candidacy_id);

CREATE TABLE outbox (
  message_id TEXT PRIMARY KEY,
  desk_seq INTEGER NOT NULL UNIQUE,
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  revision INTEGER NOT NULL,
  -- the exact bytes that are sent; body_sha256 is over these
  body TEXT NOT NULL,
  body_sha256 TEXT NOT NULL,
  photo_sha256 TEXT REFERENCES photo_blob (sha256),
  event_seq INTEGER NOT NULL REFERENCES event (seq),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'acknowledged', 'refused')),
  attempts INTEGER NOT NULL DEFAULT 0,
  last_trouble TEXT,
  created_at TEXT NOT NULL,
  UNIQUE (candidacy_id, revision)
) STRICT;
CREATE INDEX outbox_by_state ON outbox (state, desk_seq);

CREATE TABLE receipt (
  message_id TEXT PRIMARY KEY REFERENCES outbox (message_id),
  -- the exact signed text and its Ed25519 signature (base64) by the pinned region key
  body TEXT NOT NULL,
  signature TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('stored', 'joined', 'refused')),
  reason TEXT,
  joined_with TEXT,
  received_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER event_is_append_only_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER event_is_append_only_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER audit_is_append_only_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_append_only_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER outbox_is_never_deleted BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'outbox rows are never deleted'); END;
CREATE TRIGGER receipt_is_never_deleted BEFORE DELETE ON receipt BEGIN SELECT RAISE(ABORT, 'receipts are never deleted'); END;
CREATE TRIGGER candidacy_is_never_deleted BEFORE DELETE ON candidacy WHEN OLD.status <> 'staged' BEGIN SELECT RAISE(ABORT, 'candidacies are never deleted'); END;
-- four eyes in the store (DESIGN §5): nobody reviews or releases what he or she entered or captured
CREATE TRIGGER four_eyes_review BEFORE UPDATE OF reviewed_by ON candidacy
  WHEN NEW.reviewed_by IS NOT NULL AND (NEW.reviewed_by = NEW.captured_by OR NEW.reviewed_by = NEW.entered_by)
  BEGIN SELECT RAISE(ABORT, 'four eyes: review'); END;
CREATE TRIGGER four_eyes_release BEFORE UPDATE OF released_by ON candidacy
  WHEN NEW.released_by IS NOT NULL AND (NEW.released_by = NEW.captured_by OR NEW.released_by = NEW.entered_by)
  BEGIN SELECT RAISE(ABORT, 'four eyes: release'); END;
CREATE TRIGGER four_eyes_teacher BEFORE UPDATE OF approved_by_teacher ON candidacy
  WHEN NEW.approved_by_teacher IS NOT NULL AND NEW.approval_is_foreign = 0 AND (NEW.approved_by_teacher = NEW.captured_by OR NEW.approved_by_teacher = NEW.entered_by)
  BEGIN SELECT RAISE(ABORT, 'four eyes: teacher'); END;
