import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeFileSystem } from "../../main/journal/filesystem";
import { encodeFrame, scanFrames } from "../../main/journal/frame";
import { pin } from "../../main/testing/bench";
import { type StoreBench, storeBench } from "../../main/testing/store-bench";
import { readHeader, writeHeader } from "../../main/vault/header";
import { digestOf } from "../../shared/digest";
import type { Entry } from "../../shared/store/record";
import { recoverCommand } from "./command";

let bench: StoreBench;
let store: string;
let printed: string[];

/** A draft as the window writes it, with text. */
const draft = (itemId: string, title: string, text: string): Entry => ({
  table: "drafts",
  key: `body:${itemId}`,
  index: {},
  value: {
    itemId,
    document: {
      title,
      blocks: [{ kind: "paragraph", id: "p1", align: "left", runs: [{ text, marks: [], link: null }] }],
    },
    metadata: {},
  },
});

const titles = ["第一稿", "第二稿", "第三稿", "第四稿"];

beforeEach(async () => {
  bench = await storeBench();
  printed = [];
  const opened = await bench.open();
  store = opened.folder;
  for (const [at, title] of titles.entries()) {
    await opened.records.append([draft(`item-${at}`, title, `${title}的早先文字。`)]);
    await opened.records.append([draft(`item-${at}`, title, `${title}的最后文字。`)]);
  }
  await opened.records.append([
    { table: "revisions", key: "item-0:1", index: {}, value: { reason: "保存" } },
    { table: "outbox", key: "request:op-1", index: {}, value: { operationId: "op-1" } },
    draft("item-9", "删掉的", "不再要的文字。"),
  ]);
  await opened.records.append([{ table: "drafts", key: "body:item-9", index: {}, value: null }]);
  await opened.close();
});
afterEach(() => bench.close());

const segment = (): string => {
  const journal = join(store, "journal");
  const [name = ""] = readdirSync(journal)
    .filter((each) => each.endsWith(".jrn"))
    .sort();
  return join(journal, name);
};

const keyFile = (): string => {
  const keys = join(bench.folder, "keys");
  return join(keys, readdirSync(keys).find((name) => name.endsWith(".p12")) ?? "");
};

async function recover(secret = pin, ...more: string[]) {
  const out = join(bench.folder, "out");
  rmSync(out, { recursive: true, force: true });
  const args = more.length > 0 ? more : [store, "--key", keyFile(), "--out", out];
  const code = await recoverCommand(args, {
    fs: nodeFileSystem,
    dataFolder: bench.folder,
    deskFolder: join(bench.folder, "desk"),
    print: (text) => printed.push(text),
    askSecret: async () => secret,
    keychain: async () => null,
  });
  return { code, told: printed.join("\n"), files: filesOf(out) };
}

function filesOf(folder: string): Map<string, string> {
  try {
    const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(names.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), "utf8")]));
  } catch {
    return new Map();
  }
}

/** Every byte below a folder. */
const printOf = (folder: string): string => {
  const sum = createHash("sha256");
  for (const [name, text] of [...filesOf(folder)].sort()) sum.update(`${name} ${text}`);
  return sum.digest("hex");
};

const frameOf = (text: Buffer, nth: number): number => {
  const magic = Buffer.of(0xf1, 0xcb, 0x4a, 0x31);
  let at = -1;
  for (let found = 0; found <= nth; found += 1) at = text.indexOf(magic, at + 1);
  return at;
};

