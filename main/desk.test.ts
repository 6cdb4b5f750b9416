import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase64, toBase64, utf8 } from "../shared/bytes";
import { contentHash } from "../shared/model/content";
import { readLines } from "./audit";
import {
  type Bench,
  contentFrom,
  filesBelow,
  filesWith,
  ledgerFor,
  openBench,
  pin,
  type Window,
} from "./testing/bench";
import { smsCode, token } from "./testing/fake-platform";

let bench: Bench;
let window: Window;
const draftText = "汛期地质灾害防范工作的部署安排，未曾发布的草稿正文";

beforeAll(async () => {
  bench = await openBench();
  window = await bench.start();
});
afterAll(() => bench.close());

const entry = (key: string, value: unknown) => ({
  table: "drafts" as const,
  key,
  index: { updatedAt: "2026-11-20" },
  value: JSON.parse(JSON.stringify(value)),
});
const audit = () => readLines(readFileSync(join(bench.folder, "desk", "audit", "audit.jsonl"), "utf8"));

async function signIn(name: string): Promise<void> {
  await window.ask("desk:session.begin", { keyId: await window.keyOf(name), pin });
  await window.ask("desk:session.confirm", { code: smsCode });
}

const request = (title: string, step: "review-1" | "review-2" = "review-2") => {
  const content = contentFrom(title, draftText);
  return {
    itemId: "item-1",
    revision: 1,
    content,
    ledger: ledgerFor(contentHash(content)),
    step,
    decision: "approve" as const,
    category: null,
    note: "",
    gates: [],
    checks: [],
    previousStatement: null,
  };
};

describe("the door", () => {
  it("answers every content call of a locked workstation with E_LOCKED", async () => {
    expect(await window.failureOf("desk:journal.positions", null)).toBe("E_LOCKED");
    expect(await window.failureOf("desk:journal.append", { entries: [entry("d", 1)] })).toBe("E_LOCKED");
    expect(await window.failureOf("desk:profile.read", null)).toBe("E_LOCKED");
    expect(await window.failureOf("desk:signing.prepare", request("题"))).toBe("E_LOCKED");
    expect((await window.ask("desk:session.read", null)).state).toBe("locked");
  });

  it("refuses unknown calls, inherited names and input that breaks the schema, as values", async () => {
    for (const name of ["desk:unknown", "toString", "__proto__", 7]) {
      expect(await window.desk.call(name, null)).toMatchObject({ ok: false, failure: { code: "E_INPUT" } });
    }
    const bad = [
      null,
      {},
      { keyId: "../../etc", pin: "x" },
      { keyId: "a", pin: 1 },
      { keyId: "a", pin: "b", extra: 1 },
    ];
    for (const raw of bad) {
      expect(await window.desk.call("desk:session.unlock", raw)).toMatchObject({
        ok: false,
        failure: { code: "E_INPUT" },
      });
    }
  });
});

describe("unlocking and signing in", () => {
  it("refuses a wrong PIN with E_PIN and stays locked", async () => {
    const keyId = await window.keyOf("张晓岚");
    expect(await window.failureOf("desk:session.unlock", { keyId, pin: "wrong" })).toBe("E_PIN");
    expect((await window.ask("desk:session.read", null)).state).toBe("locked");
  });

  it("unlocks without the network, and says E_OFFLINE when sign-in needs it", async () => {
    bench.platform.cut = true;
    const keyId = await window.keyOf("张晓岚");
    expect(await window.failureOf("desk:session.begin", { keyId, pin })).toBe("E_OFFLINE");
    expect(await window.ask("desk:session.read", null)).toMatchObject({ state: "offline", account: null });
    expect(await window.failureOf("desk:profile.read", null)).toBe("E_OFFLINE");
    bench.platform.cut = false;
  });

  it("S10: a wrong SMS code is E_SMS, the right one signs in, and the window never sees the token", async () => {
    await window.ask("desk:session.begin", { keyId: await window.keyOf("张晓岚"), pin });
    expect(await window.failureOf("desk:session.confirm", { code: "000000" })).toBe("E_SMS");
    const view = await window.ask("desk:session.confirm", { code: smsCode });
    expect(view).toMatchObject({ state: "online", account: { name: "张晓岚" }, reachable: true });
    expect(JSON.stringify([view, window.notices])).not.toContain(token);
  });

  it("reads the profile, and keeps the last sound one when a later one is badly signed", async () => {
    const good = await window.ask("desk:profile.read", null);
    expect(good).toMatchObject({ cached: false, profile: { id: "luan" } });
    bench.platform.alterProfile = ({ document, signature }) => ({ document: document.replace("六", "九"), signature });
    const kept = { ...good, cached: true, refused: { code: "E_PROFILE", detail: "" } };
    expect(await window.ask("desk:profile.read", null)).toEqual(kept);
    bench.platform.alterProfile = (signed) => signed;
    bench.platform.cut = true;
    expect(await window.ask("desk:profile.read", null)).toEqual({ ...good, cached: true });
    bench.platform.cut = false;
  });
});

describe("signing out", () => {
  it("of a locked workstation ends the session it still holds, so that nobody goes on with it", async () => {
    await signIn("张晓岚");
    const before = bench.platform.ended.length;
    await window.ask("desk:session.lock", null);
    await window.ask("desk:session.signOut", null);
    expect(bench.platform.ended.slice(before)).toEqual([`DPoP ${token}`]);
    const view = await window.ask("desk:session.unlock", { keyId: await window.keyOf("张晓岚"), pin });
    expect(view.state).toBe("offline");
    await signIn("张晓岚");
  });
});

