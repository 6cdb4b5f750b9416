import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CHUNK_BYTES } from "../../shared/attachments/limits";
import type { AttachmentProgress, Manifest } from "../../shared/ipc/attachments";
import { nodeFileSystem } from "../journal/filesystem";
import { openJournal } from "../journal/journal";
import { Records } from "../journal/records";
import type { Store } from "../store";
import { seal, tagOf, unseal } from "../vault/sealing";
import { Attachments } from "./attachments";
import { FakeUploads, hashOf } from "./testing/fake-uploads";

const dataKey = randomBytes(32);
let now = new Date("2026-11-20T08:00:00.000Z");
let folder = "";
let platform = new FakeUploads();
let progress: AttachmentProgress[] = [];
let close = async (): Promise<void> => undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "caibian-uploads-"));
  platform = new FakeUploads();
  progress = [];
  now = new Date("2026-11-20T08:00:00.000Z");
});
afterEach(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

/** The part of a store that attachments stand on, over a real folder. */
async function open(): Promise<Attachments> {
  await close();
  const limits = { warn: 0, readOnly: 0, ballast: 0 };
  const journal = await openJournal({ fs: nodeFileSystem, folder: join(folder, "journal"), limits });
  const vault = {
    storeId: "store-1",
    seal: seal.bind(null, dataKey),
    open: unseal.bind(null, dataKey),
    tag: tagOf.bind(null, dataKey),
  } as Store["vault"];
  const records = new Records({ vault, journal, clock: () => now });
  const store = { storeId: "store-1", folder, chunkFolder: join(folder, "chunks"), vault, journal, records } as Store;
  close = () => journal.close();
  const { authorised, authorisedRaw } = platform;
  return new Attachments({
    fs: nodeFileSystem,
    session: { authorised, authorisedRaw, platformNow: () => now, unlockedNow: () => ({ store }) as never },
    newId: () => `import-${randomBytes(4).toString("hex")}`,
    progress: (value) => progress.push(value),
  });
}

async function take(attachments: Attachments, bytes: Uint8Array): Promise<Manifest> {
  const importId = await attachments.begin(bytes.length);
  for (let nth = 0; nth * CHUNK_BYTES < bytes.length; nth += 1)
    await attachments.add(importId, nth, bytes.subarray(nth * CHUNK_BYTES, (nth + 1) * CHUNK_BYTES));
  const file = await attachments.finish(importId);
  await attachments.record(importId);
  return file;
}

const about = { itemId: "item-1", mime: "application/pdf", operationId: "op-1" };
const send = (attachments: Attachments, { hash, size }: Manifest) => attachments.send({ ...about, hash, size });
const pdf = (size: number) => Buffer.concat([Buffer.from("%PDF"), randomBytes(size - 4)]);
const code = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: { code: string }) => error.code,
  );

