-- SPDX-License-Identifier: Apache-2.0
-- What searches look at, worked out from the feed up to `indexed`; dropping and filling it again gives the same rows.
CREATE TABLE search_row (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  patient TEXT NOT NULL,
  encounter TEXT NOT NULL,
  questionnaire TEXT NOT NULL,
  form_version TEXT NOT NULL,
  status TEXT NOT NULL,
  date_from INTEGER,
  date_to INTEGER,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_patient ON search_row (type, patient, position);
CREATE INDEX search_encounter ON search_row (type, encounter, position);
CREATE INDEX search_position ON search_row (type, position);
CREATE TABLE search_state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  indexed INTEGER NOT NULL
) STRICT;
INSERT INTO search_state VALUES (1, 0);
CREATE INDEX feed_version ON feed (type, id, version) WHERE kind = 2;
