-- Applications that a desk has told, each with its last word: asked for under the lock on identities whenever one is told.
CREATE INDEX told_change_applications ON told_change (device_id, application_id, decided_at DESC, change_seq DESC)
  WHERE kind = 'application' AND state = 'stored';
