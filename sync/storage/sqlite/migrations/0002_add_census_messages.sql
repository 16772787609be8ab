-- SPDX-License-Identifier: Apache-2.0
-- What the hospital's admission system sent, as it came: the census follows from all of it together.
CREATE TABLE census_message (
  id TEXT PRIMARY KEY,
  hash BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE TABLE census_subject (
  subject TEXT NOT NULL,
  message TEXT NOT NULL REFERENCES census_message (id),
  PRIMARY KEY (subject, message)
) STRICT, WITHOUT ROWID;
