-- What somebody has typed into a form and not yet sent: the assisted entry, the reasons. One per person, form and subject.
CREATE TABLE form_draft (
  user_id TEXT NOT NULL REFERENCES user_account (id),
  form TEXT NOT NULL CHECK (form IN ('assistedEntry', 'deskReason', 'returnReason', 'caseReason')),
  -- id of the candidacy or case; '' = something new, which has no id yet
  subject_id TEXT NOT NULL,
  -- JSON as the form wrote it; the form reads it back with care
  content TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (user_id, form, subject_id)
) STRICT, WITHOUT ROWID;
