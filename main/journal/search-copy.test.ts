import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { utf8 } from "../../shared/bytes";
import type { Entry } from "../../shared/store/record";
import type { Store } from "../store";
import { FakeTimers } from "../testing/fake-timers";
import { type StoreBench, storeBench } from "../testing/store-bench";
import { nodeFileSystem } from "./filesystem";

const COUNT = 300;
const QUIET = 5_000;

const body = (itemId: string, text: string): Entry => ({
  table: "drafts",
  key: `body:${itemId}`,
  index: {},
  value: {
    document: { title: `标题${itemId}`, blocks: [{ kind: "paragraph", runs: [{ text }] }] },
    metadata: { columnId: "zwgk", writer: "采编" },
    updatedAt: "2026-11-20T08:00:00.000Z",
  },
});
const keys = Array.from({ length: COUNT }, (_, at) => `body:f${at}`);

let bench: StoreBench;
let timers: FakeTimers;
let store: Store;

const open = () => bench.open({ timers });
const folder = (): string => join(store.folder, "search");
const bodies = async (of: Store = store): Promise<(string | null)[]> =>
  (await of.records.texts("drafts", keys)).map((text) => text?.body ?? null);
/** Asks everything once and lets the copy be written. */
async function readAndRest(): Promise<void> {
  await bodies();
  timers.advance(QUIET);
  await written();
  await store.close();
  store = await open();
}

/** Parts are written one after another: done when a while brings no further one. */
async function written(): Promise<void> {
  for (let known = -1, same = 0; same < 5; ) {
    await pause(20);
    const count = existsSync(folder()) ? readdirSync(folder()).length : 0;
    same = count > 0 && count === known ? same + 1 : 0;
    known = count;
  }
}

beforeEach(async () => {
  bench = await storeBench();
  timers = new FakeTimers();
  store = await open();
  await store.records.append(keys.map((_, at) => body(`f${at}`, `第${at}段防汛文字`)));
});
afterEach(async () => {
  await store.close();
  bench.close();
});

/** A file system that counts what is read of the journal. */
function counting() {
  let reads = 0;
  const fs = {
    ...nodeFileSystem,
    open: async (path: string, mode: "create" | "edit") => {
      const file = await nodeFileSystem.open(path, mode);
      const read = (position: number, length: number) => {
        if (path.endsWith(".jrn")) reads += 1;
        return file.read(position, length);
      };
      return { ...file, read };
    },
  };
  return { fs, reads: () => reads };
}

describe("what is searched, kept sealed beside the journal (D7)", () => {
  it("D7: after one reading the texts come from the copy, equal and without the journal being read", async () => {
    const first = await bodies();
    await readAndRest();
    await store.close();
    const counted = counting();
    store = await bench.open({ timers, fs: counted.fs });
    expect(await bodies()).toEqual(first);
    expect(first[7]).toBe("第7段防汛文字");
    expect(counted.reads()).toBe(0);
  });

  it("D7: a text changed or removed since then is what the journal has, not what the copy has", async () => {
    await readAndRest();
    await store.records.append([body("f3", "改后的文字"), { table: "drafts", key: "body:f4", index: {}, value: null }]);
    const now = await bodies();
    expect(now[3]).toBe("改后的文字");
    expect(now[4]).toBeNull();
    expect(now[5]).toBe("第5段防汛文字");
  });

  it("L1: the copy holds no word in the clear", async () => {
    await readAndRest();
    const files = readdirSync(folder());
    expect(files.length).toBeGreaterThan(10);
    for (const name of files) {
      const bytes = readFileSync(join(folder(), name));
      expect(bytes.includes(Buffer.from(utf8("防汛")))).toBe(false);
      expect(bytes.includes(Buffer.from("body:f", "utf8"))).toBe(false);
    }
  });

  it("D7: damaged, swapped and cut files of the copy cost nothing but time", async () => {
    await readAndRest();
    const before = await bodies();
    await store.close();
    const [first = "", second = "", third = "", fourth = ""] = readdirSync(folder());
    const at = (name: string) => join(folder(), name);
    const bytes = readFileSync(at(first));
    bytes[60] = (bytes[60] ?? 0) ^ 1;
    const other = readFileSync(at(second));
    writeFileSync(at(first), bytes);
    writeFileSync(at(second), readFileSync(at(third)));
    writeFileSync(at(third), other);
    writeFileSync(at(fourth), new Uint8Array(3));
    store = await open();
    expect(await bodies()).toEqual(before);
  });

  it("D7: a few changed rows do not write the copy anew", async () => {
    await readAndRest();
    const written = readdirSync(folder()).map((name) => readFileSync(join(folder(), name)).toString("base64"));
    await store.records.append([body("f3", "改后的文字")]);
    await bodies();
    timers.advance(QUIET);
    await store.close();
    expect(readdirSync(folder()).map((name) => readFileSync(join(folder(), name)).toString("base64"))).toEqual(written);
    store = await open();
    expect((await bodies())[3]).toBe("改后的文字");
  });

  it("L1: nothing is written after the lock", async () => {
    await bodies();
    await store.close();
    timers.advance(QUIET);
    expect(() => readdirSync(folder())).toThrow("ENOENT");
    store = await open();
  });
});
