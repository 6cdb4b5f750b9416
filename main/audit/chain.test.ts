import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CityAuthority, foundCity } from "../../node/demo-authority";
import { nodeCheck } from "../../node/signature-check";
import { type DeskCheckpoint, lineHash } from "../../shared/audit/desk-log";
import { fromUtf8, toBase64 } from "../../shared/bytes";
import { canonicalBytes } from "../../shared/canonical";
import { signDetached } from "../../shared/trust/cms";
import { type AuditTrail, openAudit } from "../audit";
import { nodeFileSystem } from "../journal/filesystem";
import { HEAD } from "./head";
import { readLines } from "./lines";
import { CURRENT } from "./parts";

const home = mkdtempSync(join(tmpdir(), "caibian-chain-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const now = { value: new Date("2026-01-31T02:00:00.000Z") };
const clock = () => now.value;
const trust = { anchors: [], check: nodeCheck };
let places = 0;
const newFolder = () => join(home, `log-${++places}`);
const open = (folder: string) => openAudit({ fs: nodeFileSystem, folder, clock });
const LINES = 14;
const events = ["unlocked", "locked", "imported", "delivered"] as const;

/** A log of fourteen lines, in three parts: two months are closed. */
async function written(folder: string): Promise<AuditTrail> {
  now.value = new Date("2026-01-31T02:00:00.000Z");
  const audit = await open(folder);
  for (let n = 1; n < LINES; n += 1) {
    if (n === 5) now.value = new Date("2026-02-03T02:00:00.000Z");
    if (n === 9) now.value = new Date("2026-03-03T02:00:00.000Z");
    await audit.note(events[n % events.length] ?? "locked", { about: `operation-${n}` });
  }
  return audit;
}

/** Every line of the folder, with the file it lies in. */
function linesIn(folder: string): { name: string; line: string }[] {
  const names = readdirSync(folder).filter((name) => /^audit.*\.jsonl$/.test(name));
  const order = names.sort((a, b) => (a === CURRENT ? 1 : b === CURRENT ? -1 : a.localeCompare(b)));
  return order.flatMap((name) =>
    readFileSync(join(folder, name), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => ({ name, line })),
  );
}

function put(folder: string, lines: readonly { name: string; line: string }[]): void {
  const names = new Set(readdirSync(folder).filter((name) => /^audit.*\.jsonl$/.test(name)));
  for (const name of names) {
    const own = lines.filter((each) => each.name === name).map(({ line }) => `${line}\n`);
    writeFileSync(join(folder, name), own.join(""));
  }
}

const verdictOf = async (folder: string) => {
  const audit = await open(folder);
  const verdict = await audit.verdict(trust);
  const aside = await audit.setAside();
  await audit.close();
  return { verdict, aside };
};

describe("L11: this machine's log, line by line", () => {
  let whole: string;
  beforeAll(async () => {
    whole = newFolder();
    await (await written(whole)).close();
  });
  /** A copy of the log, the keys and the heads. */
  const copy = () => {
    const folder = newFolder();
    cpSync(whole, folder, { recursive: true });
    return folder;
  };

  it("is whole over the parts of three months", async () => {
    const audit = await written(newFolder());
    expect(await audit.verdict(trust)).toEqual({ state: "whole", lines: LINES, first: 0, covered: 0 });
    await audit.close();
    expect(linesIn(whole)).toHaveLength(LINES);
    expect(new Set(linesIn(whole).map(({ name }) => name)).size).toBe(3);
  });

  it("shows an altered line at every position, by its number", async () => {
    for (let at = 0; at < LINES; at += 1) {
      const folder = copy();
      const lines = linesIn(folder);
      put(
        folder,
        lines.map((each, n) => (n === at ? { ...each, line: each.line.replace(/"at":"2026/, '"at":"2025') } : each)),
      );
      await expectBroken(folder, at);
    }
  }, 60_000);

  it("shows a removed line at every position, the last one included", async () => {
    for (let at = 0; at < LINES; at += 1) {
      const folder = copy();
      put(
        folder,
        linesIn(folder).filter((_, n) => n !== at),
      );
      await expectBroken(folder, at);
    }
  }, 60_000);

  it("shows two lines that changed places, at every position", async () => {
    for (let at = 0; at + 1 < LINES; at += 1) {
      const folder = copy();
      const lines = linesIn(folder);
      const [a, b] = [lines[at]?.line ?? "", lines[at + 1]?.line ?? ""];
      put(
        folder,
        lines.map((each, n) => ({ ...each, line: n === at ? b : n === at + 1 ? a : each.line })),
      );
      await expectBroken(folder, at);
    }
  }, 60_000);

  it("shows any one byte that was changed anywhere", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 127 }), async (place, flip) => {
        const folder = copy();
        const text = linesIn(folder)
          .map(({ line }) => `${line}\n`)
          .join("");
        const at = place % (text.length - 1);
        if (text[at] === "\n") return;
        const harmed = `${text.slice(0, at)}${String.fromCharCode(text.charCodeAt(at) ^ flip)}${text.slice(at + 1)}`;
        const names = linesIn(folder).map(({ name }) => name);
        const harmedLines = harmed.trimEnd().split("\n");
        put(
          folder,
          harmedLines.map((line, n) => ({ name: names[Math.min(n, names.length - 1)] ?? CURRENT, line })),
        );
        const { verdict, aside } = await verdictOf(folder);
        expect(verdict.state === "broken" || aside === 1).toBe(true);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("shows a log that was shortened and made anew with every hash, or whose head was removed or made by another key", async () => {
    const harms: ((folder: string) => void)[] = [
      (folder) => rmSync(join(folder, HEAD)),
      (folder) => {
        writeFileSync(
          join(folder, HEAD),
          readFileSync(join(folder, HEAD), "utf8").replace(/"signature":"..../, '"signature":"AAAA'),
        );
      },
      (folder) => {
        const last = linesIn(folder).at(-1);
        const line = readLines(
          `${linesIn(folder)
            .map((each) => each.line)
            .join("\n")}\n`,
        )?.at(-1);
        if (last === undefined || line === undefined) throw new Error("no line");
        const rest = { ...line, event: "started" };
        put(folder, [
          ...linesIn(folder).slice(0, -1),
          { name: CURRENT, line: JSON.stringify({ ...rest, hash: lineHash(rest) }) },
        ]);
      },
    ];
    for (const harm of harms) {
      const folder = copy();
      harm(folder);
      const { aside } = await verdictOf(folder);
      expect(aside).toBe(1);
    }
  });

  /** Either the opening puts it aside and names the line, or the full check does. */
  async function expectBroken(folder: string, at: number): Promise<void> {
    const { verdict, aside } = await verdictOf(folder);
    const first = readLines(readFileSync(join(folder, CURRENT), "utf8"))?.[0];
    const told = aside === 1 ? first?.details.code : verdict.state === "broken" ? `line-${verdict.at}` : "whole";
    expect(told, `line ${at}`).toBe(`line-${at}`);
  }
});

/** What the platform does when it has taken the lines up to one. */
async function signedFor(city: CityAuthority, audit: AuditTrail, seq: number): Promise<void> {
  const [line] = await audit.lines(seq, 1);
  const said: DeskCheckpoint = {
    type: "caibian-desk-checkpoint/1",
    ...{ site: "luan", device: "device-1", log: (await audit.name()) ?? "", seq, hash: line?.hash ?? "" },
    at: clock().toISOString(),
  };
  const bytes = canonicalBytes(said);
  const signature = toBase64(await signDetached(bytes, city.receiptKey.signer, said.at));
  await audit.keepCheckpoint({ document: fromUtf8(bytes), signature });
}

describe("NY-21: how long the log is kept", () => {
  it("refuses to remove what is younger than six months, and removes older parts that the platform holds", async () => {
    const city = await foundCity({ site: "luan", name: "六安市", at: clock(), kinds: ["rsa"] });
    const believed = { ...trust, anchors: [city.anchors] };
    const folder = newFolder();
    const audit = await written(folder);
    now.value = new Date("2026-08-15T02:00:00.000Z");
    await expect(audit.purge("2026-02-16T00:00:00.000Z")).rejects.toMatchObject({ code: "E_RETENTION" });
    // Premise: the platform has not signed for these lines yet, so nothing goes.
    expect(await audit.purge("2026-02-14T00:00:00.000Z")).toBe(0);
    await signedFor(city, audit, 8);
    expect(await audit.purge("2026-02-14T00:00:00.000Z")).toBe(9);
    expect(await audit.verdict(believed)).toEqual({ state: "whole", lines: LINES + 1, first: 9, covered: 9 });
    // A word that no known city signed is not believed.
    expect(await audit.verdict(trust)).toMatchObject({ state: "broken", why: "platform" });
    await audit.close();
    const again = await open(folder);
    expect(await again.verdict(believed)).toMatchObject({ state: "whole", first: 9 });
    expect((await again.lines(0, 100)).at(0)?.seq).toBe(9);
    await again.close();
    // What was removed by hand and not by the rule is missed.
    const closed = readdirSync(folder).find((name) => /^audit-\d/.test(name));
    rmSync(join(folder, closed ?? ""));
    const { aside } = await verdictOf(folder);
    expect(aside).toBe(1);
  }, 120_000);
});

describe("LG-7: whose data lies in the log", () => {
  it("writes no name, telephone number, identity number or sentence, whoever hands it in", async () => {
    const folder = newFolder();
    const audit = await open(folder);
    for (const planted of ["张晓岚", "13912345678", "340103199003072516", "关于某事的通知 草稿", "a title with spaces"])
      await audit.note("imported", { person: planted, code: planted, about: planted });
    await audit.close();
    const text = readFileSync(join(folder, CURRENT), "utf8");
    for (const planted of ["张晓岚", "13912345678", "340103199003072516", "通知", "title"])
      expect(text).not.toContain(planted);
  });
});
