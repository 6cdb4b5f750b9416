/** Gapless counters: the row stays locked until the transaction ends, so numbers appear in commit order. */
import { sql } from "kysely";
import type { Work } from "./store/tables";

export async function next(work: Work, name: string): Promise<number> {
  const { value } = await numbered(work, name).executeTakeFirstOrThrow();
  return value;
}

/** The same as part of a statement. */
export const numbered = (query: Pick<Work, "insertInto">, name: string) =>
  query
    .insertInto("counters")
    .values({ name, value: 1 })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: sql<number>`counters.value + 1` }))
    .returning("value");
