/** L12: what a desk was given and never may give away again is in no byte of the diagnostics, packed or unpacked. */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase64, fromUtf8 } from "../../shared/bytes";
import type { WindowFacts } from "../../shared/ipc/diagnostics";
import { readEntry, zipEntries } from "../files/zip";
import { type Bench, contentFrom, openBench, pin, type Window } from "../testing/bench";
import { smsCode } from "../testing/fake-platform";
import { redact } from "./redact";

const title = "鹔鹴枢机翊戾题名";
const draft = "窅窱缑氏甗罍正文段落";
const phone = "13955501234";
const idNumber = "340103199003072516";
const token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2lnbmF0dXJlLXBsYW50ZWQ";

let bench: Bench;
let window: Window;

beforeAll(async () => {
  bench = await openBench();
  window = await bench.start();
  const keyId = await window.keyOf("张晓岚");
  await window.failureOf("desk:session.unlock", { keyId, pin: "Wrong-Planted-PIN-1" });
  await window.ask("desk:session.begin", { keyId, pin, appPin: "Planted-App-774401" });
  await window.ask("desk:session.confirm", { code: smsCode });
  await window.ask("desk:journal.append", {
    entries: [
      {
        table: "drafts",
        key: "d-1",
        index: {},
        value: { ...contentFrom(title, `${draft}，联系电话${phone}，${idNumber}`) },
      },
    ],
  });
  // Calls that fail with planted texts in their input, and a line that somebody else wrote into our log.
  await window.failureOf("desk:files.import", { name: `${title}.docx`, bytes: Buffer.from(draft).toString("base64") });
  await window.desk.call(`desk:${title}`, { token });
  appendFileSync(
    join(bench.folder, "desk", "logs", "desk.log"),
    `${JSON.stringify({ level: 30, time: new Date().toISOString(), event: title, where: `${draft} ${phone}`, name: token })}\n${draft} ${token}\n`,
  );
});
afterAll(() => bench.close());

const windowFacts: WindowFacts = {
  browser: "Chromium 140",
  language: "zh-CN",
  screen: { width: 1366, height: 768, scale: 1.25 },
  lines: [
    // A window that was led astray hands in what it must not.
    {
      subject: "fonts",
      state: "good",
      words: `${phone} ${idNumber} http://127.0.0.1:1/ ${token}`,
      next: "",
      code: null,
    },
  ],
  work: {
    reachable: true,
    lastSyncAt: null,
    states: { queued: 2 },
    failures: { E_OFFLINE: 1 },
    drafts: 1,
    items: 0,
    index: "both",
  },
};

