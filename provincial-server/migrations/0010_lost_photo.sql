-- Photos and pages of evidence that were acknowledged and are not in the photo store any more, so that their desks are asked for them again.
CREATE TABLE lost_photo (
  sha256 text PRIMARY KEY,
  bytes integer NOT NULL,
  noticed_at timestamptz NOT NULL
);
CREATE INDEX told_change_stored_file ON told_change (file_sha256) WHERE state = 'stored' AND file_sha256 IS NOT NULL;
