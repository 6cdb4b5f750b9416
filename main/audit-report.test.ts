import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CityAuthority, foundCity } from "../node/demo-authority";
import { nodeCheck } from "../node/signature-check";
import { type DeskCheckpoint, type DeskLine, followLines, lineHash } from "../shared/audit/desk-log";
import { fromUtf8, toBase64 } from "../shared/bytes";
import { canonicalBytes } from "../shared/canonical";
import { AppError } from "../shared/failure";
import { signDetached } from "../shared/trust/cms";
import type { Signer } from "../shared/trust/port";
import { type AuditTrail, openAudit, readLines } from "./audit";
import { AuditReport, type ReportLine } from "./audit-report";
import { nodeFileSystem } from "./journal/filesystem";
import { FakeTimers } from "./testing/fake-timers";

const home = mkdtempSync(join(tmpdir(), "caibian-audit-"));
const clock = (): Date => new Date("2026-11-20T02:00:00.000Z");
let city: CityAuthority;
beforeAll(async () => {
  city = await foundCity({ site: "luan", name: "六安市", at: clock(), kinds: ["rsa"] });
}, 180_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

let places = 0;
const newFolder = (): string => join(home, `log-${++places}`);
const open = (folder: string): Promise<AuditTrail> => openAudit({ fs: nodeFileSystem, folder, clock });
const logIn = (folder: string): string => join(folder, "audit.jsonl");
const eventsIn = (folder: string) => readLines(readFileSync(logIn(folder), "utf8"))?.map(({ event }) => event);

/** The platform's side of two routes, over one log. */
class Keeper {
  readonly kept: DeskLine[] = [];
  signer: Signer = city.receiptKey.signer;
  answers = true;

  readonly next = async (): Promise<number> => {
    if (!this.answers) throw new AppError("E_OFFLINE");
    return this.kept.length;
  };

  readonly send: ReportLine["send"] = async (log, lines) => {
    const last = this.kept.at(-1) ?? null;
    const end = followLines(last, lines);
    if (end === null) throw new AppError("E_AUDIT");
    this.kept.push(...lines);
    const said: DeskCheckpoint = {
      type: "caibian-desk-checkpoint/1",
      ...{ site: "luan", device: "device-1", log, seq: end.seq, hash: end.hash, at: clock().toISOString() },
    };
    const bytes = canonicalBytes(said);
    const signature = toBase64(await signDetached(bytes, this.signer, said.at));
    return { document: fromUtf8(bytes), signature };
  };
}

function reportOf(audit: AuditTrail, { next, send }: Keeper, signedIn = true): AuditReport {
  const line = { isSignedIn: () => signedIn, anchors: () => city.anchors, next, send };
  const bug = (error: unknown): never => {
    throw error;
  };
  return new AuditReport({ line, audit, check: nodeCheck, timers: new FakeTimers(), bug });
}

describe("L11: this machine's log", () => {
  it("goes to the platform in full, each line once, over many calls and restarts", async () => {
    const folder = newFolder();
    const keeper = new Keeper();
    const audit = await open(folder);
    for (let n = 0; n < 1_200; n += 1) await audit.note("imported");
    await reportOf(audit, keeper).report();
    expect(keeper.kept).toHaveLength(1_201);
    await audit.close();
    const again = await open(folder);
    await again.note("locked");
    const report = reportOf(again, keeper);
    await report.report();
    await report.report();
    await again.close();
    expect(keeper.kept.map(({ seq }) => seq)).toEqual(keeper.kept.map((_, index) => index));
    expect(keeper.kept.slice(-2).map(({ event }) => event)).toEqual(["started", "locked"]);
    expect(eventsIn(folder)).not.toContain("audit-broken");
  });

  it("waits while nobody is signed in or the platform is away, and goes up afterwards", async () => {
    const keeper = new Keeper();
    const audit = await open(newFolder());
    await reportOf(audit, keeper, false).report();
    expect(keeper.kept).toHaveLength(0);
    keeper.answers = false;
    const report = reportOf(audit, keeper);
    await report.report();
    keeper.answers = true;
    await report.report();
    expect(keeper.kept.map(({ event }) => event)).toEqual(["started"]);
    await audit.close();
  });

  it("that somebody rewrote with every hash made anew, shortened or deleted no longer fits the signed word", async () => {
    const harms: ((text: string) => string)[] = [
      (text) => {
        const lines: DeskLine[] = [];
        for (const line of readLines(text) ?? []) {
          const event = line.event === "key-removed" ? "locked" : line.event;
          const rest = { ...line, event, previous: lines.at(-1)?.hash ?? null };
          lines.push({ ...rest, hash: lineHash(rest) });
        }
        return `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`;
      },
      (text) => `${text.split("\n").slice(0, 1).join("\n")}\n`,
      () => "",
    ];
    for (const harm of harms) {
      const folder = newFolder();
      const audit = await open(folder);
      for (const event of ["unlocked", "key-removed", "locked"] as const) await audit.note(event);
      await reportOf(audit, new Keeper()).report();
      await audit.close();
      writeFileSync(logIn(folder), harm(readFileSync(logIn(folder), "utf8")));
      await (await open(folder)).close();
      expect(eventsIn(folder)).toEqual(["audit-broken"]);
      // The new log is not held against the old word.
      await (await open(folder)).close();
      expect(eventsIn(folder)).toEqual(["audit-broken", "started"]);
    }
  });

  it("says once when the platform holds other lines than these", async () => {
    const keeper = new Keeper();
    const [folder, foreign] = [newFolder(), await open(newFolder())];
    await foreign.note("unlocked");
    await reportOf(foreign, keeper).report();
    await foreign.close();
    const audit = await open(folder);
    for (const event of ["locked", "unlocked", "locked"] as const) await audit.note(event);
    const report = reportOf(audit, keeper);
    await report.report();
    await report.report();
    expect(eventsIn(folder)?.filter((event) => event === "audit-refused")).toHaveLength(1);
    await audit.close();
  });

  it("says that lines are gone when the platform holds more of them than are here", async () => {
    const keeper = new Keeper();
    const [folder, whole] = [newFolder(), await open(newFolder())];
    for (const event of ["locked", "unlocked", "locked"] as const) await whole.note(event);
    await reportOf(whole, keeper).report();
    await whole.close();
    // Premise: the platform counts more lines under the name of this log than it has, as after an end was cut off.
    const audit = await open(folder);
    await reportOf(audit, keeper).report();
    expect(eventsIn(folder)).toEqual(["started", "audit-refused"]);
    await audit.close();
  });

  it("keeps no word that another key than the platform's signed", async () => {
    const folder = newFolder();
    const keeper = new Keeper();
    const other = await foundCity({ site: "luan", name: "六安市", at: clock(), kinds: ["rsa"] });
    keeper.signer = other.receiptKey.signer;
    const audit = await open(folder);
    await reportOf(audit, keeper).report();
    await audit.close();
    expect(() => readFileSync(join(folder, "checkpoints.json"))).toThrow(/ENOENT/);
  });
});
