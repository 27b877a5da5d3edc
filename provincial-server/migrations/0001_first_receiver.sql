-- The first schema of the reference receiver, PostgreSQL 15 and PGlite. Photos are outside; only their hash and size are here.
-- A number that two people share is a case for people, so no unique index may ever turn a pupil away.

CREATE TABLE device (
  device_id uuid PRIMARY KEY,
  office_id uuid NOT NULL,
  exam_area_code text NOT NULL,
  incarnation text NOT NULL,
  -- highest sequence number seen of this desk; gaps below it are visible in message
  highest_desk_seq bigint NOT NULL,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL
);

-- every judged message with its receipt: the same message again gets the same bytes again
CREATE TABLE message (
  message_id uuid PRIMARY KEY,
  device_id uuid NOT NULL,
  desk_seq bigint NOT NULL,
  body_sha256 text NOT NULL,
  photo_sha256 text,
  outcome text NOT NULL CHECK (outcome IN ('stored', 'joined', 'refused')),
  reason_code text,
  receipt_body text NOT NULL,
  receipt_signature text NOT NULL,
  received_at timestamptz NOT NULL,
  CHECK ((outcome = 'refused') = (reason_code IS NOT NULL))
);
CREATE INDEX message_by_device ON message (device_id, desk_seq);

CREATE TABLE person (
  person_id uuid PRIMARY KEY,
  document_type text NOT NULL,
  document_number text NOT NULL,
  -- null = unknown; then no exact match is possible
  cohort_year integer,
  canonical_candidacy_id uuid NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX person_by_document ON person (document_number);

CREATE TABLE candidacy (
  candidacy_id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (person_id),
  current_revision integer NOT NULL,
  -- the message row follows in the same transaction: its receipt names the decision
  current_message_id uuid NOT NULL REFERENCES message (message_id) DEFERRABLE INITIALLY DEFERRED,
  first_received_at timestamptz NOT NULL
);
CREATE INDEX candidacy_by_person ON candidacy (person_id);

CREATE TABLE candidacy_revision (
  message_id uuid PRIMARY KEY REFERENCES message (message_id),
  candidacy_id uuid NOT NULL,
  revision integer NOT NULL,
  replaces integer,
  candidacy_no text,
  document_type text NOT NULL,
  document_number text NOT NULL,
  cohort_year integer,
  full_name text NOT NULL,
  -- the exact text that was received and receipted
  body text NOT NULL,
  received_at timestamptz NOT NULL
);
CREATE INDEX candidacy_revision_by_candidacy ON candidacy_revision (candidacy_id, revision);
CREATE INDEX candidacy_revision_by_document ON candidacy_revision (document_number);

CREATE TABLE photo (
  sha256 text PRIMARY KEY,
  byte_length integer NOT NULL,
  stored_at timestamptz NOT NULL
);

CREATE TABLE capture (
  message_id uuid PRIMARY KEY REFERENCES message (message_id),
  candidacy_id uuid NOT NULL,
  revision integer NOT NULL,
  device_id uuid NOT NULL,
  photo_sha256 text NOT NULL REFERENCES photo (sha256),
  original_sha256 text NOT NULL,
  profile_edition text NOT NULL,
  captured_at timestamptz NOT NULL
);
CREATE INDEX capture_by_candidacy ON capture (candidacy_id);

CREATE TABLE case_file (
  case_id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('samePupilTwice', 'sameRevisionTwice', 'sameNumberOtherwise')),
  state text NOT NULL CHECK (state IN ('open', 'closed')),
  person_id uuid NOT NULL REFERENCES person (person_id),
  opened_at timestamptz NOT NULL
);
CREATE INDEX case_file_by_person ON case_file (person_id, state);
CREATE TABLE case_subject (
  case_id uuid NOT NULL REFERENCES case_file (case_id),
  candidacy_id uuid NOT NULL,
  PRIMARY KEY (case_id, candidacy_id)
);
