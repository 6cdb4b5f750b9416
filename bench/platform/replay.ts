/** The recorded statements once more, for another item: as they were before the transaction, and within it. */
import { randomUUID } from "node:crypto";
import { CompiledQuery } from "kysely";
import type { Database, Work } from "../../platform/store/tables";
import type { Recorded, Statement } from "./recording";

export interface Names {
  readonly itemId: string;
  readonly operationId: string;
}

type Filled = (names: Names) => CompiledQuery;

export function replayOf(db: Database, { statements, begins, itemId, operationId }: Recorded) {
  const filled = statements.map((statement) => filling(statement, { itemId, operationId }));
  const run = async (on: Database | Work, queries: readonly Filled[], names: Names): Promise<void> => {
    for (const query of queries) await on.executeQuery(query(names));
  };
  return async (names: Names): Promise<void> => {
    await run(db, filled.slice(0, begins), names);
    await db.transaction().execute((work) => run(work, filled.slice(begins), names));
  };
}

function filling({ sql, parameters }: Statement, recorded: Names): Filled {
  const parts = parameters.map((parameter, at): ((names: Names) => unknown) => {
    // The name of a proof is another one each time, as an item's is.
    if (sql.includes("proofs_seen") && at === 1) return () => `${String(parameter)} ${randomUUID()}`;
    if (typeof parameter !== "string") return () => parameter;
    const [item, operation] = [parameter.includes(recorded.itemId), parameter.includes(recorded.operationId)];
    if (!item && !operation) return () => parameter;
    return (names) =>
      parameter.replaceAll(recorded.itemId, names.itemId).replaceAll(recorded.operationId, names.operationId);
  });
  return (names) =>
    CompiledQuery.raw(
      sql,
      parts.map((part) => part(names)),
    );
}
