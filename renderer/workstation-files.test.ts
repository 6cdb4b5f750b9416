import { IDBFactory, IDBKeyRange, IDBObjectStore } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { CHUNK_BYTES, MAX_FILE_BYTES } from "../shared/attachments/limits";
import { sameBytes, toBase64 } from "../shared/bytes";
import { digestOf } from "../shared/digest";
import { contentHash as contentHashOf, contentOf } from "../shared/model/content";
import { openChunks } from "./store/chunks";
import { bench, type OpenBench, openBench } from "./testing/bench";
import { documentOf, ledgerFor } from "./testing/fake-item";

const fresh = () => bench({ indexedDB: new IDBFactory(), IDBKeyRange });
type Bench = ReturnType<typeof fresh>;
const bytesOf = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) % 251);
const chunksOf = (here: Bench) => openChunks("store-1", here.port);

async function windowHas(here: Bench, names: readonly string[]): Promise<number> {
  const chunks = chunksOf(here);
  const found = await chunks.has(names);
  chunks.close();
  return found.size;
}

const dropWindowCopy = (here: Bench) =>
  new Promise((resolve) => {
    here.port.indexedDB.deleteDatabase("caibian-chunks-store-1").onsuccess = resolve;
  });

async function same(station: OpenBench, hash: string, bytes: Uint8Array): Promise<boolean> {
  return sameBytes((await station.files.read(hash)) ?? new Uint8Array(), bytes);
}

describe("a file of this machine (D10)", () => {
  it("lies in both stores in chunks of 4 MB, and comes back byte for byte after a restart", async () => {
    const here = fresh();
    const bytes = bytesOf(CHUNK_BYTES + 17);
    const parts: number[] = [];
    const first = await openBench(here);
    const hash = await first.files.store(new Blob([bytes]), { progress: (part) => parts.push(part) });
    expect(hash).toBe(digestOf(bytes));
    await first.close();
    const names = [...here.fake.attachments.folder.keys()];
    expect(names).toHaveLength(2);
    expect(await windowHas(here, names)).toBe(2);
    expect(parts).toEqual([...parts].sort((a, b) => a - b));
    expect(parts.at(-1)).toBe(1);
    const second = await openBench(here);
    expect(await same(second, hash, bytes)).toBe(true);
    expect(second.records.health.get().repairs).toEqual([]);
    await second.close();
  });

  it.each([0, 1, CHUNK_BYTES])("of %i bytes is whole", async (length) => {
    const station = await openBench(fresh());
    const bytes = bytesOf(length);
    expect(await same(station, await station.files.store(bytes), bytes)).toBe(true);
    await station.close();
  });

  it("is refused above 200 MB before a byte of it is read", async () => {
    const here = fresh();
    const station = await openBench(here);
    const huge = { size: MAX_FILE_BYTES + 1, slice: () => new Blob() } as unknown as Blob;
    await expect(station.files.store(huge)).rejects.toMatchObject({ code: "E_TOO_LARGE" });
    await station.close();
  });

  it("with a secrecy mark is in neither store (NY-15)", async () => {
    const here = fresh();
    here.fake.attachments.refuse = "E_SECRET";
    const station = await openBench(here);
    const bytes = bytesOf(100);
    await expect(station.files.store(bytes)).rejects.toMatchObject({ code: "E_SECRET" });
    expect(here.fake.attachments.folder.size).toBe(0);
    expect(await station.files.has(digestOf(bytes))).toBe(false);
    // The next one is taken in as if nothing had been.
    here.fake.attachments.refuse = null;
    expect(await station.files.store(bytes)).toBe(digestOf(bytes));
    await station.close();
  });

  it("given up in the middle leaves nothing behind, and the next is taken in", async () => {
    const here = fresh();
    const station = await openBench(here);
    const stop = new AbortController();
    const bytes = bytesOf(2 * CHUNK_BYTES);
    const given = station.files.store(bytes, { signal: stop.signal, progress: () => stop.abort() });
    await expect(given).rejects.toMatchObject({ code: "E_CANCELLED" });
    expect(await station.files.has(digestOf(bytes))).toBe(false);
    expect(await station.files.store(bytesOf(9))).toBe(digestOf(bytesOf(9)));
    await station.close();
  });

  it("that the disk no longer gives says so", async () => {
    const station = await openBench(fresh());
    const gone = {
      size: 10,
      slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException("changed", "NotReadableError")) }),
    } as unknown as Blob;
    await expect(station.files.store(gone)).rejects.toMatchObject({ code: "E_FILE_TYPE" });
    await station.close();
  });
});

