-- What happened to the paper of one choice: made, brought back signed, or the mark undone. It belongs to the version that
-- it was printed for: a choice that is changed has no signed paper. The last of 'signed' and 'undone' counts.
CREATE TABLE exam_entry_slip (
  id TEXT PRIMARY KEY,
  entry_id TEXT NOT NULL REFERENCES exam_entry (id),
  act TEXT NOT NULL CHECK (act IN ('printed', 'signed', 'undone')),
  by_user TEXT NOT NULL REFERENCES user_account (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX exam_entry_slip_by_entry ON exam_entry_slip (entry_id);
CREATE TRIGGER exam_entry_slip_is_never_changed BEFORE UPDATE ON exam_entry_slip
  BEGIN SELECT RAISE(ABORT, 'what happened to a slip is never changed'); END;
CREATE TRIGGER exam_entry_slip_is_never_deleted BEFORE DELETE ON exam_entry_slip
  BEGIN SELECT RAISE(ABORT, 'what happened to a slip is never changed'); END;

-- slips printed until now, as the event log tells
INSERT INTO exam_entry_slip (id, entry_id, act, by_user, at)
  SELECT 'printed-' || v.seq, e.id, 'printed', v.actor_id, v.device_time
  FROM event v JOIN event_payload p ON p.event_seq = v.seq
  JOIN exam_entry e ON e.candidacy_id = v.subject_id AND e.sitting = json_extract(p.content, '$.sitting')
    AND e.version = json_extract(p.content, '$.version')
  WHERE v.kind = 'examEntrySlip.printed' AND v.actor_id IS NOT NULL;
