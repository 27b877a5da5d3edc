-- When an opening of a desk's file spoke itself, over the network: only that shows that it was at work then. A parcel may have
-- been written long before it is read. Until here nobody told the two apart; most were said over the network.
ALTER TABLE desk_incarnation ADD COLUMN first_live_at timestamptz;
ALTER TABLE desk_incarnation ADD COLUMN last_live_at timestamptz;
UPDATE desk_incarnation SET first_live_at = first_seen_at, last_live_at = last_seen_at;
ALTER TABLE desk_incarnation ADD CHECK ((first_live_at IS NULL) = (last_live_at IS NULL));
