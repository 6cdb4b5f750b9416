import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { utf8 } from "../../shared/bytes";
import { Corpus } from "../../shared/search/corpus";
import { documentOf, type SearchLine } from "../../shared/search/document";
import { anything, MOST_HITS, type Question } from "../../shared/search/question";
import type { Entry } from "../../shared/store/record";
import { searchableOf } from "../../shared/store/searchable";
import { nodeFileSystem } from "../journal/filesystem";
import type { Store, StoreOptions } from "../store";
import { FakeTimers } from "../testing/fake-timers";
import { type StoreBench, storeBench } from "../testing/store-bench";
import { partOf } from "./sealed-copy";
import { type InlineThreads, inlineThreads } from "./testing/inline-thread";
import { startSearchThread } from "./thread";

const COUNT = 300;
const QUIET = 5_000;
const AT = "2026-11-20T08:00:00.000Z";

const bodyOf = (itemId: string, text: string) => ({
  document: { title: `标题${itemId}`, blocks: [{ kind: "paragraph", runs: [{ text }] }] },
  metadata: { columnId: "zwgk", writer: "采编", documentNumber: `六政办〔2026〕${itemId.slice(1)}号` },
  updatedAt: AT,
});
const entry = (itemId: string, text: string | null): Entry => ({
  table: "drafts",
  key: `body:${itemId}`,
  index: {},
  value: text === null ? null : bodyOf(itemId, text),
});
const lineOf = (itemId: string, title = `标题${itemId}`): SearchLine => ({
  ...{ kind: "draft", itemId, title, columnId: "", updatedAt: AT },
});
const ids = Array.from({ length: COUNT }, (_, at) => `f${at}`);
const textOf = (at: number): string => `第${at}段，防汛文字，六安市人民政府。`;

let bench: StoreBench;
let timers: FakeTimers;
let threads: InlineThreads;
let store: Store;

const open = (more: Partial<StoreOptions> = {}) => bench.open({ timers, startSearchThread: threads.start, ...more });
const folder = (): string => join(store.folder, "search");
const listAll = () =>
  store.search.list(
    ids.map((itemId) => lineOf(itemId)),
    [],
  );
const find = async (text: string, more: Partial<Question> = {}): Promise<readonly string[]> =>
  (await store.search.ask({ ...anything, text, ...more })).hits.map(({ itemId }) => itemId);

/** When each part of the copy was written; null while it is not there. */
const writtenAt = () =>
  [...new Set(ids.map((itemId) => partOf(`drafts body:${itemId}`)))].map(
    (at) => statSync(join(folder(), `${at}.sealed`), { bigint: true, throwIfNoEntry: false })?.mtimeNs ?? null,
  );

/** Lists everything once, lets the copy be written, and opens the store anew. */
async function readAndRest(more: Partial<StoreOptions> = {}): Promise<void> {
  const before = writtenAt();
  await listAll();
  timers.advance(QUIET);
  // Parts are written one after another.
  await expect.poll(() => writtenAt().every((at, n) => at !== null && at !== before[n])).toBe(true);
  await store.close();
  threads = inlineThreads();
  store = await open(more);
}

