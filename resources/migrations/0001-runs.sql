-- Every table ends in a checksum over the other columns of its row (main/store/checksum.ts).
-- Arrays are row-major with time first, little-endian; f32 for drawing, f64 where a method goes on from them.

-- What lists need of a run; rewritten with each iteration.
CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task TEXT NOT NULL,
  method TEXT NOT NULL,
  seed INTEGER NOT NULL,
  config_hash TEXT NOT NULL,
  -- Equal for runs that differ in nothing but their seed.
  group_hash TEXT NOT NULL,
  -- The run that it was made from, which may be gone by now.
  parent INTEGER,
  -- Which way the task's metric improves.
  better TEXT NOT NULL CHECK (better IN ('lower', 'higher')),
  status TEXT NOT NULL CHECK (status IN ('running', 'completed', 'cancelled', 'interrupted', 'failed')),
  reason TEXT,
  iterations_done INTEGER NOT NULL,
  iterations_total INTEGER NOT NULL,
  rollouts INTEGER NOT NULL,
  metric REAL,
  best_metric REAL,
  success REAL,
  cost REAL,
  seconds REAL NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  finished_at TEXT,
  checksum BLOB NOT NULL
) STRICT;

CREATE INDEX runs_by_config ON runs (config_hash);

-- What a person has added to a run; a run without a row has nothing added.
CREATE TABLE run_labels (
  run INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  -- JSON: an array of strings.
  tags TEXT NOT NULL,
  star INTEGER NOT NULL CHECK (star IN (0, 1)),
  note TEXT NOT NULL,
  archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
  -- When it went to the bin; null outside it.
  deleted_at TEXT,
  checksum BLOB NOT NULL
) STRICT;

-- What a run was started with.
CREATE TABLE run_inputs (
  run INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  config TEXT NOT NULL,
  task TEXT NOT NULL,
  model TEXT NOT NULL,
  app_version TEXT NOT NULL,
  mujoco_version TEXT NOT NULL,
  node_version TEXT NOT NULL,
  kernels TEXT NOT NULL,
  checksum BLOB NOT NULL
) STRICT;

CREATE TABLE iterations (
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  iteration INTEGER NOT NULL CHECK (iteration >= 1),
  rollouts INTEGER NOT NULL,
  cost REAL,
  cost_std REAL,
  metric REAL,
  metric_std REAL,
  success REAL NOT NULL,
  kl REAL NOT NULL,
  eta REAL NOT NULL,
  step_size REAL NOT NULL,
  diverged INTEGER NOT NULL,
  accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)),
  seconds REAL NOT NULL,
  seconds_sample REAL NOT NULL,
  seconds_fit REAL NOT NULL,
  seconds_optimise REAL NOT NULL,
  -- JSON: the numbers of each condition, and those of the policy where there is one.
  extras TEXT NOT NULL,
  -- Rollouts that were stored with it; fewer of them are damage, unless a gap says that they are gone.
  kept INTEGER NOT NULL,
  checksum BLOB NOT NULL,
  PRIMARY KEY (run, iteration)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollouts (
  run INTEGER NOT NULL,
  iteration INTEGER NOT NULL,
  sample INTEGER NOT NULL,
  condition TEXT NOT NULL,
  actor TEXT NOT NULL CHECK (actor IN ('controller', 'policy')),
  status TEXT NOT NULL CHECK (status IN ('ok', 'fallen', 'diverged')),
  valid_steps INTEGER NOT NULL,
  cost REAL NOT NULL,
  metric REAL NOT NULL,
  success INTEGER NOT NULL CHECK (success IN (0, 1)),
  states BLOB NOT NULL,
  actions BLOB NOT NULL,
  positions BLOB NOT NULL,
  velocities BLOB NOT NULL,
  costs BLOB NOT NULL,
  checksum BLOB NOT NULL,
  PRIMARY KEY (run, iteration, sample),
  FOREIGN KEY (run, iteration) REFERENCES iterations (run, iteration) ON DELETE CASCADE
) STRICT;

-- The controllers that an iteration's rollouts were drawn from, one for each condition.
CREATE TABLE controllers (
  run INTEGER NOT NULL,
  iteration INTEGER NOT NULL,
  condition TEXT NOT NULL,
  gains BLOB NOT NULL,
  offsets BLOB NOT NULL,
  covariances BLOB NOT NULL,
  checksum BLOB NOT NULL,
  PRIMARY KEY (run, iteration, condition),
  FOREIGN KEY (run, iteration) REFERENCES iterations (run, iteration) ON DELETE CASCADE
) STRICT;

-- The policy that an iteration has trained, of methods that train one; as checkpoints are written. Its divergences from
-- the controllers made next are one array: conditions in the order of training, then time; NaN where none was made.
CREATE TABLE policies (
  run INTEGER NOT NULL,
  iteration INTEGER NOT NULL,
  state BLOB NOT NULL,
  divergences BLOB NOT NULL,
  checksum BLOB NOT NULL,
  PRIMARY KEY (run, iteration),
  FOREIGN KEY (run, iteration) REFERENCES iterations (run, iteration) ON DELETE CASCADE
) STRICT;

-- The two newest states of a run's method, from which it goes on; the older one is for the day the newer is damaged.
CREATE TABLE checkpoints (
  run INTEGER NOT NULL,
  iteration INTEGER NOT NULL,
  state BLOB NOT NULL,
  checksum BLOB NOT NULL,
  PRIMARY KEY (run, iteration),
  FOREIGN KEY (run) REFERENCES runs (id) ON DELETE CASCADE
) STRICT;

-- What a run once had and is known to be without; iteration 0 stands for the run as a whole.
CREATE TABLE gaps (
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  iteration INTEGER NOT NULL CHECK (iteration >= 0),
  -- The name of the table whose rows are missing.
  part TEXT NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('retention', 'export', 'repair')),
  checksum BLOB NOT NULL,
  PRIMARY KEY (run, iteration, part)
) STRICT, WITHOUT ROWID;
