-- SPDX-License-Identifier: Apache-2.0
-- Where a unit came from and who stands for it, as its entry said; without it, it cannot be offered to the record again.
ALTER TABLE quarantine ADD COLUMN envelope TEXT NOT NULL DEFAULT '';
