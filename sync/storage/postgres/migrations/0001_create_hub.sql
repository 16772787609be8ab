-- SPDX-License-Identifier: Apache-2.0
-- One database for one hospital or for many: every key begins with the hospital, every large table is partitioned by it.
-- There is no partition by month below that: an id must be unique over all time, and a unique key cannot leave the month out.

-- The newest position of each hospital. Taking the next ones is the last thing a transaction does, and holds this row until
-- it has committed: so the order of positions is the order of commits, and none is ever missing.
CREATE TABLE feed_head (
  hospital text COLLATE "C" PRIMARY KEY,
  epoch text NOT NULL,
  head bigint NOT NULL DEFAULT 0,
  statements bigint NOT NULL DEFAULT 0,
  day bigint NOT NULL DEFAULT 0,
  durable bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 10);

-- Everything that happened, in the order it was committed. Rows are only ever added.
CREATE TABLE feed (
  hospital text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  kind smallint NOT NULL,
  type text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  received_at bigint NOT NULL,
  hash bytea NOT NULL,
  device bigint,
  incarnation bigint,
  seq bigint,
  prev bytea,
  signer text COLLATE "C",
  signature bytea,
  supersedes text COLLATE "C",
  bytes bytea NOT NULL,
  PRIMARY KEY (hospital, position)
) PARTITION BY HASH (hospital);
CREATE UNIQUE INDEX feed_statement ON feed (hospital, id) WHERE kind = 1;
CREATE INDEX feed_statement_type ON feed (hospital, type) WHERE kind = 1 AND type IN ('Patient', 'Encounter');
CREATE INDEX feed_correction ON feed (hospital, supersedes) WHERE supersedes IS NOT NULL;

-- A device's name once, a number everywhere else. A delivery locks its devices here, so that two branches of one chain never
-- pass each other unseen.
CREATE TABLE chain_device (
  hospital text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (hospital, id)
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX chain_device_number ON chain_device (hospital, number);

-- What each place in each device's chain holds, quarantined units too.
CREATE TABLE chain_link (
  hospital text COLLATE "C" NOT NULL,
  device bigint NOT NULL,
  incarnation bigint NOT NULL,
  seq bigint NOT NULL,
  chain bytea NOT NULL,
  prev bytea NOT NULL,
  PRIMARY KEY (hospital, device, incarnation, seq)
) PARTITION BY HASH (hospital);

DO $$
BEGIN
  FOR part IN 0..15 LOOP
    EXECUTE format('CREATE TABLE feed_%s PARTITION OF feed FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
    EXECUTE format('CREATE TABLE chain_link_%s PARTITION OF chain_link FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
  END LOOP;
END $$;

-- Which positions each day of arrival holds; days never go back, whatever the clock does.
CREATE TABLE feed_day (
  hospital text COLLATE "C" NOT NULL,
  day bigint NOT NULL,
  first_position bigint NOT NULL,
  last_position bigint NOT NULL,
  PRIMARY KEY (hospital, day)
);
CREATE INDEX feed_day_first ON feed_day (hospital, first_position);

-- The current version of each thing that the hospital owns.
CREATE TABLE reference (
  hospital text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (hospital, type, id)
);
CREATE UNIQUE INDEX reference_position ON reference (hospital, position);
CREATE TABLE reference_identifier (
  hospital text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  system text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  PRIMARY KEY (hospital, type, value, system, id)
);
CREATE INDEX reference_identifier_owner ON reference_identifier (hospital, type, id);

CREATE TABLE quarantine (
  hospital text COLLATE "C" NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY,
  device text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  hash bytea NOT NULL,
  reason text NOT NULL,
  received_at bigint NOT NULL,
  released_at bigint,
  bytes bytea NOT NULL,
  PRIMARY KEY (hospital, number)
);
CREATE UNIQUE INDEX quarantine_unit ON quarantine (hospital, id, hash, type);

CREATE TABLE device (
  hospital text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  incarnation bigint NOT NULL,
  certificate_serial text NOT NULL,
  enrolled_at bigint NOT NULL,
  last_seen bigint,
  oldest_unsent bigint,
  flag text NOT NULL,
  PRIMARY KEY (hospital, id)
);

-- `stretched` here and `key` below are encrypted under the hub's key: whoever reads the database cannot guess PINs.
CREATE TABLE staff (
  hospital text COLLATE "C" NOT NULL,
  practitioner text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  role text NOT NULL,
  salt bytea NOT NULL,
  stretched bytea NOT NULL,
  pin_version bigint NOT NULL,
  PRIMARY KEY (hospital, practitioner)
);

CREATE TABLE signer (
  hospital text COLLATE "C" NOT NULL,
  device text COLLATE "C" NOT NULL,
  practitioner text COLLATE "C" NOT NULL,
  sign_key bytea NOT NULL,
  box_key bytea NOT NULL,
  registered_at bigint NOT NULL,
  PRIMARY KEY (hospital, device, practitioner, sign_key)
);

CREATE TABLE enrolment_code (
  hospital text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  key bytea NOT NULL,
  device_name text COLLATE "C" NOT NULL,
  expires bigint NOT NULL,
  tries_left bigint NOT NULL,
  used boolean NOT NULL,
  PRIMARY KEY (hospital, name)
);

CREATE TABLE setting (
  hospital text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (hospital, name)
);
