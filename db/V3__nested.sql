-- Nested cross-validation: the training rows of a fold are split again into inner folds, which have runs like all others.

-- The fold, of the same repeat, whose training rows an inner fold splits; NULL for the folds that give scores.
ALTER TABLE fold ADD COLUMN outer_fold INTEGER CHECK (outer_fold >= 0);

-- The same of the run's fold, so that reading curves does not read the rows of folds.
ALTER TABLE run ADD COLUMN outer_fold INTEGER CHECK (outer_fold >= 0);
