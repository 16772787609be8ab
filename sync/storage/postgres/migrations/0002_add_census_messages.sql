-- SPDX-License-Identifier: Apache-2.0
-- What the hospital's admission system sent, as it came: the census follows from all of it together.
CREATE TABLE census_message (
  hospital text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  hash bytea NOT NULL,
  received_at bigint NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (hospital, id)
);
CREATE TABLE census_subject (
  hospital text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  message text COLLATE "C" NOT NULL,
  PRIMARY KEY (hospital, subject, message)
);
