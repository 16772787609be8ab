-- What tablets report of falls, near misses and pressure injuries, with huddles and debriefs: a file of its own, whose rows
-- never stand in the feed.
CREATE TABLE incident (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  hash BLOB NOT NULL,
  type TEXT NOT NULL,
  device TEXT NOT NULL,
  incarnation INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  prev BLOB NOT NULL,
  signer TEXT NOT NULL,
  signature BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (id, hash)
) STRICT;