describe("main's uploader (D10)", () => {
  it("sends a file from its own chunks and tells how far it is", async () => {
    const attachments = await open();
    const bytes = pdf(2 * CHUNK_BYTES + 9);
    const file = await take(attachments, bytes);
    await send(attachments, file);
    expect(platform.files.get(file.hash)?.equals(bytes)).toBe(true);
    expect(progress.map(({ sent }) => sent)).toEqual([0, CHUNK_BYTES, 2 * CHUNK_BYTES, bytes.length]);
    expect(platform.operationIds).toEqual(["op-1"]);
  });

  it("resumed after a cut, and after a restart of the program, sends no byte the platform holds a second time", async () => {
    const bytes = pdf(3 * CHUNK_BYTES + 1);
    const file = await take(await open(), bytes);
    for (const cut of [CHUNK_BYTES + 100_000, 1, CHUNK_BYTES]) {
      platform.cutAfter = cut;
      expect(await code(send(await open(), file))).toBe("E_OFFLINE");
    }
    await send(await open(), file);
    expect(platform.received).toMatchObject({ bytes: bytes.length, again: 0, created: 1, heads: 3 });
    expect(platform.files.get(file.hash)?.equals(bytes)).toBe(true);
  });

  it("whatever is cut and wherever, every byte arrives exactly once", async () => {
    const bytes = pdf(2 * CHUNK_BYTES + 7);
    const cuts = fc.array(fc.integer({ min: 0, max: CHUNK_BYTES }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(cuts, async (list) => {
        platform = new FakeUploads();
        const attachments = await open();
        const file = await take(attachments, bytes);
        for (const cut of list) {
          platform.cutAfter = cut;
          await code(send(attachments, file));
        }
        platform.cutAfter = Number.POSITIVE_INFINITY;
        await send(attachments, file);
        expect(platform.received).toMatchObject({ bytes: bytes.length, again: 0 });
        await rm(folder, { recursive: true, force: true });
      }),
      { numRuns: 6 },
    );
  });

  it("sends nothing of bytes the platform has already", async () => {
    const attachments = await open();
    const bytes = pdf(500);
    platform.files.set(hashOf(bytes), bytes);
    await send(attachments, await take(attachments, bytes));
    expect(platform.received).toMatchObject({ bytes: 0, created: 0 });
    expect(platform.operationIds).toEqual(["op-1"]);
  });

  it("starts anew when the platform has given the upload up", async () => {
    const file = await take(await open(), pdf(CHUNK_BYTES + 3));
    platform.cutAfter = CHUNK_BYTES;
    expect(await code(send(await open(), file))).toBe("E_OFFLINE");
    platform.uploads.clear();
    await send(await open(), file);
    expect(platform.received.created).toBe(2);
    expect(platform.files.has(file.hash)).toBe(true);
  });

  it("sends bytes that arrived changed again as a whole, and none of them as the file", async () => {
    const attachments = await open();
    const file = await take(attachments, pdf(1_000));
    platform.cutAfter = 500;
    expect(await code(send(attachments, file))).toBe("E_OFFLINE");
    const [upload] = platform.uploads.values();
    upload?.bytes.set([1, 2, 3], 100);
    expect(await code(send(attachments, file))).toBe("E_HASH");
    expect(platform.files.size).toBe(0);
    await send(attachments, file);
    expect(platform.files.has(file.hash)).toBe(true);
  });

  it("a commit whose answer was lost is answered again, and not a byte goes up a second time", async () => {
    const attachments = await open();
    const file = await take(attachments, pdf(900));
    platform.loseCommits = 1;
    expect(await code(send(attachments, file))).toBe("E_OFFLINE");
    await send(attachments, file);
    expect(platform.received).toMatchObject({ bytes: 900, created: 1 });
    // The answer of the first came while the second was on its way: its upload is used up then.
    const other = await take(attachments, pdf(800));
    platform.overtaken = true;
    await send(attachments, other);
    expect(platform.files.has(other.hash)).toBe(true);
    expect(platform.received).toMatchObject({ bytes: 1_700, again: 0 });
  });

  it("does not send a file of which a chunk is missing, nor one that is not noted, nor one of another size", async () => {
    const attachments = await open();
    const file = await take(attachments, pdf(2_000));
    expect(await code(attachments.send({ ...about, hash: file.hash, size: 1 }))).toBe("E_HASH");
    expect(await code(attachments.send({ ...about, hash: hashOf(randomBytes(3)), size: 3 }))).toBe("E_NOT_FOUND");
    await rm(join(folder, "chunks"), { recursive: true });
    expect(await code(send(attachments, file))).toBe("E_ATTACHMENT");
    expect(platform.received.bytes).toBe(0);
  });

  it("an operation of an earlier version is sent under an id of its own: its old one may have been answered", async () => {
    const attachments = await open();
    const { hash } = await take(attachments, pdf(300));
    await attachments.send({ ...about, hash, size: null });
    expect(platform.operationIds).toEqual(["op-1.2"]);
  });

  it("two items that name one file send its bytes once", async () => {
    const attachments = await open();
    const file = await take(attachments, pdf(CHUNK_BYTES));
    const second = attachments.send({
      ...about,
      itemId: "item-2",
      operationId: "op-2",
      hash: file.hash,
      size: file.size,
    });
    await Promise.all([send(attachments, file), second]);
    expect(platform.received).toMatchObject({ bytes: CHUNK_BYTES, created: 1 });
    expect([...platform.operationIds].sort()).toEqual(["op-1", "op-2"]);
  });
});

describe("main's copy", () => {
  it("stays until the platform has had the file for thirty days, and what it has not had stays for good", async () => {
    const attachments = await open();
    const sent = await take(attachments, pdf(400));
    const waiting = await take(attachments, pdf(500));
    await send(attachments, sent);
    now = new Date(now.getTime() + 29 * 86_400_000);
    await attachments.tidy();
    expect(await attachments.damaged(sent.hash)).toEqual([]);
    now = new Date(now.getTime() + 2 * 86_400_000);
    const later = await open();
    await later.tidy();
    expect(await later.damaged(sent.hash)).toEqual([0]);
    expect(await later.damaged(waiting.hash)).toEqual([]);
    expect((await later.unconfirmed()).map(({ hash }) => hash)).toEqual([waiting.hash]);
  });

  it("of the platform's file is taken by ranges, and refused when it is not what its hash says", async () => {
    const attachments = await open();
    const bytes = pdf(CHUNK_BYTES + 11);
    const hash = hashOf(bytes);
    platform.files.set(hash, bytes);
    platform.spoil = (part) => Buffer.from(part.map((byte, at) => (at === 3 ? byte ^ 1 : byte)));
    expect(await code(attachments.fetch(hash))).toBe("E_HASH");
    expect(await attachments.find(hash)).toBeNull();
    platform.spoil = (part) => part.subarray(1);
    expect(await code(attachments.fetch(hash))).toBe("E_SERVER");
    platform.spoil = (part) => part;
    await attachments.fetch(hash);
    expect(Buffer.from((await attachments.whole(hash)) ?? []).equals(bytes)).toBe(true);
    expect(await attachments.unconfirmed()).toEqual([]);
  });
});
