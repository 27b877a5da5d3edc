-- Results that another province certified and the region took over (4.2c). Written once, with the region's certification.
CREATE TABLE recognised_result (
  id TEXT PRIMARY KEY,
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  application_id TEXT NOT NULL REFERENCES application (id),
  -- line of the request
  position INTEGER NOT NULL,
  subject TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('pass', 'fail')),
  -- subject and result in the words of the certificate
  foreign_name TEXT NOT NULL,
  as_certified TEXT NOT NULL,
  -- name: called the same; clerk: a person said which subject it is
  mapped_by TEXT NOT NULL CHECK (mapped_by IN ('name', 'clerk')),
  province TEXT NOT NULL,
  issuer TEXT NOT NULL,
  -- when the region certified it
  certified_at TEXT NOT NULL,
  UNIQUE (application_id, position),
  UNIQUE (application_id, subject)
) STRICT;
CREATE INDEX recognised_result_by_candidacy ON recognised_result (candidacy_id);
CREATE TRIGGER recognised_result_is_never_changed BEFORE UPDATE ON recognised_result
  BEGIN SELECT RAISE(ABORT, 'results are never changed'); END;
CREATE TRIGGER recognised_result_is_never_deleted BEFORE DELETE ON recognised_result
  BEGIN SELECT RAISE(ABORT, 'results are never changed'); END;

-- Certificates of results (3.2): what was certified, as it was printed. The signature over it is the desk's and comes out
-- the same each time (Ed25519): it is not kept.
CREATE TABLE certificate (
  id TEXT PRIMARY KEY,
  -- unique on every desk: it carries a part of the desk's own id
  number TEXT NOT NULL UNIQUE,
  candidacy_id TEXT NOT NULL REFERENCES candidacy (id),
  application_id TEXT NOT NULL UNIQUE REFERENCES application (id),
  issued_by TEXT NOT NULL REFERENCES user_account (id),
  issued_at TEXT NOT NULL,
  -- JSON: name, document, subjects as certified; a reprint shows the same
  content TEXT NOT NULL,
  withdrawn_by TEXT REFERENCES user_account (id),
  withdrawn_at TEXT,
  withdrawn_reason TEXT,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
) STRICT;
-- one that stands at a time
CREATE UNIQUE INDEX certificate_standing ON certificate (candidacy_id) WHERE withdrawn_at IS NULL;
CREATE TRIGGER certificate_keeps_what_it_says BEFORE UPDATE OF id, number, candidacy_id, application_id, issued_by, issued_at,
    content ON certificate
  BEGIN SELECT RAISE(ABORT, 'a certificate keeps what it says'); END;
CREATE TRIGGER certificate_is_withdrawn_once BEFORE UPDATE ON certificate WHEN OLD.withdrawn_at IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'withdrawn once'); END;
CREATE TRIGGER certificate_is_never_deleted BEFORE DELETE ON certificate
  BEGIN SELECT RAISE(ABORT, 'certificates are never deleted'); END;

-- every copy that left the desk
CREATE TABLE certificate_print (
  certificate_id TEXT NOT NULL REFERENCES certificate (id),
  -- 1 = the first print
  position INTEGER NOT NULL,
  printed_by TEXT NOT NULL REFERENCES user_account (id),
  printed_at TEXT NOT NULL,
  -- what it is for (2.6)
  purpose TEXT NOT NULL,
  PRIMARY KEY (certificate_id, position)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER certificate_print_is_never_changed BEFORE UPDATE ON certificate_print
  BEGIN SELECT RAISE(ABORT, 'prints are never changed'); END;
CREATE TRIGGER certificate_print_is_never_deleted BEFORE DELETE ON certificate_print
  BEGIN SELECT RAISE(ABORT, 'prints are never changed'); END;
-- four eyes in the store (DESIGN §5): nobody issues what he or she asked for
CREATE TRIGGER four_eyes_certificate BEFORE INSERT ON certificate
  WHEN NEW.issued_by = (SELECT started_by FROM application WHERE id = NEW.application_id)
  BEGIN SELECT RAISE(ABORT, 'four eyes: certificate'); END;
