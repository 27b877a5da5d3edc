-- Applications (业务件): what is applied for and decided through the steps of a procedure, with its evidence.

CREATE TABLE application (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  -- procedure of shared/regulation/procedures.ts
  kind TEXT NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('draft', 'waitingForWindow', 'atStep', 'returned', 'carriedOut', 'rejected', 'withdrawn')),
  -- index into steps; 0 = the application itself
  step INTEGER NOT NULL,
  -- JSON StepKind[] as the edition had it when the application began
  steps TEXT NOT NULL,
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  -- school and class at the beginning: who of the school it belongs to
  school_id TEXT REFERENCES school (id),
  class_id TEXT REFERENCES school_class (id),
  -- JSON: what is asked for, by kind
  request TEXT NOT NULL,
  regulation_edition TEXT NOT NULL REFERENCES edition (id),
  -- who prepared it
  started_by TEXT NOT NULL REFERENCES user_account (id),
  started_at TEXT NOT NULL,
  submitted_at TEXT,
  -- since when it stands at its present place
  since TEXT NOT NULL,
  -- opening instant that it waits for; NULL = not known, or it does not wait
  waits_until TEXT,
  -- why it was returned, rejected or withdrawn
  reason TEXT,
  closed_at TEXT
) STRICT;
CREATE INDEX application_by_state ON application (state, since);
CREATE INDEX application_by_candidacy ON application (candidacy_id, started_at);
CREATE INDEX application_by_school ON application (school_id, state);
-- one running application of a kind for one candidate
CREATE UNIQUE INDEX application_running ON application (candidacy_id, kind)
  WHERE state IN ('draft', 'waitingForWindow', 'atStep', 'returned');

-- what was done with it, in order; never changed
CREATE TABLE application_step (
  application_id TEXT NOT NULL REFERENCES application (id),
  position INTEGER NOT NULL,
  -- step of the chain that this was about
  step INTEGER NOT NULL,
  step_kind TEXT NOT NULL,
  act TEXT NOT NULL
    CHECK (act IN ('amended', 'submitted', 'windowOpened', 'agreed', 'returned', 'rejected', 'withdrawn')),
  -- an account of this office, or who decided elsewhere in words
  by_user TEXT REFERENCES user_account (id),
  by_name TEXT NOT NULL,
  -- the region's or school's decision that this came from; NULL = taken here
  decision_id TEXT,
  reason TEXT,
  at TEXT NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq),
  PRIMARY KEY (application_id, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX application_step_by_decision ON application_step (decision_id) WHERE decision_id IS NOT NULL;

CREATE TABLE evidence (
  id TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES application (id),
  kind TEXT NOT NULL CHECK (kind IN ('householdProof', 'changeProof', 'identityProof', 'applicationForm', 'other')),
  source TEXT NOT NULL CHECK (source IN ('camera', 'picture', 'pdf')),
  -- of the file as it came; its bytes are not kept, only its pages as pictures
  file_sha256 TEXT NOT NULL,
  added_by TEXT NOT NULL REFERENCES user_account (id),
  added_at TEXT NOT NULL,
  -- taken out again while the application could be mended; it stays in the record
  removed_by TEXT REFERENCES user_account (id),
  removed_at TEXT
) STRICT;
CREATE INDEX evidence_by_application ON evidence (application_id);

CREATE TABLE evidence_page (
  evidence_id TEXT NOT NULL REFERENCES evidence (id),
  position INTEGER NOT NULL,
  picture_sha256 TEXT NOT NULL REFERENCES photo_blob (sha256),
  -- quarter turns clockwise, 0–3
  turns INTEGER NOT NULL DEFAULT 0 CHECK (turns BETWEEN 0 AND 3),
  -- JSON {x, y, width, height}[] in parts of the unturned picture: covered where it is shown
  covers TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (evidence_id, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER application_is_never_deleted BEFORE DELETE ON application WHEN OLD.state <> 'draft'
  BEGIN SELECT RAISE(ABORT, 'applications are never deleted'); END;
CREATE TRIGGER application_is_final BEFORE UPDATE ON application
  WHEN OLD.state IN ('carriedOut', 'rejected', 'withdrawn')
  BEGIN SELECT RAISE(ABORT, 'closed applications do not change'); END;
CREATE TRIGGER application_keeps_its_basis BEFORE UPDATE OF kind, steps, candidacy_id, regulation_edition, started_by,
    started_at ON application
  BEGIN SELECT RAISE(ABORT, 'an application keeps what it began with'); END;
CREATE TRIGGER application_step_is_append_only_update BEFORE UPDATE ON application_step
  BEGIN SELECT RAISE(ABORT, 'application steps are append-only'); END;
CREATE TRIGGER application_step_is_append_only_delete BEFORE DELETE ON application_step
  BEGIN SELECT RAISE(ABORT, 'application steps are append-only'); END;
CREATE TRIGGER evidence_is_never_deleted BEFORE DELETE ON evidence
  BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;
-- four eyes in the store (DESIGN §5): nobody decides what he or she prepared, submitted or agreed to at another step
CREATE TRIGGER four_eyes_application BEFORE INSERT ON application_step
  WHEN NEW.by_user IS NOT NULL AND NEW.act IN ('agreed', 'rejected') AND (
    NEW.by_user = (SELECT started_by FROM application WHERE id = NEW.application_id)
    OR EXISTS (SELECT 1 FROM application_step s WHERE s.application_id = NEW.application_id AND s.by_user = NEW.by_user
      AND (s.act IN ('amended', 'submitted') OR (s.act = 'agreed' AND s.step <> NEW.step)))
    OR EXISTS (SELECT 1 FROM evidence e WHERE e.application_id = NEW.application_id AND e.added_by = NEW.by_user))
  BEGIN SELECT RAISE(ABORT, 'four eyes: application'); END;
