-- SPDX-License-Identifier: Apache-2.0
-- Nothing is looked for by it that the key does not find as well; while it stood there, a server that knew nothing of the table
-- yet took it for the patient's or the stay's own.
DROP INDEX search_position;
