-- Certificates of results that desks told: found by their number when somebody asks whether a paper is genuine.
ALTER TABLE told_change ADD COLUMN certificate_number text;
-- issued or withdrawn, as the text says
ALTER TABLE told_change ADD COLUMN certificate_word text CHECK (certificate_word IN ('issued', 'withdrawn'));

-- those that came before this program knew them, and wait for it
UPDATE told_change SET certificate_number = substring(body FROM '"number":"(KZ-[0-9A-F-]{1,60})"'),
    certificate_word = CASE WHEN body LIKE '%"withdrawn":null%' THEN 'issued' ELSE 'withdrawn' END
  WHERE kind = 'certificate' AND body ~ '"number":"KZ-[0-9A-F-]{1,60}"';

ALTER TABLE told_change ADD CHECK ((certificate_number IS NULL) = (certificate_word IS NULL));
CREATE INDEX told_change_by_certificate ON told_change (certificate_number) WHERE certificate_number IS NOT NULL;
