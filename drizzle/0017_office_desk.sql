-- Desks of one office exchange parcels without a server: which desks are known, what went and came, what was handed over.

-- A desk of this office whose card people compared by its fingerprint.
CREATE TABLE office_desk (
  device_id TEXT PRIMARY KEY,
  desk_name TEXT NOT NULL,
  -- SPKI (base64) of the key that signs its parcels
  public_key TEXT NOT NULL,
  -- whom parcels for it are sealed to (age)
  recipient TEXT NOT NULL,
  added_by TEXT NOT NULL REFERENCES user_account (id),
  added_at TEXT NOT NULL
) STRICT;

-- Every parcel that was written or read here. Read again it changes nothing and says the same.
CREATE TABLE parcel (
  sha256 TEXT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('written', 'read')),
  kind TEXT NOT NULL,
  -- the other desk; NULL = the region
  other_device_id TEXT,
  -- records, answers or pupils inside
  count INTEGER NOT NULL,
  -- JSON: what came of it
  result TEXT NOT NULL,
  happened_at TEXT NOT NULL,
  done_by TEXT NOT NULL REFERENCES user_account (id),
  PRIMARY KEY (sha256, way)
) STRICT;
CREATE TRIGGER parcel_is_never_deleted BEFORE DELETE ON parcel
  BEGIN SELECT RAISE(ABORT, 'the history of parcels is kept'); END;
CREATE TRIGGER parcel_is_never_changed BEFORE UPDATE ON parcel
  BEGIN SELECT RAISE(ABORT, 'the history of parcels is kept'); END;

-- A record that another desk of the office reviews and releases: as it stood when it left.
CREATE TABLE handed_over (
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  candidacy_version INTEGER NOT NULL,
  parcel_sha256 TEXT NOT NULL,
  PRIMARY KEY (candidacy_id, candidacy_version)
) STRICT;
CREATE TRIGGER handed_over_is_never_deleted BEFORE DELETE ON handed_over
  BEGIN SELECT RAISE(ABORT, 'what was handed over stays noted'); END;
