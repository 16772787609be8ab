-- The whole bedside: facts that rules work over, records that belong together, and incidents in a table of their own.

-- The outbox names units of either table of statements, so it refers to neither.
CREATE TABLE outbox_of_all (
  incarnation INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  position INTEGER NOT NULL,  -- below 0: of incident_statement
  state INTEGER NOT NULL,     -- OutboxState
  urgent INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  chain BLOB NOT NULL,
  epoch TEXT,
  hub_position INTEGER,
  problem TEXT,
  PRIMARY KEY (incarnation, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO outbox_of_all SELECT incarnation, seq, position, state, urgent, recorded_at, chain, epoch, hub_position, problem FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_of_all RENAME TO outbox;
CREATE INDEX outbox_open ON outbox (state, urgent, position) WHERE state < 4;

-- Incidents, huddles and debriefs (clinical.md 15, no. 14): never in the chart, its lists or its exports.
CREATE TABLE incident_statement (
  position INTEGER PRIMARY KEY CHECK (position < 0),  -- -1, -2 … in order of arrival
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

-- Which rules the projections were made by: with others they are made anew.
CREATE TABLE projection_state (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  rules TEXT NOT NULL
) STRICT;
INSERT INTO projection_state (only, rules) VALUES (1, '');

-- Projections.

CREATE TABLE clinical_fact (
  owner TEXT NOT NULL,  -- "Encounter/7"; "Patient/7" when the resource names no stay
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,   -- the resource it was read from
  id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  value TEXT NOT NULL,  -- JSON
  source TEXT NOT NULL,
  from_reference INTEGER NOT NULL,
  PRIMARY KEY (owner, kind, at, type, id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX clinical_fact_listed ON clinical_fact (owner, at) WHERE type <> 'QuestionnaireResponse';
CREATE INDEX clinical_fact_resource ON clinical_fact (type, id) WHERE from_reference = 1;

-- Resources that are read again whole: devices, tasks, communications, and whatever names the thread it belongs to.
CREATE TABLE record (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  owner TEXT NOT NULL,   -- as above; empty: about the unit
  thread TEXT NOT NULL,  -- the id of the first of those that belong together
  at INTEGER NOT NULL,
  position INTEGER NOT NULL,  -- of the statement; 0: reference data
  PRIMARY KEY (owner, type, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_thread ON record (thread);
CREATE INDEX record_resource ON record (type, id) WHERE position = 0;

CREATE INDEX patient_replaced ON patient (replaced_by) WHERE replaced_by IS NOT NULL;