/** Every form in which a text may lie in bytes. */
function formsOf(text: string): Buffer[] {
  const [utf8, utf16] = [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")];
  const base64 = [0, 1, 2].map((lead) => {
    // The middle of the encoding is the same wherever the text begins among three bytes.
    const whole = Buffer.concat([Buffer.alloc(lead), utf8])
      .toString("base64")
      .replace(/=+$/, "");
    return whole.slice(lead === 0 ? 0 : lead + 1, -2);
  });
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
  return [
    utf8,
    utf16,
    Buffer.from(text, "utf16le").swap16(),
    ...[...base64, utf8.toString("hex"), utf8.toString("hex").toUpperCase(), escaped, encodeURIComponent(text)].map(
      (each) => Buffer.from(each),
    ),
  ];
}

const unzipped = (bytes: Uint8Array): Record<string, Uint8Array> =>
  Object.fromEntries(zipEntries(bytes).map((entry) => [entry.name, readEntry(bytes, entry)]));

const holds = (bytes: Uint8Array, text: string): boolean =>
  formsOf(text).some((form) => Buffer.from(bytes).includes(form));

describe("L12: the diagnostics of a desk that was given much", () => {
  const plantings = async (): Promise<string[]> => {
    const keys = await window.ask("desk:keys.list", null);
    return [
      ...[title, draft, phone, idNumber, token, pin, "Wrong-Planted-PIN-1", "Planted-App-774401"],
      ...["127.0.0.1:1", "http://127.0.0.1", bench.folder, "张晓岚", "李维民", "六安市人民政府办公室", "zhang-1"],
      ...keys.flatMap(({ serial, fingerprint, keyId }) => [serial, fingerprint.slice(-40), keyId]),
    ];
  };

  it("finds a planted text in every form it looks for", () => {
    for (const form of formsOf(draft))
      expect(holds(Buffer.concat([Buffer.from("x"), form, Buffer.from("y")]), draft)).toBe(true);
    expect(
      holds(
        Buffer.from(`ab${draft}c`).toString("base64").length > 0
          ? Buffer.from(Buffer.from(`ab${draft}c`).toString("base64"))
          : Buffer.alloc(0),
        draft,
      ),
    ).toBe(true);
  });

  it("hold none of it, in any file, in any form, packed or unpacked, signed in or locked", async () => {
    for (const state of ["online", "locked"] as const) {
      if (state === "locked") await window.ask("desk:session.lock", null);
      const work = state === "locked" ? null : windowFacts.work;
      const view = await window.ask("desk:diagnostics.prepare", { days: 30, window: { ...windowFacts, work } });
      const names = view.files.map(({ name }) => name);
      const packed = fromBase64(
        (await window.ask("desk:diagnostics.export", { bundleId: view.bundleId, names })).bytes,
      );
      const files = unzipped(packed);
      expect(Object.keys(files).sort()).toEqual([...names].sort());
      for (const planted of await plantings()) {
        expect(holds(packed, planted), `${planted} packed`).toBe(false);
        for (const [name, bytes] of Object.entries(files))
          expect(holds(bytes, planted), `${planted} in ${name}`).toBe(false);
      }
    }
  });

  it("say what the help desk needs: versions, policy keys, stores, counters, self-check, both logs, surroundings", async () => {
    const view = await window.ask("desk:diagnostics.prepare", { days: 30, window: windowFacts });
    const textOf = async (name: string) =>
      (await window.ask("desk:diagnostics.read", { bundleId: view.bundleId, name })).text;
    expect(JSON.parse(await textOf("10-versions.json"))).toMatchObject({ version: "0.1.0", browser: "Chromium 140" });
    expect(JSON.parse(await textOf("20-policy.json"))).toMatchObject({
      platformUrl: "已设置，未加密",
      idleLockMinutes: 10,
    });
    expect(JSON.parse(await textOf("30-stores.json"))).toMatchObject({
      stores: [{ store: "存储 1", journalFiles: expect.any(Number) }],
    });
    expect(JSON.parse(await textOf("40-sync.json"))).toMatchObject({
      states: { queued: 2 },
      failures: { E_OFFLINE: 1 },
    });
    expect(await textOf("50-self-check.txt")).toMatch(/disk {2}good/);
    expect(await textOf("60-audit.txt")).toMatch(/^本机日志完整：共 \d+ 条.*\n1 {2}\S+ {2}started/);
    expect(await textOf("70-program-log.txt")).toMatch(/warn desk:session.unlock E_PIN \d+ms/);
    expect(JSON.parse(await textOf("80-environment.json"))).toMatchObject({
      session: "locked",
      screen: { scale: 1.25 },
    });
  });

  it("are written as they were shown, without the files that were left out", async () => {
    const view = await window.ask("desk:diagnostics.prepare", { days: 7, window: windowFacts });
    const { bundleId } = view;
    const names = view.files.map(({ name }) => name).filter((name) => !name.startsWith("7"));
    const { bytes } = await window.ask("desk:diagnostics.export", { bundleId, names });
    const files = unzipped(fromBase64(bytes));
    expect(Object.keys(files)).not.toContain("70-program-log.txt");
    for (const name of names)
      expect(fromUtf8(files[name] ?? new Uint8Array())).toBe(
        (await window.ask("desk:diagnostics.read", { bundleId, name })).text,
      );
    expect(await window.failureOf("desk:diagnostics.export", { bundleId, names: ["99-other.txt"] })).toBe(
      "E_NOT_FOUND",
    );
    expect(await window.failureOf("desk:diagnostics.read", { bundleId: "other", name: "00-readme.txt" })).toBe(
      "E_STATE",
    );
  });

  it("takes out what no field should have held, and leaves versions, times and codes", () => {
    const kept = "2026-11-22T08:00:00.000Z E_OFFLINE desk:sync.deliver 0.1.0 20.20.2 6.1.0-13-amd64 第 3 条";
    expect(redact(kept, [])).toBe(kept);
    const out = redact(
      "见 https://cms.example.gov.cn/a?b=1，cms.example.gov.cn:8443 10.1.2.3 fe80::1 /home/zhang/稿件/a.txt C:\\Users\\z a@b.cn 尾号",
      [],
    );
    expect(out).not.toMatch(/example|10\.1|fe80|zhang|Users|@/);
  });
});