describe("records", () => {
  it("D9: what one person saved is sealed from the next, and comes back to the first", async () => {
    const saved = await window.ask("desk:journal.append", { entries: [entry("d1", { text: draftText })] });
    const own = (await window.ask("desk:session.read", null)).storeId;
    await window.ask("desk:session.signOut", null);
    const other = await window.ask("desk:session.unlock", { keyId: await window.keyOf("李维民"), pin });
    expect(other.storeId).not.toBe(own);
    expect(await window.ask("desk:journal.positions", null)).toEqual([]);
    expect(await window.ask("desk:journal.open", { records: saved.records })).toEqual({ values: [null] });
    await window.ask("desk:session.unlock", { keyId: await window.keyOf("张晓岚"), pin });
    expect(await window.ask("desk:journal.open", { records: saved.records })).toEqual({
      values: [{ text: draftText }],
    });
  });

  it("a sealed row opens under its own table, key and number only", async () => {
    const { records } = await window.ask("desk:journal.append", {
      entries: [entry("swap-a", { text: "甲" }), entry("swap-b", { text: "乙" })],
    });
    const [a, b] = records;
    if (a === undefined || b === undefined) throw new Error("two records expected");
    const swapped = [
      { ...a, sealed: b.sealed },
      { ...a, key: "swap-b" },
      { ...a, table: "outbox" as const },
      { ...a, seq: b.seq },
      { ...a, sealed: toBase64(fromBase64(a.sealed ?? "").map((byte, i) => (i === 40 ? byte ^ 1 : byte))) },
    ];
    expect(await window.ask("desk:journal.open", { records: [...swapped, a] })).toEqual({
      values: [null, null, null, null, null, { text: "甲" }],
    });
  });

  it("takes back rows that only the index has, under new numbers, and refuses forged ones", async () => {
    const { records } = await window.ask("desk:journal.append", { entries: [entry("back", { text: "回" })] });
    const [row] = records;
    if (row === undefined) throw new Error("one record expected");
    // The index is ahead of a journal that was lost: the same rows come to a store that has never seen them.
    const known = await window.ask("desk:journal.restore", { records: [row] });
    expect(known.records).toEqual([row]);
    const forged = { ...row, key: "forged", seq: row.seq + 50 };
    expect((await window.ask("desk:journal.restore", { records: [forged] })).records).toEqual([]);
  });

  it("NY-15: text with a secrecy mark never reaches the disk, also when split over runs, and only the event is logged", async () => {
    const secret = "绝密行动代号青松的安排";
    const before = filesWith(bench.folder, "青松");
    const marked = [
      { text: `秘密★5年 ${secret}` },
      { blocks: [{ runs: [{ text: `${secret}，密级：` }, { text: "机" }, { text: "密★10年" }] }] },
    ];
    for (const value of marked) {
      expect(await window.failureOf("desk:journal.append", { entries: [entry("ok", "文"), entry("s", value)] })).toBe(
        "E_SECRET",
      );
    }
    expect(before).toEqual([]);
    expect(filesWith(bench.folder, "青松")).toEqual([]);
    const keys = (await window.ask("desk:journal.positions", null)).map(({ key }) => key);
    expect(keys).not.toContain("s");
    expect(keys).not.toContain("ok");
    expect(audit()?.filter(({ event }) => event === "secret-refused").length).toBeGreaterThanOrEqual(2);
    const file = {
      ...entry("piece:1", { bytes: toBase64(utf8(`附件\n${"秘密★5年"}\n${secret}`)) }),
      table: "files" as const,
    };
    expect(await window.failureOf("desk:journal.append", { entries: [file] })).toBe("E_SECRET");
    const bytes = toBase64(utf8(`标题\n秘密★5年\n${secret}`));
    expect(await window.failureOf("desk:files.import", { name: "来稿.txt", bytes })).toBe("E_SECRET");
  });
});

describe("what stays on the machine", () => {
  it("L1: PIN, SMS code, token and draft text stand in no file and in no log after lock", async () => {
    await signIn("张晓岚");
    await window.ask("desk:journal.append", { entries: [entry("planted", { text: draftText })] });
    await window.ask("desk:session.lock", null);
    expect(await window.failureOf("desk:journal.positions", null)).toBe("E_LOCKED");
    const below = join(bench.folder, "desk");
    expect(filesBelow(below).length).toBeGreaterThan(5);
    for (const planted of [pin, smsCode, token, draftText]) {
      expect(filesWith(below, planted), planted).toEqual([]);
    }
  });

  it("LG-1: the audit log holds together, and any changed, removed or reordered line is found", () => {
    const path = join(bench.folder, "desk", "audit", "audit.jsonl");
    const text = readFileSync(path, "utf8");
    const events = readLines(text)?.map(({ event }) => event);
    for (const event of ["started", "unlocked", "unlock-failed", "signed-in", "locked"]) {
      expect(events).toContain(event);
    }
    const lines = text.trimEnd().split("\n");
    const joined = (all: readonly string[]) => `${all.join("\n")}\n`;
    expect(readLines(joined(lines.filter((_, i) => i !== 3)))).toBeNull();
    expect(readLines(joined([lines[1] ?? "", lines[0] ?? "", ...lines.slice(2)]))).toBeNull();
    expect(readLines(text.replace('"unlock-failed"', '"unlocked"'))).toBeNull();
    writeFileSync(path, text.replace('"unlock-failed"', '"unlocked"'));
  });

  it("starts a new audit log beside one that was changed, and says so in its first line", async () => {
    await window.desk.stop();
    window = await bench.start();
    expect(audit()?.[0]?.event).toBe("audit-broken");
    expect(filesBelow(join(bench.folder, "desk", "audit")).some((file) => file.endsWith(".damaged"))).toBe(true);
  });
});
