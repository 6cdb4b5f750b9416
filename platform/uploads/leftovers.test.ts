/** What uploads leave behind, and bytes from the time before there was a blob store. */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digestOf } from "../../shared/digest";
import { moveFilesOut } from "../blobs/move";
import { type Desk, signIn } from "../testing/desk";
import { openTestPlatform, type TestPlatform } from "../testing/platform";
import { rawAsk } from "../testing/raw-request";
import { beginUpload, offsetOf, sendPiece } from "../testing/upload";
import { sweepUploads, UPLOAD_DAYS } from "./upload";

let platform: TestPlatform;
let desk: Desk;
beforeAll(async () => {
  platform = await openTestPlatform();
  desk = await signIn(platform, "luan", "林初晴");
});
afterAll(() => platform.close());

const app = () => platform.app;
const db = () => platform.services.store.db;

async function piecesLeft(uploadId: string): Promise<number> {
  const rows = await db().selectFrom("upload_parts").selectAll().where("upload_id", "=", uploadId).execute();
  return rows.length;
}

describe("what is left behind", () => {
  it("an abandoned upload goes with its bytes after its days, and not before", async () => {
    const uploadId = await beginUpload(app(), desk, 100);
    await sendPiece(app(), desk, { uploadId, at: 0, body: randomBytes(40) });
    const soon = { ...platform.services, clock: () => new Date(platform.services.clock().getTime() + 1_000) };
    await sweepUploads(soon);
    expect(await offsetOf(app(), desk, uploadId)).toBe(40);
    const later = { ...soon, clock: () => new Date(soon.clock().getTime() + UPLOAD_DAYS * 86_400_000) };
    expect(await sweepUploads(later)).toBeGreaterThan(0);
    expect(await offsetOf(app(), desk, uploadId)).toBe(404);
    expect(await piecesLeft(uploadId)).toBe(0);
  });

  it("bytes that lay in the database move to the blob store once, and are read all the while", async () => {
    const bytes = randomBytes(2_000);
    const hash = digestOf(bytes);
    const row = { hash, mime: "image/png", size: bytes.length, bytes, at: desk.now() };
    await db().insertInto("files").values(row).execute();
    await db().insertInto("file_uses").values({ hash, item_id: "i1", account_id: desk.person.accountId }).execute();
    const read = async () =>
      digestOf((await rawAsk(app(), desk, { method: "GET", path: `/files/${hash}/bytes` })).bytes);
    expect(await read()).toBe(hash);
    // A kill between the two writes: the row still has its own copy, and moving again changes nothing.
    const broken = { ...platform.services.blobs, read: () => Promise.reject(new Error("killed")) };
    await expect(moveFilesOut({ ...platform.services, blobs: broken })).rejects.toThrow("killed");
    expect(await read()).toBe(hash);
    expect(await moveFilesOut(platform.services)).toBe(1);
    expect(await moveFilesOut(platform.services)).toBe(0);
    const kept = await db().selectFrom("files").select("bytes").where("hash", "=", hash).executeTakeFirst();
    expect(kept?.bytes).toBeNull();
    expect(await read()).toBe(hash);
  });
});
