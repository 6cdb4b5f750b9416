import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../shared/canonical";
import { contentOf } from "../../shared/model/content";
import { emptyMetadata } from "../../shared/model/metadata";
import { type Ledger, ledgerHash, ledgerOf } from "../../shared/proofreading/ledger";
import { profiles } from "../../shared/workflow/profiles/index";
import { inspectorOf } from "./inspection";
import { ownThread } from "./inspection-engine";
import { formOfLedger, textsOfLedger } from "./ledger-entries";

const at = "2026-11-22T01:00:00.000Z";

async function ledgerOfPass(): Promise<Ledger> {
  const runs = [{ text: "详见 https://www.example.com/a ，登陆后办理。", marks: [], link: null }];
  const document = { title: "通知", blocks: [{ kind: "paragraph" as const, id: "p1", align: "left" as const, runs }] };
  const inspector = inspectorOf({
    engine: ownThread,
    packs: { active: async () => [] },
    clock: () => new Date(at),
  });
  const site = { site: "luan", profile: profiles.luan };
  const report = await inspector.inspect(contentOf(document, emptyMetadata), { day: at.slice(0, 10), site });
  const [finding] = report.findings;
  if (finding === undefined) throw new Error("premise: the text has a finding");
  const decided = { disposition: "ignore", reason: "“\u2028”", personId: "p1", name: "林初晴" } as const;
  return ledgerOf(report, [{ finding, ...decided, at, stage: "draft", group: null }]);
}

describe("the form of a ledger", () => {
  it("is its canonical text and the digest of it, whatever order its members come in", async () => {
    const ledger = await ledgerOfPass();
    const turned: Ledger = { ...Object.fromEntries(Object.entries(ledger).reverse()), ...ledger };
    for (const each of [ledger, turned])
      expect(formOfLedger(each)).toEqual({ text: canonicalJson(ledger), hash: ledgerHash(ledger) });
  });

  it("gives packs and findings the texts that they have by themselves, whether the whole was asked for before or not", async () => {
    const ledger = await ledgerOfPass();
    const texts = { packs: canonicalJson(ledger.packs), findings: canonicalJson(ledger.findings) };
    expect(textsOfLedger(ledger)).toEqual(texts);
    formOfLedger(ledger);
    expect(textsOfLedger(ledger)).toEqual(texts);
  });

  it("is refused for half a surrogate pair", async () => {
    const ledger = await ledgerOfPass();
    const entries = ledger.entries.map((entry) => ({ ...entry, reason: "\ud800" }));
    expect(() => formOfLedger({ ...ledger, entries })).toThrow(TypeError);
  });
});
