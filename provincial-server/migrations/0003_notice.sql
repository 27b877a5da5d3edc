-- What the region issued, as signed, for offices to pull and for answers on sticks.

-- Rows become visible in the order of commits, not of ids: a reader that goes by id alone steps over whoever commits
-- late. The place of a row is (transaction, id), and readers stop below the oldest transaction that is still open.
CREATE TABLE notice (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  written_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  notice_id uuid NOT NULL UNIQUE,
  -- null = for every office
  office_id uuid,
  kind text NOT NULL,
  -- the candidacy or application that it speaks of, and the revision that an acceptance puts in effect
  subject_id uuid,
  revision integer,
  -- the exact text that is signed
  body text NOT NULL,
  signature text NOT NULL,
  stored_at timestamptz NOT NULL
);
CREATE INDEX notice_by_office ON notice (office_id, written_in, id);
-- two people who accept at the same moment accept once
CREATE UNIQUE INDEX notice_acceptance_once ON notice (subject_id, revision) WHERE kind = 'acceptance';

-- Places mean something in one history only: a database that was restored has a new one, and old cursors start anew.
CREATE TABLE notice_feed (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  feed_id uuid NOT NULL
);

CREATE FUNCTION keep_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.notice_id, NEW.office_id, NEW.kind, NEW.body, NEW.signature)
      IS NOT DISTINCT FROM (OLD.notice_id, OLD.office_id, OLD.kind, OLD.body, OLD.signature) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'a notice that was issued is kept as it is';
END $$;
CREATE TRIGGER notice_is_kept BEFORE UPDATE OR DELETE ON notice FOR EACH ROW EXECUTE FUNCTION keep_notice();
