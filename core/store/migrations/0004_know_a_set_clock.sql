-- When the machine had started, by its own clock, as the hub's time was last heard: in the same boot the difference to now is
-- what somebody has set the clock by since.
ALTER TABLE sync_state ADD COLUMN boot TEXT;
ALTER TABLE sync_state ADD COLUMN boot_began INTEGER;
