-- SPDX-License-Identifier: Apache-2.0
-- Goes up with every change of a sum in central_month, in the same transaction: what was worked out of the sums holds until then.
CREATE TABLE central_state (tick bigint NOT NULL);
INSERT INTO central_state (tick) VALUES (1);
