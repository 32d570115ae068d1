-- How far the model of the iteration before was off on an iteration's rollouts, for iterations that a model has foretold;
-- those that were stored before this version have none. One array: rollouts by sample, then time, f32; NaN where nothing
-- was foretold.
CREATE TABLE model_errors (
  run INTEGER NOT NULL,
  iteration INTEGER NOT NULL,
  -- How many rollouts the array is of; they may have been thinned out since.
  rollouts INTEGER NOT NULL CHECK (rollouts >= 1),
  errors BLOB NOT NULL,
  checksum BLOB NOT NULL,
  PRIMARY KEY (run, iteration),
  FOREIGN KEY (run, iteration) REFERENCES iterations (run, iteration) ON DELETE CASCADE
) STRICT;
