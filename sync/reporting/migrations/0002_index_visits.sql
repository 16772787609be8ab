-- SPDX-License-Identifier: Apache-2.0
-- A patient's stays and birth date find each other.
CREATE INDEX record_row_visit ON record_row (patient) WHERE kind = 'visit';
CREATE INDEX record_row_born ON record_row (patient) WHERE kind = 'born';
