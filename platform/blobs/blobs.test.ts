import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digestOf } from "../../shared/digest";
import { type S3Server, startS3 } from "../testing/s3-server";
import { type BlobStore, blobSource, collected, fileBlob, once, partBlob } from "./blob-store";
import { diskBlobs } from "./disk";
import { blobOptions } from "./open-blobs";
import { PART_BYTES, s3Blobs } from "./s3";

let folder = "";
let s3: S3Server;
const stores: Record<string, BlobStore> = {};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "caibian-blobs-"));
  s3 = await startS3();
  stores.disk = await diskBlobs(folder);
  stores.s3 = s3Blobs(s3.settings);
});
afterAll(async () => {
  await s3.close();
  await rm(folder, { recursive: true, force: true });
});

function storeOf(kind: string): BlobStore {
  const store = stores[kind];
  if (store === undefined) throw new Error(`no store ${kind}`);
  return store;
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* breaking(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
  throw new Error("the source broke");
}

describe.each(["disk", "s3"])("the blob store on %s", (kind) => {
  it.each([0, 1, 1_000, PART_BYTES - 1, PART_BYTES, 2 * PART_BYTES + 17])(
    "gives %i bytes back as they came",
    async (size) => {
      const bytes = randomBytes(size);
      const name = fileBlob(digestOf(bytes));
      expect(await storeOf(kind).size(name)).toBeNull();
      expect(await storeOf(kind).put(name, inPieces(bytes, 700_001))).toBe(size);
      expect(await storeOf(kind).size(name)).toBe(size);
      expect(digestOf(await collected(await storeOf(kind).read(name)))).toBe(digestOf(bytes));
      await storeOf(kind).remove(name);
      await storeOf(kind).remove(name);
      expect(await storeOf(kind).size(name)).toBeNull();
    },
  );

  it.each([10, 2 * PART_BYTES])("keeps nothing under the name when the source breaks after %i bytes", async (size) => {
    const name = partBlob("u1", 0, "broken");
    await expect(storeOf(kind).put(name, breaking(randomBytes(size)))).rejects.toThrow("the source broke");
    expect(await storeOf(kind).size(name)).toBeNull();
    expect(s3.unfinished()).toBe(0);
    expect(await readdir(join(folder, "drafts"))).toEqual([]);
  });

  it("reads a range, and across several blobs as if they were one", async () => {
    const store = storeOf(kind);
    const bytes = randomBytes(3_000);
    const cuts = [0, 1_000, 1_001, 3_000];
    const stretches = [];
    for (const [at, from] of cuts.slice(0, -1).entries()) {
      const part = bytes.subarray(from, cuts[at + 1]);
      const name = partBlob("u2", from, "x");
      await store.put(name, once(part));
      stretches.push({ name, size: part.length });
    }
    const source = blobSource(store, stretches);
    for (const [at, length] of [
      [0, 3_000],
      [999, 3],
      [1_000, 1],
      [2_990, 100],
      [3_000, 5],
      [500, 0],
    ] as const)
      expect(Buffer.from(await source.read(at, length))).toEqual(bytes.subarray(at, at + length));
  });

  it("says E_NOT_FOUND for bytes it does not have", async () => {
    await expect(storeOf(kind).read(fileBlob(digestOf(new Uint8Array())))).rejects.toThrow("E_NOT_FOUND");
  });

  it("sweeps only what is older than asked, below the prefix", async () => {
    const store = storeOf(kind);
    const [old, young, file] = [
      partBlob("u3", 0, "old"),
      partBlob("u3", 0, "young"),
      fileBlob(digestOf(randomBytes(9))),
    ];
    for (const name of [old, young, file]) await store.put(name, once(randomBytes(5)));
    const past = new Date(Date.now() - 86_400_000);
    for (const name of [old, file]) {
      if (kind === "disk") await utimes(join(folder, name), past, past);
      else s3.objects.set(name, { bytes: Buffer.alloc(5), at: past });
    }
    expect(await store.sweep("uploads/u3", new Date(Date.now() - 3_600_000))).toBe(1);
    expect(await Promise.all([old, young, file].map(store.size))).toEqual([null, 5, 5]);
  });
});

describe("the folder", () => {
  it("takes no name that would lead out of it", async () => {
    for (const name of ["../x", "files/../../x", "/etc/x", "files//x", "files/a b"])
      await expect(storeOf("disk").put(name, once(randomBytes(1)))).rejects.toThrow("foreign blob name");
  });

  it("sweeps drafts that a killed process left", async () => {
    const draft = join(folder, "drafts", "left");
    await writeFile(draft, "half");
    await utimes(draft, new Date(0), new Date(0));
    await storeOf("disk").sweep("uploads/", new Date(1));
    expect(await readdir(join(folder, "drafts"))).toEqual([]);
  });
});

describe("the bucket", () => {
  it("is asked again when it says 503, and the failure has a name when it goes on", async () => {
    const name = partBlob("u4", 0, "again");
    s3.faults.next = 2;
    expect(await storeOf("s3").put(name, once(randomBytes(3)))).toBe(3);
    s3.faults.next = 50;
    await expect(storeOf("s3").put(name, once(randomBytes(3)))).rejects.toThrow("E_BLOBS");
    s3.faults.next = 0;
  });

  it("refuses a request that another key signed", async () => {
    const stranger = s3Blobs({ ...s3.settings, secretAccessKey: "guessed" });
    await expect(stranger.put("files/x", once(randomBytes(3)))).rejects.toThrow("E_BLOBS");
    expect(s3.objects.has("files/x")).toBe(false);
  });

  it("is never half configured", () => {
    expect(() => blobOptions({ CAIBIAN_S3_ENDPOINT: "http://x", CAIBIAN_S3_BUCKET: "b" })).toThrow("附件库设置不完整");
    expect(blobOptions({ CAIBIAN_BLOBS: "/srv/blobs" })).toEqual({ blobFolder: "/srv/blobs" });
  });
});