beforeEach(async () => {
  bench = await storeBench();
  timers = new FakeTimers();
  threads = inlineThreads();
  store = await open();
  await store.records.append(ids.slice(0, 200).map((itemId, at) => entry(itemId, textOf(at))));
  await store.records.append(ids.slice(200).map((itemId, at) => entry(itemId, textOf(at + 200))));
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

describe("search in one open store (D7)", () => {
  it("D7: finds text, number, initials and title of what was listed, and nothing that was not", async () => {
    await store.search.list([lineOf("f7"), lineOf("f8", "题名改过")], []);
    expect(await find("防汛文字")).toEqual(expect.arrayContaining(["f7", "f8"]));
    expect(await find("lasrmzf")).toHaveLength(2);
    expect([await find("〔2026〕7号"), await find("题名改过"), await find("第9段")]).toEqual([["f7"], ["f8"], []]);
    await store.search.list([], ["draft f7"]);
    expect(await find("防汛文字")).toEqual(["f8"]);
  });

  it("D7: an item without a copy on this machine is found by its title, with one by its text", async () => {
    await store.records.append([
      { table: "items", key: "i1", index: {}, value: { content: bodyOf("i1", "送审的正文") } },
    ]);
    const item = (itemId: string): SearchLine => ({ ...lineOf(itemId), kind: "item" });
    await store.search.list([item("i1"), item("i2")], []);
    expect([await find("送审"), await find("标题i2")]).toEqual([["i1"], ["i2"]]);
  });

  it("D7: answers are those of a search over every text as it is, with the copy, without it, and with a stale one", async () => {
    await readAndRest();
    const words = fc.array(fc.constantFrom("防汛", "第3", "lasrmzf", "改后", "fxwz", "，", "〔2026〕1", "没有"), {
      maxLength: 2,
    });
    const edits = fc.dictionary(
      fc.constantFrom("f1", "f3", "f13", "f31", "f130"),
      fc.option(fc.constantFrom("改后的防汛文字", "第3稿，改后", "")),
      { maxKeys: 4 },
    );
    const texts = new Map<string, string | null>(ids.map((itemId, at) => [itemId, textOf(at)]));
    await fc.assert(
      fc.asyncProperty(words, edits, fc.boolean(), async (asked, changes, isCopied) => {
        await store.close();
        // A folder of another name is no copy: everything is opened from the journal.
        store = await open(isCopied ? {} : { fs: { ...nodeFileSystem, list: withoutCopy } });
        const given = Object.entries(changes);
        if (given.length > 0) await store.records.append(given.map(([itemId, text]) => entry(itemId, text)));
        for (const [itemId, text] of given) texts.set(itemId, text);
        await listAll();
        const plain = new Corpus();
        plain.put(
          [...texts].map(([itemId, text]) =>
            documentOf(lineOf(itemId), text === null ? null : searchableOf(bodyOf(itemId, text))),
          ),
        );
        const question = { ...anything, text: asked.join(" ") };
        expect(await store.search.ask(question)).toEqual(plain.ask(question, MOST_HITS));
      }),
      { numRuns: 15 },
    );
  });

  it("D7: a thread of its own answers as the room does", async () => {
    await store.close();
    store = await open({ startSearchThread });
    await listAll();
    expect(await find("〔2026〕299号")).toEqual(["f299"]);
    expect(await find("lasrmzf")).toHaveLength(MOST_HITS);
    const asked = expect(store.search.ask(anything)).rejects.toMatchObject({ code: "E_LOCKED" });
    await store.close();
    await asked;
  });

  it("D7: a row that was changed while it was being read is found by its new text only", async () => {
    await store.search.list([lineOf("f1")], []);
    const first = store.records.append([entry("f1", "第一次改")]);
    await first;
    const one = store.search.list([lineOf("f1")], []);
    await store.records.append([entry("f1", "第二次改")]);
    await Promise.all([one, store.search.list([lineOf("f1")], [])]);
    expect([await find("第一次改"), await find("第二次改")]).toEqual([[], ["f1"]]);
  });

  it("D7: a thread that ends by itself is told to whoever waits, and the next unlocking has a new one", async () => {
    await listAll();
    const asked = expect(store.search.ask(anything)).rejects.toMatchObject({ code: "E_INTERNAL" });
    // The question is with the thread by then, its answer is not out yet.
    process.nextTick(threads.die);
    await asked;
    await expect(listAll()).rejects.toMatchObject({ code: "E_INTERNAL" });
    await store.close();
    store = await open();
    await listAll();
    expect(await find("第12段")).toEqual(["f12"]);
  });

  it("L1: the lock ends the thread, and nothing is listed, asked or written after it", async () => {
    await listAll();
    await store.close();
    expect(threads.stopped()).toBe(1);
    timers.advance(QUIET);
    await expect(store.search.ask(anything)).rejects.toMatchObject({ code: "E_LOCKED" });
    await expect(listAll()).rejects.toMatchObject({ code: "E_LOCKED" });
    expect(existsSync(folder())).toBe(false);
    store = await open();
  });
});

const withoutCopy: typeof nodeFileSystem.list = (path) =>
  path.endsWith("search") ? Promise.resolve([]) : nodeFileSystem.list(path);

describe("what is searched, kept sealed beside the journal (D7)", () => {
  it("D7: after one reading the texts come from the copy, without the journal being read", async () => {
    const counted = counting();
    await readAndRest({ fs: counted.fs });
    const before = counted.reads();
    await listAll();
    expect(await find("第7段，防汛")).toEqual(["f7"]);
    expect(counted.reads()).toBe(before);
    expect(threads.said.filter(({ say }) => say === "texts")).toEqual([]);
  });

  it("D7: a text changed or removed since then is what the journal has, not what the copy has", async () => {
    await readAndRest();
    await store.records.append([entry("f3", "改后的文字"), entry("f4", null)]);
    await listAll();
    expect([await find("改后的文字"), await find("第3段"), await find("第4段")]).toEqual([["f3"], [], []]);
    expect(await find("第5段")).toEqual(["f5"]);
  });

  it("D7: what was removed from the store leaves the copy when its part is written anew", async () => {
    await readAndRest();
    await store.records.append(ids.slice(0, 200).map((itemId) => entry(itemId, null)));
    await store.records.append(ids.slice(200).map((itemId) => entry(itemId, `再改${itemId}`)));
    await store.records.append(ids.slice(0, 190).map((itemId) => entry(itemId, "又有了")));
    await readAndRest();
    store.search.begin();
    await store.search.ask(anything);
    const parts = threads.said.flatMap((message) => (message.say === "copy" ? [message.part] : []));
    expect(parts.length).toBeGreaterThan(10);
    await store.search.list([lineOf("f195"), lineOf("f5")], []);
    expect([await find("第195段"), await find("又有了")]).toEqual([[], ["f5"]]);
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
    threads = inlineThreads();
    store = await open();
    await listAll();
    expect((await store.search.ask({ ...anything, text: "防汛文字" })).total).toBe(COUNT);
    expect(threads.said.some(({ say }) => say === "texts")).toBe(true);
  });

  it("D7: a few changed rows do not write the copy anew", async () => {
    await readAndRest();
    const contents = () => readdirSync(folder()).map((name) => readFileSync(join(folder(), name)).toString("base64"));
    const before = contents();
    await store.records.append([entry("f3", "改后的文字")]);
    await listAll();
    timers.advance(QUIET);
    await store.close();
    expect(contents()).toEqual(before);
    store = await open();
    await listAll();
    expect(await find("改后的文字")).toEqual(["f3"]);
  });
});
