import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { basename } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CHUNK_BYTES, MAX_FILE_BYTES } from "../../shared/attachments/limits";
import { nodeFileSystem } from "../journal/filesystem";
import {
  type Bench,
  filesBelow,
  filesWith,
  noTokens,
  openBench,
  pin,
  type TokenSetup,
  type Window,
} from "../testing/bench";
import { hashOf } from "./testing/fake-uploads";

let bench: Bench;
let window: Window;
beforeAll(async () => {
  bench = await openBench();
  window = await unlocked();
});
afterAll(() => bench.close());
/** Opening a store takes long, so the tests share one; each begins with an empty folder of chunks. */
beforeEach(async () => {
  for (const path of chunkFiles()) await rm(path);
});

async function unlocked(setup?: TokenSetup): Promise<Window> {
  const opened = await bench.start(setup);
  await opened.ask("desk:session.unlock", { keyId: await opened.keyOf("张晓岚"), pin, appPin: "Water-level-4829" });
  return opened;
}

/** The disk, whose folder of chunks, once armed, is listed only when the test goes on. */
function heldListing() {
  let held: Promise<void> | null = null;
  let meet: () => void = () => undefined;
  let goOn: () => void = () => undefined;
  const met = new Promise<void>((done) => {
    meet = done;
  });
  const list = async (folder: string) => {
    if (held !== null && basename(folder) === "chunks") {
      meet();
      await held;
    }
    return nodeFileSystem.list(folder);
  };
  const arm = () => {
    held = new Promise<void>((done) => {
      goOn = done;
    });
  };
  return { fs: { ...nodeFileSystem, list }, met, arm, goOn: () => goOn() };
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

/** Everything of an import but the note of it. */
async function taken(bytes: Uint8Array) {
  const { importId } = await window.ask("desk:attachments.begin", { size: bytes.length });
  for (let nth = 0; nth * CHUNK_BYTES < bytes.length; nth += 1) {
    const part = bytes.subarray(nth * CHUNK_BYTES, (nth + 1) * CHUNK_BYTES);
    await window.ask("desk:attachments.add", { importId, nth, bytes: base64(part) });
  }
  return { importId, file: await window.ask("desk:attachments.finish", { importId }) };
}

async function imported(bytes: Uint8Array) {
  const { importId, file } = await taken(bytes);
  await window.ask("desk:attachments.record", { importId });
  return file;
}

async function bytesOf(hash: string, chunks: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let nth = 0; nth < chunks; nth += 1) {
    const { bytes } = await window.ask("desk:attachments.read", { hash, nth });
    parts.push(Buffer.from(bytes ?? "", "base64"));
  }
  return Buffer.concat(parts);
}

const pdf = (size: number) => Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(size - 9)]);
const chunkFiles = () => filesBelow(bench.folder).filter((path) => /\/chunks\/[0-9a-f]{64}$/.test(path));

/** An office document whose one part says this, behind so much else that it spans chunks. */
function office(text: string, filler: number): Buffer {
  const entries = [
    { name: "word/media/image1.png", method: 0, data: randomBytes(filler) },
    { name: "word/document.xml", method: 8, data: deflateRawSync(Buffer.from(text)) },
  ];
  const [locals, directory]: Buffer[][] = [[], []];
  let offset = 0;
  for (const { name, method, data } of entries) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    directory?.push(entry, Buffer.from(name));
    locals?.push(local, Buffer.from(name), data);
    offset += 30 + name.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...(locals ?? []), ...(directory ?? []), end]);
}

