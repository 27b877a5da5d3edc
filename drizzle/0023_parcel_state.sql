-- A parcel to another desk is noted before its file gets its name: whatever dies in between, no file lies on a stick that this
-- desk knows nothing of. Parcels of before have no row here; they were noted when they were whole.
CREATE TABLE parcel_state (
  sha256 TEXT PRIMARY KEY,
  -- 'begun' = noted, the file may lie there or not; 'whole' = read back and proven; 'removed' = taken away again
  state TEXT NOT NULL CHECK (state IN ('begun', 'whole', 'removed')),
  changed_at TEXT NOT NULL
) STRICT;
CREATE TRIGGER parcel_state_is_never_deleted BEFORE DELETE ON parcel_state
  BEGIN SELECT RAISE(ABORT, 'the history of parcels is kept'); END;
CREATE TRIGGER parcel_state_only_ends BEFORE UPDATE ON parcel_state WHEN OLD.state <> 'begun'
  BEGIN SELECT RAISE(ABORT, 'a parcel that is whole or removed stays so'); END;

-- A desk that was lost: what left for it is done here again, what it signs is used only by a person's decision.
ALTER TABLE office_desk ADD COLUMN lost_at TEXT;
ALTER TABLE office_desk ADD COLUMN lost_by TEXT REFERENCES user_account (id);
ALTER TABLE office_desk ADD COLUMN lost_reason TEXT;

-- What another desk has in hand: not what left in a file that was taken away, or for a desk that is lost.
CREATE VIEW handed_over_now AS
  SELECT h.candidacy_id, h.candidacy_version, h.parcel_sha256 FROM handed_over h
  WHERE NOT EXISTS (SELECT 1 FROM parcel_state s WHERE s.sha256 = h.parcel_sha256 AND s.state = 'removed')
    AND NOT EXISTS (SELECT 1 FROM parcel p JOIN office_desk d ON d.device_id = p.other_device_id
      WHERE p.sha256 = h.parcel_sha256 AND p.way = 'written' AND d.lost_at IS NOT NULL);
