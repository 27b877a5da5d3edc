-- The region takes a certification of results back that was wrong (4.2b, 4.2c). What was certified stays as it is; it counts no
-- longer.
CREATE TABLE recognition_withdrawal (
  application_id TEXT PRIMARY KEY REFERENCES application (id),
  -- the notice that says so
  decision_id TEXT NOT NULL UNIQUE,
  reason TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq)
) STRICT;
CREATE TRIGGER recognition_withdrawal_is_never_changed BEFORE UPDATE ON recognition_withdrawal
  BEGIN SELECT RAISE(ABORT, 'withdrawals are never changed'); END;
CREATE TRIGGER recognition_withdrawal_is_never_deleted BEFORE DELETE ON recognition_withdrawal
  BEGIN SELECT RAISE(ABORT, 'withdrawals are never changed'); END;
