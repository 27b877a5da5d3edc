-- The calendar: signed by the region, or entered by the office with two people (DESIGN §5).

-- office = entered here and confirmed by a second person; its signature is empty
ALTER TABLE edition ADD COLUMN authority TEXT NOT NULL DEFAULT 'region' CHECK (authority IN ('region', 'office'));

CREATE INDEX exam_window_by_edition ON exam_window (edition_id, kind, opens_at);

-- one draft of the office at a time; a confirmed or discarded draft leaves
CREATE TABLE calendar_draft (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- the id that the calendar gets when it is confirmed: the same confirmation twice makes one calendar
  edition_id TEXT NOT NULL UNIQUE,
  -- rises with each save: who confirms has seen exactly this
  version INTEGER NOT NULL,
  -- the calendar that was in force when the draft was begun
  base_edition_id TEXT REFERENCES edition (id),
  -- JSON: label, inForceFrom, windows as typed
  content TEXT NOT NULL,
  drawn_by TEXT NOT NULL REFERENCES user_account (id),
  saved_at TEXT NOT NULL
) STRICT;
