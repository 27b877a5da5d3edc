-- Which desks of the office hand out accounts, keys and lists, and how far their word has been taken.

-- 'office' = may hand them out here; 'field' = only brings records back. Desks of before have to be let in anew for more.
ALTER TABLE office_desk ADD COLUMN duty TEXT NOT NULL DEFAULT 'field' CHECK (duty IN ('office', 'field'));
-- the last parcel out that was written here for that desk: rises, also after a restored backup
ALTER TABLE office_desk ADD COLUMN number_written INTEGER NOT NULL DEFAULT 0;
-- the highest number that was used of what it hands out: older parcels bring back no accounts and no key
ALTER TABLE office_desk ADD COLUMN number_read INTEGER NOT NULL DEFAULT 0;
