/** Gapless counters: the row stays locked until the transaction ends, so numbers appear in commit order. */
import { sql } from "kysely";
import { z } from "zod";
import type { Work } from "./store/tables";

const row = z.object({ value: z.number().int() });

export async function next(work: Work, name: string): Promise<number> {
  const result = await sql`insert into counters (name, value) values (${name}, 1)
    on conflict (name) do update set value = counters.value + 1 returning value`.execute(work);
  return row.parse(result.rows[0]).value;
}
