-- What desks tell beside the records: changes of class and mobile, exam entries, applications with their pages of evidence. Each with its text, its state and its receipt.
CREATE TABLE told_change (
  message_id uuid PRIMARY KEY,
  device_id uuid NOT NULL,
  office_id uuid,
  incarnation text NOT NULL,
  -- the desk's own number, apart from those of its records
  change_seq bigint NOT NULL,
  -- kind, candidacy and the change before it as the text says; null where it cannot be read
  kind text,
  candidacy_id uuid,
  application_id uuid,
  follows uuid,
  -- of an exam entry: its version and sitting, of which there is one of each
  entry_key text,
  body_sha256 text NOT NULL,
  file_sha256 text,
  file_bytes integer,
  body text NOT NULL,
  -- the desk's own word for its number; null where nobody has to be enrolled
  envelope_signature text,
  -- parked: what it builds on is not here; undecided: the desk's enrolment is over, people decide
  state text NOT NULL CHECK (state IN ('parked', 'undecided', 'stored', 'refused')),
  -- of a parked one what it waits for: the record, the change before it, a newer program, the rest of its file
  waits_for text CHECK (waits_for IN ('record', 'before', 'program', 'file')),
  reason_code text,
  receipt_body text,
  receipt_signature text,
  arrived_at timestamptz NOT NULL,
  decided_at timestamptz,
  CHECK ((state = 'parked') = (waits_for IS NOT NULL)),
  CHECK ((state IN ('stored', 'refused')) = (receipt_body IS NOT NULL)),
  CHECK ((receipt_body IS NULL) = (receipt_signature IS NULL)),
  CHECK ((state = 'refused') = (reason_code IS NOT NULL))
);
CREATE INDEX told_change_by_candidacy ON told_change (candidacy_id, change_seq);
CREATE INDEX told_change_by_device ON told_change (device_id, incarnation, change_seq);
CREATE INDEX told_change_waiting ON told_change (state, arrived_at) WHERE state IN ('parked', 'undecided');
CREATE INDEX told_change_by_follows ON told_change (follows) WHERE state = 'parked';
CREATE INDEX told_change_by_entry ON told_change (candidacy_id, entry_key) WHERE entry_key IS NOT NULL;
CREATE INDEX told_change_by_file ON told_change (file_sha256) WHERE state = 'parked';
CREATE INDEX told_change_by_application ON told_change (application_id, change_seq) WHERE application_id IS NOT NULL;
