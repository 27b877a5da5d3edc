-- Whether a photo that was laid aside keeps its place in an order hung on the words of the reason.

-- why it takes nobody's place: betterOne, noPortrait, otherCounty; null for every other reason, and where it is used
ALTER TABLE photo_file ADD COLUMN spare TEXT;

UPDATE photo_file SET spare = CASE sentence
  WHEN '同一人另有更好的一张' THEN 'betterOne' WHEN '不是登记照' THEN 'noPortrait' WHEN '不是本旗县的学生' THEN 'otherCounty' END
WHERE state = 'rejected';
