-- What desks of one office know of each other's records, so that a later parcel brings what changed since and nothing is merged
-- unseen.

-- A record as it last came from another desk, or was brought back by it.
CREATE TABLE desk_stand (
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  device_id TEXT NOT NULL,
  -- 'in' = it came out from there; 'back' = that desk brought its work on it
  way TEXT NOT NULL CHECK (way IN ('in', 'back')),
  -- its version at the desk that wrote the parcel
  version INTEGER NOT NULL,
  -- its version here when that was done
  own_version INTEGER NOT NULL,
  -- SHA-256 over what is written in it, without states and people: the text that the work here builds on
  content_sha256 TEXT NOT NULL,
  noted_at TEXT NOT NULL,
  PRIMARY KEY (candidacy_id, device_id, way)
) STRICT;

-- What the desk that reviews a handed-over record has told of it.
CREATE TABLE told_stand (
  candidacy_id TEXT PRIMARY KEY REFERENCES candidacy (id),
  device_id TEXT NOT NULL,
  -- version handed over, which this answers
  version INTEGER NOT NULL,
  -- version of the record there: an older word does not undo a newer one
  their_version INTEGER NOT NULL,
  status TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  told_at TEXT NOT NULL
) STRICT;
