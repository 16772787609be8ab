-- SPDX-License-Identifier: Apache-2.0
-- What central keeps of the hospitals' monthly reports: one narrow row a figure, names once. A hospital's own feed, with the
-- bytes of its reports while their month is open, stands in `feed` under the hospital's name.
CREATE TABLE central_hospital (
  number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  last_report bigint
);
-- A unit is who it says it is; what it is called may change, which is noted in central_issue.
CREATE TABLE central_unit (
  number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hospital int NOT NULL,
  id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  UNIQUE (hospital, id)
);
CREATE TABLE central_measure (
  number smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE
);

-- Every version of every figure; months are counted from January 2000. Unit 0 is the whole hospital.
CREATE TABLE central_fact (
  n bigint NOT NULL,
  d bigint NOT NULL,
  received_at bigint NOT NULL,
  x int NOT NULL,
  hospital int NOT NULL,
  unit int NOT NULL,
  period smallint NOT NULL,
  measure smallint NOT NULL,
  version smallint NOT NULL,
  status smallint NOT NULL,
  imported text COLLATE "C",
  PRIMARY KEY (hospital, period, measure, unit, version)
);

-- The current figure of each hospital, and which months of whom have to be summed again.
CREATE TABLE central_month (
  n bigint NOT NULL,
  d bigint NOT NULL,
  received_at bigint NOT NULL,
  x int NOT NULL,
  hospital int NOT NULL,
  period smallint NOT NULL,
  measure smallint NOT NULL,
  version smallint NOT NULL,
  status smallint NOT NULL,
  units smallint NOT NULL,
  imported text COLLATE "C",
  PRIMARY KEY (measure, period, hospital)
);
CREATE INDEX central_month_hospital ON central_month (hospital, measure, period);
CREATE TABLE central_dirty (
  hospital int NOT NULL,
  period smallint NOT NULL,
  PRIMARY KEY (hospital, period)
);

-- Reports whose bytes are still there; emptied when their month closes.
CREATE TABLE central_bytes (
  period smallint NOT NULL,
  hospital int NOT NULL,
  id text COLLATE "C" NOT NULL,
  PRIMARY KEY (period, hospital, id)
);

-- What was kept out of the figures or marked in them, in a sentence for the hospital it came from.
CREATE TABLE central_issue (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hospital int NOT NULL,
  period smallint NOT NULL,
  unit text COLLATE "C" NOT NULL,
  measure text COLLATE "C" NOT NULL,
  text text NOT NULL,
  noted_at bigint NOT NULL,
  UNIQUE (hospital, period, unit, measure, text)
);
