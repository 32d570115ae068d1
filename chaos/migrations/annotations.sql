-- A migration as a later version might bring it, for the chaos only: a table that is filled from others, a column that
-- gets a value in every row, and work for long enough to be killed in its midst.
CREATE TABLE annotations (
  run INTEGER NOT NULL,
  iteration INTEGER NOT NULL,
  place INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (run, iteration, place)
);

WITH RECURSIVE places (place) AS (SELECT 1 UNION ALL SELECT place + 1 FROM places WHERE place < 20000)
INSERT INTO annotations
SELECT run, iteration, place, hex(randomblob(20)) FROM iterations, places;

ALTER TABLE iterations ADD COLUMN annotated INTEGER NOT NULL DEFAULT 0;
UPDATE iterations SET annotated = (SELECT count(*) FROM annotations WHERE annotations.run = iterations.run
  AND annotations.iteration = iterations.iteration);