describe("a file taken in (D10)", () => {
  it("of any length around a chunk's comes back after a restart", async () => {
    const sizes = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1];
    const given = sizes.map((size) => randomBytes(size));
    const files = [];
    for (const bytes of given) files.push(await imported(bytes));
    await window.desk.stop();
    window = await unlocked();
    for (const [at, file] of files.entries()) {
      const bytes = given[at] ?? Buffer.alloc(0);
      expect(file).toMatchObject({ hash: hashOf(bytes), size: bytes.length });
      expect(await window.ask("desk:attachments.manifest", { hash: file.hash })).toEqual(file);
      expect((await bytesOf(file.hash, file.chunks.length)).equals(bytes)).toBe(true);
    }
  });

  it("shows a reader of the disk neither its bytes nor its hash, in no name and in no record", async () => {
    const bytes = Buffer.concat([Buffer.from("%PDF-1.7 "), Buffer.from("防汛预案细则".repeat(50))]);
    const { hash } = await imported(bytes);
    expect(chunkFiles()).toHaveLength(1);
    expect(filesWith(bench.folder, "防汛预案细则")).toEqual([]);
    const hex = hash.slice("sha-256:".length);
    expect(filesWith(bench.folder, hex)).toEqual([]);
    expect(filesBelow(bench.folder).join()).not.toContain(hex);
  });

  it("with a secrecy mark is refused before a byte of it is stored, however it is cut (NY-15)", async () => {
    const marked = office("<w:p><w:r><w:t>绝密</w:t></w:r><w:r><w:t>★20年</w:t></w:r></w:p>", CHUNK_BYTES);
    await expect(taken(marked)).rejects.toMatchObject({ code: "E_SECRET" });
    await expect(taken(Buffer.from("\n\n绝密★20年\n"))).rejects.toMatchObject({ code: "E_SECRET" });
    expect(chunkFiles()).toEqual([]);
    expect((await imported(office("<w:p><w:r><w:t>通知</w:t></w:r></w:p>", 50))).chunks).toHaveLength(1);
  });

  it("is refused above 200 MB, out of order and with a length other than said", async () => {
    expect(await window.failureOf("desk:attachments.begin", { size: MAX_FILE_BYTES + 1 })).toBe("E_INPUT");
    const { importId } = await window.ask("desk:attachments.begin", { size: 10 });
    const add = (nth: number, bytes: Uint8Array) =>
      window.failureOf("desk:attachments.add", { importId, nth, bytes: base64(bytes) });
    expect(await add(1, randomBytes(10))).toBe("E_INPUT");
    expect(await add(0, randomBytes(9))).toBe("E_INPUT");
    expect(await window.failureOf("desk:attachments.finish", { importId })).toBe("E_INPUT");
    expect(await add(0, randomBytes(10))).toBe("none");
    expect(await add(1, randomBytes(1))).toBe("E_INPUT");
  });

  it("given up, or broken off by a lock, leaves chunks that the next start sweeps away, and no others", async () => {
    const kept = await imported(pdf(CHUNK_BYTES + 5));
    const { importId } = await window.ask("desk:attachments.begin", { size: 2 * CHUNK_BYTES });
    await window.ask("desk:attachments.add", { importId, nth: 0, bytes: base64(pdf(CHUNK_BYTES)) });
    expect(chunkFiles()).toHaveLength(3);
    await window.ask("desk:session.lock", null);
    expect(await window.failureOf("desk:attachments.finish", { importId })).toBe("E_LOCKED");
    await window.desk.stop();
    window = await unlocked();
    expect(await window.failureOf("desk:attachments.finish", { importId })).toBe("E_STATE");
    const open = await window.ask("desk:attachments.unconfirmed", null);
    expect(open.filter(({ absent }) => absent.length === 0).map(({ hash }) => hash)).toContain(kept.hash);
    expect(chunkFiles()).toHaveLength(2);
  });

  it("D10: noted while a sweep is under way that began before it keeps its chunks", async () => {
    await window.desk.stop();
    const held = heldListing();
    window = await unlocked({ ...noTokens, fs: held.fs });
    await imported(pdf(20));
    held.arm();
    const sweep = window.ask("desk:attachments.unconfirmed", null);
    await held.met;
    const { chunks } = await imported(pdf(30));
    held.goOn();
    await sweep;
    expect(chunkFiles().map((path) => basename(path))).toEqual(expect.arrayContaining([...chunks]));
  });

  it("E12: noted in a form that only a newer version reads keeps its chunks, and so does every other", async () => {
    const { hash } = await imported(pdf(CHUNK_BYTES + 7));
    const other = await imported(pdf(30));
    const notes = (await window.ask("desk:journal.positions", null)).filter(({ table }) => table === "files");
    const records = await window.ask("desk:journal.read", { keys: notes.map(({ table, key }) => ({ table, key })) });
    const { values } = await window.ask("desk:journal.open", { records });
    const at = values.findIndex((value) => JSON.stringify(value).includes(hash));
    const key = records[at]?.key ?? "";
    await window.ask("desk:journal.append", {
      entries: [{ table: "files", key, index: {}, value: { form: 2, was: values[at] ?? null } }],
    });
    await window.desk.stop();
    window = await unlocked();
    const open = await window.ask("desk:attachments.unconfirmed", null);
    const here = open.filter(({ size, absent }) => size > 0 && absent.length === 0);
    expect(here.map((file) => file.hash)).toEqual([other.hash]);
    expect(chunkFiles()).toHaveLength(3);
    // The newer version has written its last word on it: the sweeping of later tests goes on.
    await window.ask("desk:journal.append", { entries: [{ table: "files", key, index: {}, value: null }] });
  });

  it("a chunk that was changed or swapped on the disk is not itself, and the window's copy heals it", async () => {
    const file = await imported(pdf(2 * CHUNK_BYTES));
    const { hash } = file;
    const sealed = await Promise.all([0, 1].map((nth) => window.ask("desk:attachments.sealed", { hash, nth })));
    const [first = "", second = ""] = file.chunks.map((name) => chunkFiles().find((path) => path.endsWith(name)) ?? "");
    const swapped = await nodeFileSystem.read(second);
    await overwrite(first, swapped);
    expect(await window.ask("desk:attachments.damaged", { hash })).toEqual({ chunks: [0] });
    expect(await window.ask("desk:attachments.read", { hash, nth: 0 })).toEqual({ bytes: null });
    expect(await window.ask("desk:attachments.sealed", { hash, nth: 0 })).toEqual({ sealed: null });
    const heal = (from: number) =>
      window.ask("desk:attachments.heal", { hash, nth: 0, sealed: sealed[from]?.sealed ?? "" });
    expect(await heal(1)).toEqual({ healed: false });
    expect(await heal(0)).toEqual({ healed: true });
    expect(await window.ask("desk:attachments.damaged", { hash })).toEqual({ chunks: [] });
  });
});

async function overwrite(path: string, bytes: Uint8Array): Promise<void> {
  await nodeFileSystem.remove(path);
  const handle = await nodeFileSystem.open(path, "create");
  await handle.write(bytes, 0);
  await handle.close();
}
