-- SPDX-License-Identifier: Apache-2.0
-- What the record says for measures, worked out from feed and incidents up to here; dropping and counting again gives the same
-- rows. `known_from` and `known_to` say when the hub knew it: figures can be shown as they were known on a day.
CREATE TABLE counted (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  content TEXT NOT NULL,
  epoch TEXT NOT NULL,
  position INTEGER NOT NULL,
  incident INTEGER NOT NULL
) STRICT;
INSERT INTO counted VALUES (1, '', '', 0, 0);
CREATE TABLE record_row (
  number INTEGER PRIMARY KEY,
  reach INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  encounter TEXT NOT NULL,
  patient TEXT NOT NULL,
  at INTEGER NOT NULL,
  until INTEGER,
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  about TEXT NOT NULL,
  known_from INTEGER NOT NULL,
  known_to INTEGER NOT NULL
) STRICT;
CREATE INDEX record_row_ends ON record_row (reach, ends);
CREATE INDEX record_row_source ON record_row (source);
-- Statements that correct others: the first of the chain, and since when a later one stands.
CREATE TABLE link (
  id TEXT PRIMARY KEY,
  root TEXT NOT NULL,
  superseded_at INTEGER
) STRICT, WITHOUT ROWID;

-- What people put in. Rows are only ever added.
CREATE TABLE desk_entry (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  entry TEXT NOT NULL
) STRICT;

-- Figures as they were reported, every version.
CREATE TABLE report (
  period TEXT NOT NULL,
  unit TEXT NOT NULL,
  measure TEXT NOT NULL,
  version INTEGER NOT NULL,
  n INTEGER NOT NULL,
  d INTEGER NOT NULL,
  x INTEGER NOT NULL,
  status INTEGER NOT NULL,
  imported TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  notes TEXT NOT NULL,
  PRIMARY KEY (period, unit, measure, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_measure ON report (measure, unit, period);
-- What stood behind a closed month: the events, and what was kept out.
CREATE TABLE month_event (
  period TEXT NOT NULL,
  unit TEXT NOT NULL,
  event TEXT NOT NULL
) STRICT;
CREATE INDEX month_event_period ON month_event (period);
CREATE TABLE closed_month (
  period TEXT PRIMARY KEY,
  closed_at INTEGER NOT NULL,
  changed INTEGER NOT NULL
) STRICT;
CREATE TABLE closed_day (
  day TEXT NOT NULL,
  unit TEXT NOT NULL,
  version INTEGER NOT NULL,
  counts TEXT NOT NULL,
  closed_at INTEGER NOT NULL,
  PRIMARY KEY (day, unit, version)
) STRICT, WITHOUT ROWID;