describe("npm run recover", () => {
  it("E12: exports the last state of everything with the key alone, and leaves every byte of the store as it was", async () => {
    const before = printOf(store);
    const { code, files, told } = await recover();
    expect(told).toContain("草稿 4");
    expect(code).toBe(0);
    for (const [at, title] of titles.entries()) {
      expect(files.get(`${title} body_item-${at}.txt`)).toContain(`${title}的最后文字。`);
      expect(JSON.parse(files.get(`body_item-${at}.json`) ?? "")).toMatchObject({ document: { title } });
    }
    expect(files.get("request_op-1.json")).toContain("op-1");
    expect([...files.values()].join()).not.toContain("不再要的文字");
    expect(files.get("报告.txt")).toContain("1 条是已删除的");
    expect(printOf(store)).toBe(before);
  });

  it("lists without a key what there is, and shows no text", async () => {
    const { code, told } = await recover("", store);
    expect(code).toBe(0);
    expect(told).toContain("草稿 4、版本 1、待发送的操作 1");
    expect(told).not.toContain("文字");
  });

  it("E12: with garbage in the middle gives all the rest, an earlier state of what was hit, and names the place", async () => {
    const bytes = readFileSync(segment());
    // The third frame is the earlier state of the second draft, the fourth its last one.
    const [from, to] = [frameOf(bytes, 3), frameOf(bytes, 4)];
    bytes.fill(0x5a, from + 2, to - 3);
    writeFileSync(segment(), bytes);
    const { code, files, told } = await recover();
    expect(code).toBe(1);
    expect(files.get("第二稿 body_item-1.txt")).toContain("第二稿的早先文字。");
    for (const title of ["第一稿", "第三稿", "第四稿"])
      expect([...files.values()].join()).toContain(`${title}的最后文字。`);
    expect(told).toContain(`第 ${from} 字节起 ${to - from} 字节：校验和不符或不是记录`);
  });

  it("E12: of a truncated segment gives everything before the cut", async () => {
    const bytes = readFileSync(segment());
    truncateSync(segment(), frameOf(bytes, 4) + 30);
    const { code, files, told } = await recover();
    expect(code).toBe(1);
    expect(files.get("第二稿 body_item-1.txt")).toContain("第二稿的最后文字。");
    expect([...files.keys()].some((name) => name.startsWith("第三稿"))).toBe(false);
    expect(told).toContain("末尾的记录不完整");
  });

  it("tells a row whose ciphertext was changed under a checksum that holds, and exports no word of it", async () => {
    const bytes = readFileSync(segment());
    const [from, to] = [frameOf(bytes, 0), frameOf(bytes, 1)];
    const payload = Buffer.from(bytes.subarray(from + 20, to));
    payload.writeUInt8(payload.readUInt8(payload.length - 1) ^ 1, payload.length - 1);
    bytes.set(encodeFrame(0, payload), from);
    writeFileSync(segment(), bytes);
    rmSync(join(store, "vault.copy.json"));
    // Its newer state is gone too.
    const last = frameOf(bytes, 1);
    bytes.fill(0x11, last, frameOf(bytes, 2));
    writeFileSync(segment(), bytes);
    const { told, files } = await recover();
    expect(told).toContain("打不开：草稿 body:item-0");
    expect([...files.keys()].some((name) => name.startsWith("第一稿"))).toBe(false);
  });

  it("refuses a wrong passphrase, a key the store does not know and a missing file by name, and exports nothing", async () => {
    expect(await recover("not-this-one")).toMatchObject({ code: 1, told: expect.stringContaining("E_PIN") });
    printed = [];
    expect(await recover(pin, store, "--key", join(bench.folder, "none.p12"))).toMatchObject({
      code: 1,
      told: expect.stringContaining("E_KEY_FILE"),
    });
    printed = [];
    const stored = await readHeader({ fs: nodeFileSystem, folder: store });
    if (stored.kind !== "header") throw new Error("the store has no header");
    const slots = stored.header.slots.map((slot) =>
      slot.kind === "token" ? { ...slot, certificate: digestOf(Buffer.from("somebody else's")) } : slot,
    );
    await writeHeader({ fs: nodeFileSystem, folder: store }, { ...stored.header, slots });
    const { code, told, files } = await recover();
    expect(code).toBe(1);
    expect(told).toContain("存储不属于这张证书");
    expect(files.size).toBe(0);
  });

  it("does not open another person's store", async () => {
    const rows = readFileSync(segment());
    const other = join(bench.folder, "stores", "s-00000000000000000000000000000000");
    mkdirSync(join(other, "journal"), { recursive: true });
    writeFileSync(join(other, "journal", "00000001.jrn"), rows);
    const { code, told } = await recover(pin, other, "--key", keyFile());
    expect(code).toBe(1);
    expect(told).toContain("E_VAULT");
  });

  it("reads a store of a newer version as far as it can, and says that it is one", async () => {
    writeFileSync(join(store, "store.json"), JSON.stringify({ format: "caibian-store/1", schema: 99 }));
    const bytes = readFileSync(segment());
    bytes.set(
      encodeFrame(Number.MAX_SAFE_INTEGER, Buffer.from("a form of rows that nobody knows yet")),
      scanFrames(bytes).end,
    );
    writeFileSync(segment(), bytes);
    const { code, told, files } = await recover();
    expect(told).toContain("E_STORE_NEWER");
    expect(told).toContain("由更新的版本写入，格式不识");
    expect(files.get("第四稿 body_item-3.txt")).toContain("第四稿的最后文字。");
    expect(code).toBe(1);
  });

  it("never exports into the store or over other files", async () => {
    const inside = await recover(pin, store, "--key", keyFile(), "--out", join(store, "out"));
    expect(inside).toMatchObject({ code: 1, told: expect.stringContaining("导出文件夹不能在存储之内") });
    printed = [];
    const taken = await recover(pin, store, "--key", keyFile(), "--out", join(bench.folder, "keys"));
    expect(taken).toMatchObject({ code: 1, told: expect.stringContaining("导出文件夹不是空的") });
  });
});
