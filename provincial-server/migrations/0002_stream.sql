-- Version 2 of the exchange: a record's text may be here before its photo.

-- texts whose photo is awaited; the row goes when the message is judged, its text is then in candidacy_revision
CREATE TABLE staged_message (
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
CREATE INDEX staged_message_by_photo ON staged_message (photo_sha256);

-- every number of a desk that ever arrived: gaps are what has not
CREATE TABLE arrived_number (
  device_id uuid NOT NULL,
  incarnation text NOT NULL,
  desk_seq bigint NOT NULL,
  PRIMARY KEY (device_id, incarnation, desk_seq)
);
