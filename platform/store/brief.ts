/**
 * Statements that stand alone and are brief: rows found by their key, asked for at every request. A driver may send those of
 * several requests over one connection (lane.ts), where each waits for the one before it.
 */
import type { CompiledQuery } from "kysely";

const known = new WeakSet<CompiledQuery>();

/** To be called before the statement is given to the database. */
export const markBrief = (query: CompiledQuery): void => {
  known.add(query);
};

export const isBrief = (query: CompiledQuery): boolean => known.has(query);
