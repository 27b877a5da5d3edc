-- Desks that the region knows, codes with which they become known, openings of their files, and records that wait for people.

CREATE TABLE enrolled_desk (
  device_id uuid PRIMARY KEY,
  office_id uuid NOT NULL,
  desk_name text NOT NULL,
  -- Ed25519, SPKI in base64
  public_key text NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz NOT NULL,
  valid_days integer NOT NULL,
  enrolled_by text NOT NULL,
  enrolled_at timestamptz NOT NULL,
  revoked_at timestamptz,
  revoked_by text,
  revoke_reason text,
  certificate_body text NOT NULL,
  certificate_signature text NOT NULL,
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);

-- what people did to desks, for good
CREATE TABLE desk_act (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  act text NOT NULL,
  device_id uuid,
  office_id uuid,
  done_by text NOT NULL,
  reason text,
  done_at timestamptz NOT NULL
);

-- one-time codes; only a keyed hash of the secret is kept
CREATE TABLE enrolment_code (
  code_number text PRIMARY KEY,
  secret_hash text NOT NULL,
  office_id uuid NOT NULL,
  valid_days integer NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  usable_until timestamptz NOT NULL,
  tries_left integer NOT NULL,
  used_at timestamptz,
  used_by uuid
);

-- every opening of a desk's file that was heard of; a restored or copied file is a new one
CREATE TABLE desk_incarnation (
  device_id uuid NOT NULL,
  incarnation uuid NOT NULL,
  -- the desk's highest number when it began
  starts_after bigint NOT NULL,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  PRIMARY KEY (device_id, incarnation)
);

-- requests that were answered: the same proof is not taken twice
CREATE TABLE proof_seen (
  challenge text NOT NULL,
  counter bigint NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (challenge, counter)
);
CREATE INDEX proof_seen_by_time ON proof_seen (seen_at);

-- records of desks whose enrolment is over: kept whole until people decide
CREATE TABLE undecided_message (
  message_id uuid PRIMARY KEY,
  device_id uuid NOT NULL,
  incarnation text NOT NULL,
  desk_seq bigint NOT NULL,
  body_sha256 text NOT NULL,
  photo_sha256 text,
  photo_bytes integer,
  body text NOT NULL,
  arrived_at timestamptz NOT NULL
);
CREATE INDEX undecided_message_by_device ON undecided_message (device_id, desk_seq);
CREATE INDEX undecided_message_by_photo ON undecided_message (photo_sha256);

-- the number of a record is evidence where its desk signed it
ALTER TABLE arrived_number ADD COLUMN message_id uuid;
ALTER TABLE arrived_number ADD COLUMN envelope_signature text;

-- texts that were refused, so that a desk that lost them gets them back with their receipts
CREATE TABLE refused_text (
  message_id uuid PRIMARY KEY REFERENCES message (message_id),
  body text NOT NULL
);
