-- Rosters of pre-registrations that the region sent. The rows stay in the notice until a person opens them like a file.
CREATE TABLE arrived_roster (
  -- the notice is written at the end of the act that applies it
  notice_id TEXT PRIMARY KEY REFERENCES inbox (notice_id) DEFERRABLE INITIALLY DEFERRED,
  roster_id TEXT NOT NULL,
  slice INTEGER NOT NULL,
  slices INTEGER NOT NULL,
  label TEXT NOT NULL,
  school_id TEXT NOT NULL REFERENCES school (id),
  row_count INTEGER NOT NULL,
  arrived_at TEXT NOT NULL,
  -- a person found that nothing of it is to be imported
  set_aside_at TEXT,
  set_aside_by TEXT REFERENCES user_account (id),
  set_aside_reason TEXT,
  UNIQUE (roster_id, slice)
) STRICT;
CREATE TRIGGER arrived_roster_is_never_deleted BEFORE DELETE ON arrived_roster
  BEGIN SELECT RAISE(ABORT, 'rosters of the region are never deleted'); END;
CREATE TRIGGER arrived_roster_stays_as_it_came
  BEFORE UPDATE OF notice_id, roster_id, slice, slices, label, school_id, row_count, arrived_at ON arrived_roster
  BEGIN SELECT RAISE(ABORT, 'rosters of the region stay as they came'); END;

-- the region's roster that this import was opened from; NULL = a file
ALTER TABLE import_batch ADD COLUMN notice_id TEXT REFERENCES arrived_roster (notice_id);
-- one import of it is open at a time, and one is accepted
CREATE UNIQUE INDEX import_batch_of_notice ON import_batch (notice_id)
  WHERE notice_id IS NOT NULL AND state NOT IN ('cancelled', 'failed');

-- Code tables of the region, each edition as it came, side by side: records and decisions go on naming the one they were
-- made by. Nothing is ever taken out; without an edition the program's own list holds.
CREATE TABLE code_table_edition (
  id TEXT PRIMARY KEY,
  table_name TEXT NOT NULL,
  label TEXT NOT NULL,
  in_force_from TEXT NOT NULL,
  -- JSON: the entries as they were signed
  content TEXT NOT NULL,
  -- JSON: what it changed here: added, renamed, removed, kept
  changes TEXT NOT NULL,
  -- the notice is written at the end of the act that applies it
  notice_id TEXT NOT NULL REFERENCES inbox (notice_id) DEFERRABLE INITIALLY DEFERRED,
  arrived_at TEXT NOT NULL,
  UNIQUE (table_name, in_force_from)
) STRICT;
CREATE TRIGGER code_table_edition_is_never_deleted BEFORE DELETE ON code_table_edition
  BEGIN SELECT RAISE(ABORT, 'editions of code tables are never deleted'); END;
CREATE TRIGGER code_table_edition_stays_as_it_came BEFORE UPDATE ON code_table_edition
  BEGIN SELECT RAISE(ABORT, 'editions of code tables stay as they came'); END;

-- first day on which the region's table does not list the school any more; its pupils stay, nobody new comes by roster
ALTER TABLE school ADD COLUMN withdrawn_from TEXT;
