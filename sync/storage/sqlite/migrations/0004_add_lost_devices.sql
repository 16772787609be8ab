-- SPDX-License-Identifier: Apache-2.0
-- Since when a device is marked lost, and how much it last said that it holds; NULL: it is not, and it did not say.
ALTER TABLE device ADD COLUMN lost_at INTEGER;
ALTER TABLE device ADD COLUMN unsent INTEGER;
