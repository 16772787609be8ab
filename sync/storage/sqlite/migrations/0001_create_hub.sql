-- SPDX-License-Identifier: Apache-2.0
-- Everything that happened, in the order it was committed. Rows are only ever added.
CREATE TABLE feed (
  position INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  hash BLOB NOT NULL,
  device INTEGER REFERENCES chain_device (number),
  incarnation INTEGER,
  seq INTEGER,
  prev BLOB,
  signer TEXT,
  signature BLOB,
  supersedes TEXT,
  bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX feed_statement ON feed (id) WHERE kind = 1;
CREATE INDEX feed_statement_type ON feed (type) WHERE kind = 1 AND type IN ('Patient', 'Encounter');
CREATE INDEX feed_correction ON feed (supersedes) WHERE supersedes IS NOT NULL;

-- A device's name once, a number everywhere else. Not every one need be enrolled here: a restored hub may meet old ones.
CREATE TABLE chain_device (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE
) STRICT;

-- What each place in each device's chain holds, quarantined units too.
CREATE TABLE chain_link (
  device INTEGER NOT NULL REFERENCES chain_device (number),
  incarnation INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  chain BLOB NOT NULL,
  prev BLOB NOT NULL,
  PRIMARY KEY (device, incarnation, seq)
) STRICT, WITHOUT ROWID;

-- Which positions each day of arrival holds; days never go back, whatever the clock does.
CREATE TABLE feed_day (
  day INTEGER PRIMARY KEY,
  first_position INTEGER NOT NULL,
  last_position INTEGER NOT NULL
) STRICT;

-- The current version of each thing that the hospital owns.
CREATE TABLE reference (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  position INTEGER NOT NULL UNIQUE REFERENCES feed (position),
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE reference_identifier (
  type TEXT NOT NULL,
  value TEXT NOT NULL,
  system TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (type, value, system, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_identifier_owner ON reference_identifier (type, id);

CREATE TABLE quarantine (
  number INTEGER PRIMARY KEY,
  device TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  hash BLOB NOT NULL,
  reason TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  released_at INTEGER,
  bytes BLOB NOT NULL,
  UNIQUE (id, hash, type)
) STRICT;

CREATE TABLE device (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  incarnation INTEGER NOT NULL,
  certificate_serial TEXT NOT NULL,
  enrolled_at INTEGER NOT NULL,
  last_seen INTEGER,
  oldest_unsent INTEGER,
  flag TEXT NOT NULL
) STRICT;

CREATE TABLE staff (
  practitioner TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  salt BLOB NOT NULL,
  stretched BLOB NOT NULL,
  pin_version INTEGER NOT NULL
) STRICT;

CREATE TABLE signer (
  device TEXT NOT NULL,
  practitioner TEXT NOT NULL,
  sign_key BLOB NOT NULL,
  box_key BLOB NOT NULL,
  registered_at INTEGER NOT NULL,
  PRIMARY KEY (device, practitioner, sign_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolment_code (
  name TEXT PRIMARY KEY,
  key BLOB NOT NULL,
  device_name TEXT NOT NULL,
  expires INTEGER NOT NULL,
  tries_left INTEGER NOT NULL,
  used INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
