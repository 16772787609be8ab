-- The tablet's store. Statements and reference data are the truth, in the bytes that came; the outbox says how far
-- each own statement has got; everything under "Projections" can be dropped and rebuilt from the bytes.

CREATE TABLE statement (
  position INTEGER PRIMARY KEY,  -- order of arrival on this tablet
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  device TEXT NOT NULL,
  incarnation INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  prev BLOB NOT NULL,
  signer TEXT NOT NULL,
  signature BLOB NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

-- One row for each statement made here, kept for good: the chain of this device.
CREATE TABLE outbox (
  incarnation INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  position INTEGER NOT NULL REFERENCES statement,
  state INTEGER NOT NULL,  -- OutboxState
  urgent INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  chain BLOB NOT NULL,
  epoch TEXT,
  hub_position INTEGER,
  problem TEXT,
  PRIMARY KEY (incarnation, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_open ON outbox (state, urgent, position) WHERE state < 4;

CREATE TABLE sync_state (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  incarnation INTEGER NOT NULL,
  cursor TEXT,
  epoch TEXT,
  head INTEGER NOT NULL DEFAULT 0,
  durable INTEGER NOT NULL DEFAULT 0,
  last_contact INTEGER,
  clock_offset INTEGER
) STRICT;
INSERT INTO sync_state (only, incarnation) VALUES (1, 0);

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  chain BLOB NOT NULL,
  entry BLOB NOT NULL
) STRICT;

CREATE TABLE draft (
  practitioner TEXT NOT NULL,
  encounter TEXT NOT NULL,
  questionnaire TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (practitioner, encounter, questionnaire)
) STRICT, WITHOUT ROWID;

CREATE TABLE reference (
  row INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (type, id)
) STRICT;

-- Projections.

CREATE TABLE fact (
  encounter TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  position INTEGER NOT NULL,
  act TEXT NOT NULL,  -- round, slot-closing, off-unit, or the resource type
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  glance INTEGER NOT NULL,
  starts_at INTEGER,
  ends_at INTEGER,
  PRIMARY KEY (encounter, occurred_at, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE supersession (
  superseded TEXT NOT NULL,
  by TEXT NOT NULL,
  PRIMARY KEY (superseded, by)
) STRICT, WITHOUT ROWID;
CREATE INDEX supersession_by ON supersession (by);

CREATE TABLE assignment (
  encounter TEXT NOT NULL,
  authored_at INTEGER NOT NULL,
  id TEXT NOT NULL,
  practitioner TEXT NOT NULL,
  role TEXT NOT NULL,
  active INTEGER NOT NULL,
  PRIMARY KEY (encounter, authored_at, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE patient (
  id TEXT PRIMARY KEY,
  family TEXT NOT NULL,
  given TEXT NOT NULL,
  name TEXT NOT NULL,
  birth_date TEXT,
  gender TEXT,
  identifiers TEXT NOT NULL,
  temporary INTEGER NOT NULL,
  replaced_by TEXT,
  from_reference INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE encounter (
  id TEXT PRIMARY KEY,
  patient TEXT NOT NULL,
  status TEXT NOT NULL,
  arrived INTEGER,
  departed INTEGER,
  temporary INTEGER NOT NULL,
  replaced_by TEXT,
  from_reference INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX encounter_departed ON encounter (departed);
CREATE INDEX encounter_replaced ON encounter (replaced_by) WHERE replaced_by IS NOT NULL;

CREATE TABLE stay (
  encounter TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  location TEXT NOT NULL,
  begins INTEGER,
  ends INTEGER,
  status TEXT NOT NULL,
  PRIMARY KEY (encounter, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE location (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  part_of TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE caution (  -- AllergyIntolerance and Flag
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  patient TEXT NOT NULL,
  category TEXT NOT NULL,
  text TEXT NOT NULL,
  active INTEGER NOT NULL,
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX caution_patient ON caution (patient);

CREATE TABLE practitioner (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
