-- The facts of one resource stand together in one row, beside what was known at the same hour: saving a round touches one
-- place instead of one for each kind of fact.
DROP TABLE clinical_fact;
CREATE TABLE clinical_fact (
  owner TEXT NOT NULL,  -- "Encounter/7"; "Patient/7" when the resource names no stay
  at INTEGER NOT NULL,
  type TEXT NOT NULL,   -- the resource they were read from
  id TEXT NOT NULL,
  facts TEXT NOT NULL,  -- for each a line break, kind, tab, value in JSON, tab, source when it is another than "type/id"
  from_reference INTEGER NOT NULL,
  PRIMARY KEY (owner, at, type, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX clinical_fact_listed ON clinical_fact (owner) WHERE type <> 'QuestionnaireResponse';
CREATE INDEX clinical_fact_resource ON clinical_fact (type, id) WHERE from_reference = 1;

-- In which hours a QuestionnaireResponse ever gave a fact of a kind, so that the newest is found however long ago it was.
CREATE TABLE fact_span (
  owner TEXT NOT NULL,
  kind TEXT NOT NULL,
  span INTEGER NOT NULL,  -- the time in sixes of hours
  PRIMARY KEY (owner, kind, span)
) STRICT, WITHOUT ROWID;

-- Projected by no rules: made anew at the next opening.
UPDATE projection_state SET rules = '';