describe("two stores of one file", () => {
  it("a chunk that main lost or that was damaged there comes from the window's copy, and the person is told", async () => {
    const here = fresh();
    const station = await openBench(here);
    const bytes = bytesOf(CHUNK_BYTES + 50);
    const hash = await station.files.store(bytes);
    const [lost = "", bent = ""] = here.fake.attachments.folder.keys();
    here.fake.attachments.folder.delete(lost);
    here.fake.attachments.folder.get(bent)?.set([255], 40);
    await station.files.ready(hash);
    expect(station.records.health.get().repairs.at(-1)).toContain("2 段");
    expect(await same(station, hash, bytes)).toBe(true);
    await station.close();
  });

  it("a chunk the window lost comes from main at the next start, and the person is told", async () => {
    const here = fresh();
    const first = await openBench(here);
    await first.files.store(bytesOf(CHUNK_BYTES + 5));
    await first.close();
    const names = [...here.fake.attachments.folder.keys()];
    await dropWindowCopy(here);
    expect(await windowHas(here, names)).toBe(0);
    const second = await openBench(here);
    expect(await second.files.mend()).toMatchObject({ lost: 0 });
    expect(await windowHas(here, names)).toBe(2);
    expect(second.records.health.get().repairs.join()).toContain("第二份副本");
    await second.close();
  });

  it("a chunk that neither has is told, and the file is not sent: E_ATTACHMENT", async () => {
    const here = fresh();
    const first = await openBench(here);
    const hash = await first.files.store(bytesOf(50));
    await first.close();
    here.fake.attachments.folder.clear();
    await dropWindowCopy(here);
    const station = await openBench(here);
    await expect(station.files.ready(hash)).rejects.toMatchObject({ code: "E_ATTACHMENT" });
    expect(await station.files.verify()).toEqual({ healed: 0, lost: 1 });
    expect(station.records.health.get().repairs.at(-1)).toContain("两处存储中都缺失");
    await station.close();
  });

  it("without the window's database the first copy stands, and the person is told", async () => {
    const here = fresh();
    const station = await openBench(here);
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value: unknown, ...rest) {
      if (this.name === "chunks") throw new DOMException("the disk is full", "QuotaExceededError");
      return put.call(this, value, ...rest);
    };
    const bytes = bytesOf(30);
    const hash = await station.files.store(bytes).finally(() => {
      IDBObjectStore.prototype.put = put;
    });
    expect(station.records.health.get().repairs.at(-1)).toContain("第二份副本没有写成");
    expect(await same(station, hash, bytes)).toBe(true);
    await station.close();
  });

  it("a file nobody here has comes from the platform and stays for the next time", async () => {
    const here = fresh();
    const station = await openBench(here);
    const bytes = bytesOf(77);
    const hash = digestOf(bytes);
    expect(await station.files.read(hash)).toBeNull();
    here.fake.attachments.platform.set(hash, bytes);
    expect(await same(station, hash, bytes)).toBe(true);
    here.fake.attachments.platform.clear();
    expect(await same(station, hash, bytes)).toBe(true);
    await station.close();
  });
});

/** As an earlier version left it: base64 pieces and a manifest as records of the journal. */
async function storeOld(station: OpenBench, bytes: Uint8Array): Promise<string> {
  const hash = digestOf(bytes);
  const value = (json: object) => ({ ...json });
  await station.records.append([
    { table: "files", key: `piece:${hash}:0000`, index: { at: 0 }, value: value({ bytes: toBase64(bytes) }) },
    { table: "files", key: `manifest:${hash}`, index: {}, value: value({ size: bytes.length, pieces: 1 }) },
  ]);
  return hash;
}

describe("files and operations of an earlier version", () => {
  it("a file is read as it is, takes today's form at the next start, and its old records go", async () => {
    const here = fresh();
    const first = await openBench(here);
    const bytes = bytesOf(1_000);
    const hash = await storeOld(first, bytes);
    expect(await same(first, hash, bytes)).toBe(true);
    await first.close();
    const second = await openBench(here);
    await second.files.mend();
    expect(here.fake.attachments.folder.size).toBe(1);
    expect(await same(second, hash, bytes)).toBe(true);
    const left = [...here.fake.journal.records.values()].filter(
      ({ key, sealed }) => key.includes(hash) && sealed !== null,
    );
    expect(left).toEqual([]);
    await second.close();
  });

  it("a file that today's rules refuse stays readable in its old form", async () => {
    const here = fresh();
    const station = await openBench(here);
    const bytes = bytesOf(500);
    const hash = await storeOld(station, bytes);
    here.fake.attachments.refuse = "E_SECRET";
    await station.files.mend();
    expect(await same(station, hash, bytes)).toBe(true);
    await expect(station.files.ready(hash)).rejects.toMatchObject({ code: "E_SECRET" });
    await station.close();
  });

  it("an operation that was queued with a place for bytes is delivered without them", async () => {
    const here = fresh();
    const station = await openBench(here);
    const hash = await storeOld(station, bytesOf(300));
    const file = { hash, name: "图.png", mime: "image/png", size: 300 };
    const image = { kind: "image" as const, id: "i1", file, alt: "示意图", decorative: false, caption: "" };
    const draft = await station.drafts.create({ document: { ...documentOf("图", ""), blocks: [image] } });
    const contentHash = contentHashOf(contentOf(draft.document, draft.metadata));
    const { itemId } = draft;
    await station.sync.submit({ draft, itemId, title: "图", ledger: ledgerFor(contentHash), signed: null });
    await station.close();
    const queued = station.sync.state();
    const key =
      [...here.fake.journal.records.keys()].find((name) => name.startsWith("outbox request:"))?.slice(7) ?? "";
    const body = { kind: "file", itemId, hash, mime: "image/png", bytes: "" };
    here.fake.journal.append([
      { table: "outbox", key, index: { itemId }, value: { operationId: key.slice("request:".length), body } },
    ]);
    expect(queued.entries).toEqual([]);
    const again = await openBench(here);
    await again.loop.round();
    const [sent] = [...here.fake.platform.effects.values()];
    expect(sent?.body).toEqual({ kind: "file", itemId, hash, mime: "image/png", size: null });
    expect(again.sync.state().entries.map(({ state }) => state)).not.toContain("rejected");
    await again.close();
  });
});
