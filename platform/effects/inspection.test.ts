import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { contentOf } from "../../shared/model/content";
import { emptyMetadata } from "../../shared/model/metadata";
import { ledgerOf } from "../../shared/proofreading/ledger";
import { profiles } from "../../shared/workflow/profiles/index";
import { checkLedger, inspectorOf } from "./inspection";
import { ownThread } from "./inspection-engine";
import { threadEngine } from "./inspection-thread";

const now = new Date("2026-11-22T01:00:00.000Z");
const runs = [{ text: "详见 https://www.example.com/a 。", marks: [], link: null }];
const content = contentOf(
  { title: "通知", blocks: [{ kind: "paragraph", id: "p1", align: "left", runs }] },
  emptyMetadata,
);
const noPacks = { active: async () => [] };
const inspector = inspectorOf({ engine: ownThread, packs: noPacks, clock: () => now });
const siteOf = (id: keyof typeof profiles) => ({ site: id, profile: profiles[id] });

describe("the platform's machine pass", () => {
  it("goes by the settings of the city: an outside link blocks in 南充 (NC-22), is an error in 潼南, a warning in 六安", async () => {
    const severity = async (id: keyof typeof profiles): Promise<string | undefined> => {
      const { findings } = await inspector.inspect(content, { day: "2026-11-22", site: siteOf(id) });
      return findings.find((finding) => finding.rule === "link-external")?.severity;
    };
    expect(await Promise.all([severity("nanchong"), severity("tongnan"), severity("luan")])).toEqual([
      "block",
      "error",
      "warning",
    ]);
  });

  it("refuses a ledger made under another city's settings (E_MACHINE)", async () => {
    const ledger = ledgerOf(await inspector.inspect(content, { day: "2026-11-22", site: siteOf("luan") }), []);
    const given = { content, ledger, now, attachments: [] };
    await checkLedger(inspector, { ...given, site: siteOf("luan") });
    await expect(checkLedger(inspector, { ...given, site: siteOf("nanchong") })).rejects.toThrow("E_MACHINE");
  });
});

describe("the pass in a thread of its own", () => {
  const request = {
    content,
    day: "2026-11-22",
    at: now.toISOString(),
    profile: profiles.luan,
    attachments: [],
    packs: [],
  };

  it("finds what the same pass finds here, and answers several callers each with their own", async () => {
    const engine = threadEngine();
    const other = { ...request, profile: profiles.nanchong };
    const [first, second] = await Promise.all([engine.run(request), engine.run(other)]);
    expect(first.findings).toEqual((await ownThread.run(request)).findings);
    expect(second.findings).toEqual((await ownThread.run(other)).findings);
    expect(first.findings).not.toEqual(second.findings);
    await engine.stop();
  });

  it("that ends by itself or hangs is told to who waits (E_INTERNAL), and the next pass gets a new one", async () => {
    let started = 0;
    const spawning = (body: string) => () => {
      started += 1;
      return new Worker(body, { eval: true });
    };
    const dying = threadEngine(spawning("process.exit(1)"));
    await expect(dying.run(request)).rejects.toThrow("意外中断");
    await expect(dying.run(request)).rejects.toThrow("意外中断");
    expect(started).toBe(2);
    const hanging = threadEngine(spawning("setInterval(() => {}, 1000)"), 50);
    await expect(hanging.run(request)).rejects.toThrow("超时");
    await expect(hanging.run(request)).rejects.toThrow("超时");
    expect(started).toBe(4);
  });
});
