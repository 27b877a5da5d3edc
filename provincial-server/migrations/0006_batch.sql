-- Batches that desks released: what each was to hold, as its desk signed it, and the region's receipt once all of it is here.

CREATE TABLE batch (
  batch_id uuid PRIMARY KEY,
  device_id uuid NOT NULL,
  office_id uuid NOT NULL,
  incarnation text NOT NULL,
  -- what people call it: the desk's day in +08:00 and the running number of that day
  day text NOT NULL,
  day_no integer NOT NULL,
  origin text NOT NULL,
  -- accounts of the office, by their ids
  made_by uuid,
  released_by uuid,
  released_at timestamptz NOT NULL,
  -- the exact text that the desk signed
  body text NOT NULL,
  body_sha256 text NOT NULL,
  signature text NOT NULL,
  arrived_at timestamptz NOT NULL,
  -- the region's receipt of the whole batch
  complete_at timestamptz,
  receipt_body text,
  receipt_signature text,
  CHECK ((complete_at IS NULL) = (receipt_body IS NULL)),
  CHECK ((complete_at IS NULL) = (receipt_signature IS NULL))
);
CREATE INDEX batch_by_office ON batch (office_id, released_at);
CREATE INDEX batch_by_release ON batch (released_at);

CREATE TABLE batch_record (
  batch_id uuid NOT NULL REFERENCES batch (batch_id),
  position integer NOT NULL,
  message_id uuid NOT NULL,
  desk_seq bigint NOT NULL,
  body_sha256 text NOT NULL,
  photo_sha256 text,
  PRIMARY KEY (batch_id, position)
);
CREATE INDEX batch_record_by_message ON batch_record (message_id);

-- a manifest stays as it was signed, and a receipt that was given stays as it was given
CREATE FUNCTION keep_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.batch_id, NEW.device_id, NEW.body, NEW.signature) IS NOT DISTINCT FROM
        (OLD.batch_id, OLD.device_id, OLD.body, OLD.signature) AND OLD.complete_at IS NULL THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'a batch is kept as it was signed';
END $$;
CREATE TRIGGER batch_is_kept BEFORE UPDATE OR DELETE ON batch FOR EACH ROW EXECUTE FUNCTION keep_batch();
