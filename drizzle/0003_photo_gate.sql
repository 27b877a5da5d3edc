-- What the gate said of a shot, who let one pass that it refused, which shots look the same, and the daily camera check.

-- `source` gets a third value and SQLite cannot change a CHECK: the table is rebuilt. Row ids are kept, because they are
-- the order in which shots were stored, whatever the clock said.
CREATE TABLE capture_rebuilt (
  id TEXT PRIMARY KEY,
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  -- 0 = belongs to the revision being worked on
  revision INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'used', 'superseded')),
  -- file: from a studio camera's card
  source TEXT NOT NULL CHECK (source IN ('live', 'still', 'file')),
  device TEXT NOT NULL,
  original_sha256 TEXT NOT NULL REFERENCES photo_blob (sha256),
  derived_sha256 TEXT NOT NULL REFERENCES photo_blob (sha256),
  profile_edition TEXT NOT NULL,
  crop TEXT NOT NULL,
  -- JSON {name: number} as the gate measured this very frame; {} = nothing measured it
  measurements TEXT NOT NULL,
  taken_by TEXT NOT NULL REFERENCES user_account (id),
  taken_at TEXT NOT NULL,
  -- worked out by this program from measurements and profile edition, never taken from a screen
  verdict TEXT NOT NULL DEFAULT 'notMeasured' CHECK (verdict IN ('good', 'warn', 'bad', 'notMeasured')),
  -- JSON PhotoCause[], worst first
  causes TEXT NOT NULL DEFAULT '[]',
  -- 64 bits as 16 hex digits; NULL = no face was found, or the shot is older than the gate
  perceptual_hash TEXT CHECK (perceptual_hash IS NULL OR length(perceptual_hash) = 16)
) STRICT;
INSERT INTO capture_rebuilt (rowid, id, candidacy_id, revision, state, source, device, original_sha256, derived_sha256,
    profile_edition, crop, measurements, taken_by, taken_at)
  SELECT rowid, id, candidacy_id, revision, state, source, device, original_sha256, derived_sha256,
    profile_edition, crop, measurements, taken_by, taken_at FROM capture ORDER BY rowid;
DROP TABLE capture;
ALTER TABLE capture_rebuilt RENAME TO capture;
CREATE INDEX capture_by_candidacy ON capture (candidacy_id, taken_at);
CREATE INDEX capture_by_day ON capture (taken_at);
-- narrow, so that all hashes are read without the rest of the rows
CREATE INDEX capture_by_hash ON capture (perceptual_hash) WHERE perceptual_hash IS NOT NULL;

-- a shot is kept as it was taken and judged; only state and revision move
CREATE TRIGGER capture_is_kept_as_taken BEFORE UPDATE OF id, candidacy_id, source, device, original_sha256, derived_sha256,
    profile_edition, crop, measurements, taken_by, taken_at, verdict, causes, perceptual_hash ON capture
  BEGIN SELECT RAISE(ABORT, 'captures are kept as taken'); END;
CREATE TRIGGER capture_is_never_deleted BEFORE DELETE ON capture BEGIN SELECT RAISE(ABORT, 'captures are never deleted'); END;

-- two shots of two candidacies that look the same, found when the later one was stored
CREATE TABLE photo_look_alike (
  capture_id TEXT NOT NULL REFERENCES capture (id),
  other_capture_id TEXT NOT NULL REFERENCES capture (id),
  -- differing bits of 64
  distance INTEGER NOT NULL,
  PRIMARY KEY (capture_id, other_capture_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_look_alike_by_other ON photo_look_alike (other_capture_id);

-- a second authorised person let a shot pass that the gate refused: one answer per shot, never changed
CREATE TABLE photo_override (
  capture_id TEXT PRIMARY KEY REFERENCES capture (id),
  kind TEXT NOT NULL CHECK (kind IN ('medical', 'religious', 'lasting')),
  words TEXT NOT NULL,
  clerk_id TEXT NOT NULL REFERENCES user_account (id),
  second_id TEXT NOT NULL REFERENCES user_account (id),
  overridden_at TEXT NOT NULL
) STRICT;
CREATE TRIGGER four_eyes_override BEFORE INSERT ON photo_override
  WHEN NEW.second_id = NEW.clerk_id OR NEW.second_id = (SELECT taken_by FROM capture WHERE id = NEW.capture_id)
  BEGIN SELECT RAISE(ABORT, 'four eyes: override'); END;
CREATE TRIGGER photo_override_is_never_changed BEFORE UPDATE ON photo_override
  BEGIN SELECT RAISE(ABORT, 'overrides are never changed'); END;
CREATE TRIGGER photo_override_is_never_deleted BEFORE DELETE ON photo_override
  BEGIN SELECT RAISE(ABORT, 'overrides are never changed'); END;

-- the check page at the start of the day; the test shot itself is not kept
CREATE TABLE desk_check (
  id TEXT PRIMARY KEY,
  way TEXT NOT NULL CHECK (way IN ('live', 'still')),
  device TEXT NOT NULL,
  measurements TEXT NOT NULL,
  -- JSON PhotoCauseCode[]
  causes TEXT NOT NULL,
  writing_reads INTEGER NOT NULL,
  checked_by TEXT NOT NULL REFERENCES user_account (id),
  checked_at TEXT NOT NULL
) STRICT;
