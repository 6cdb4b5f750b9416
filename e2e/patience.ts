/**
 * How long a step may take, in milliseconds, before a test calls it stuck; no measure of speed. Two worlds run at a time, and
 * while one of them fills the disk a flush of the other may wait for it.
 */
export const PATIENCE = 90_000;
