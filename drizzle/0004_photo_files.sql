-- Photos from a studio camera's card: staged here until a person has confirmed whose each one is.

CREATE TABLE photo_folder (
  id TEXT PRIMARY KEY,
  -- the folder's own name, shown to people
  label TEXT NOT NULL,
  -- where it lies on this machine, to go on reading after a restart; never shown and never logged
  path TEXT NOT NULL,
  match_way TEXT NOT NULL DEFAULT 'number' CHECK (match_way IN ('number', 'seat', 'order')),
  match_class_id TEXT REFERENCES school_class (id),
  file_order TEXT NOT NULL DEFAULT 'name' CHECK (file_order IN ('name', 'time')),
  list_order TEXT NOT NULL DEFAULT 'seat' CHECK (list_order IN ('seat', 'name')),
  created_by TEXT NOT NULL REFERENCES user_account (id),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE photo_file (
  id TEXT PRIMARY KEY,
  folder_id TEXT NOT NULL REFERENCES photo_folder (id),
  -- at most one folder above it, with /; may hold names and numbers of people
  file_name TEXT NOT NULL,
  -- as listed; a file whose length or time has changed is another one
  byte_length INTEGER NOT NULL,
  modified_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'refused', 'known', 'staged', 'rejected', 'attached')),
  sentence TEXT,
  -- SHA-256 of the file as it lies on the card
  content_sha256 TEXT,
  taken_at TEXT,
  -- how often it went to a decoder that never answered: some files end the program that opens them
  handed_out INTEGER NOT NULL DEFAULT 0,
  turn INTEGER NOT NULL DEFAULT 0 CHECK (turn BETWEEN 0 AND 3),
  original_sha256 TEXT REFERENCES photo_blob (sha256),
  derived_sha256 TEXT REFERENCES photo_blob (sha256),
  profile_edition TEXT,
  crop TEXT,
  measurements TEXT,
  verdict TEXT CHECK (verdict IN ('good', 'warn', 'bad', 'notMeasured')),
  causes TEXT,
  perceptual_hash TEXT CHECK (perceptual_hash IS NULL OR length(perceptual_hash) = 16),
  candidacy_id TEXT REFERENCES candidacy (id),
  matched_by TEXT CHECK (matched_by IN ('candidacyNo', 'enrolmentNo', 'documentNumber', 'seatNo', 'order', 'hand')),
  -- why nobody was found, in words
  open_why TEXT,
  capture_id TEXT REFERENCES capture (id),
  CHECK ((state = 'attached') = (capture_id IS NOT NULL)),
  CHECK (state NOT IN ('staged', 'rejected', 'attached') OR (derived_sha256 IS NOT NULL AND original_sha256 IS NOT NULL))
) STRICT;
CREATE INDEX photo_file_by_folder ON photo_file (folder_id, state);
CREATE INDEX photo_file_by_content ON photo_file (content_sha256);
CREATE INDEX photo_file_by_candidacy ON photo_file (candidacy_id);
CREATE INDEX photo_file_by_original ON photo_file (original_sha256);
CREATE INDEX photo_file_by_derived ON photo_file (derived_sha256);
-- an attached file tells where a shot came from
CREATE TRIGGER photo_file_attached_is_kept BEFORE UPDATE OF state, capture_id, candidacy_id, content_sha256 ON photo_file
  WHEN OLD.state = 'attached' BEGIN SELECT RAISE(ABORT, 'attached files are kept'); END;

-- two files that show the same picture
CREATE TABLE photo_file_twin (
  file_id TEXT NOT NULL REFERENCES photo_file (id),
  other_file_id TEXT NOT NULL REFERENCES photo_file (id),
  PRIMARY KEY (file_id, other_file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_file_twin_by_other ON photo_file_twin (other_file_id);

-- a file that shows the same picture as a stored shot
CREATE TABLE photo_file_look_alike (
  file_id TEXT NOT NULL REFERENCES photo_file (id),
  capture_id TEXT NOT NULL REFERENCES capture (id),
  PRIMARY KEY (file_id, capture_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_file_look_alike_by_capture ON photo_file_look_alike (capture_id);

-- whether a photo is still needed is asked of each table that may hold it
CREATE INDEX capture_by_original ON capture (original_sha256);
CREATE INDEX capture_by_derived ON capture (derived_sha256);
CREATE INDEX desk_difference_by_picture ON desk_difference (document_picture_sha256);
CREATE INDEX outbox_by_photo ON outbox (photo_sha256);
