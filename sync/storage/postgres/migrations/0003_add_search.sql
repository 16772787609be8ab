-- SPDX-License-Identifier: Apache-2.0
-- What searches look at, worked out from the feed up to `indexed`; dropping and filling it again gives the same rows.
CREATE TABLE search_row (
  hospital text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  patient text COLLATE "C" NOT NULL,
  encounter text COLLATE "C" NOT NULL,
  questionnaire text COLLATE "C" NOT NULL,
  form_version text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL,
  date_from bigint,
  date_to bigint,
  updated_at bigint NOT NULL,
  PRIMARY KEY (hospital, type, id)
);
CREATE INDEX search_patient ON search_row (hospital, type, patient, position);
CREATE INDEX search_encounter ON search_row (hospital, type, encounter, position);
CREATE INDEX search_position ON search_row (hospital, type, position);
CREATE TABLE search_state (
  hospital text COLLATE "C" PRIMARY KEY,
  indexed bigint NOT NULL
);
CREATE INDEX feed_version ON feed (hospital, type, id, version) WHERE kind = 2;
