/**
 * Bytes that still lie in the database move to the blob store when the platform starts. Each file is durable there, and
 * has been read back, before its row lets go of its own copy: whatever kills the process, one of the two is whole.
 */
import { createHash } from "node:crypto";
import type { Services } from "../services";
import { fileBlob, once } from "./blob-store";

/** Answers how many files moved. Two processes may do this at once: both write the same bytes under the same name. */
export async function moveFilesOut({ store: { db }, blobs }: Pick<Services, "store" | "blobs">): Promise<number> {
  for (let moved = 0; ; moved += 1) {
    const row = await db
      .selectFrom("files")
      .select(["hash", "bytes"])
      .where("bytes", "is not", null)
      .limit(1)
      .executeTakeFirst();
    if (row === undefined || row.bytes === null) return moved;
    await blobs.put(fileBlob(row.hash), once(row.bytes));
    if ((await digestIn(await blobs.read(fileBlob(row.hash)))) !== (await digestIn(once(row.bytes))))
      throw new Error("the blob store gave other bytes back");
    await db.updateTable("files").set({ bytes: null }).where("hash", "=", row.hash).execute();
  }
}

async function digestIn(source: AsyncIterable<Uint8Array>): Promise<string> {
  const sum = createHash("sha256");
  for await (const bytes of source) sum.update(bytes);
  return sum.digest("hex");
}
