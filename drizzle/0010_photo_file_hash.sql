-- Every shot and every file is compared with the pictures that lie staged: without this, all files of all cards were read.
CREATE INDEX photo_file_by_hash ON photo_file (state, perceptual_hash) WHERE perceptual_hash IS NOT NULL;
