/**
 * For processes that share a PostgreSQL database: tables without write-ahead log, so that remembering a proof costs no
 * flush to disk. The server empties them after a crash and on a promoted standby; the row of the generation is then gone
 * too, and the next process to look begins a new one.
 */
import { sql } from "kysely";
import { newSecret } from "../identity/secret";
import { prepared } from "../store/prepared";
import type { Database } from "../store/tables";
import type { SharedMemory } from "./shared-memory";

export function databaseMemory(db: Database): SharedMemory {
  let known: string | null = null;
  return {
    generation: async () => {
      known ??= await readGeneration(db);
      return known;
    },
    generationNow: async () => {
      known = await readGeneration(db);
      return known;
    },
    take: async ({ name, until, generation }) => {
      const { rows } = await takeProof(db, { name, until: until.toISOString(), generation });
      const [row] = rows;
      if (row === undefined || !row.held) {
        known = null;
        return "lost";
      }
      return row.fresh ? "fresh" : "seen";
    },
    failures: async (address, since) => {
      const row = await db
        .selectFrom("door_failures")
        .select("count")
        .where("address", "=", address)
        .where("since", ">", since.toISOString())
        .executeTakeFirst();
      return row?.count ?? 0;
    },
    noteFailure: (address, times) => noteFailure(db, address, times),
    sweep: async ({ proofs, failures }) => {
      await db.deleteFrom("proofs_seen").where("until", "<", proofs.toISOString()).execute();
      await db.deleteFrom("door_failures").where("since", "<", failures.toISOString()).execute();
    },
  };
}

const takeProof = prepared((on, proof: Readonly<Record<"name" | "until" | "generation", string>>) =>
  sql<{ held: boolean; fresh: boolean }>`
    with held as (select 1 from memory_generation where generation = ${proof.generation}),
      taken as (insert into proofs_seen (name, until) select ${proof.name}, ${proof.until} from held
        on conflict do nothing returning 1)
    select exists (select from held) as held, exists (select from taken) as fresh`.compile(on),
);

async function readGeneration(db: Database): Promise<string> {
  const there = await db.selectFrom("memory_generation").select("generation").executeTakeFirst();
  if (there !== undefined) return there.generation;
  await db
    .insertInto("memory_generation")
    .values({ one: true, generation: newSecret() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom("memory_generation").select("generation").executeTakeFirstOrThrow();
  return row.generation;
}

/** One statement, so that two processes count one after the other. */
async function noteFailure(
  db: Database,
  address: string,
  { since, at }: { readonly since: Date; readonly at: Date },
): Promise<void> {
  const [begin, now] = [since.toISOString(), at.toISOString()];
  await sql`insert into door_failures (address, since, count) values (${address}, ${now}, 1)
    on conflict (address) do update set
      count = case when door_failures.since > ${begin} then door_failures.count + 1 else 1 end,
      since = case when door_failures.since > ${begin} then door_failures.since else ${now} end`.execute(db);
}
