import { describe, expect, it } from "vitest";
import { contentOf } from "../../shared/model/content";
import { emptyMetadata } from "../../shared/model/metadata";
import { ledgerOf } from "../../shared/proofreading/ledger";
import { packsFor } from "../../shared/proofreading/packs/profile-pack";
import { profiles } from "../../shared/workflow/profiles/index";
import { checkLedger, inspectorOf } from "./inspection";

const now = new Date("2026-11-22T01:00:00.000Z");
const runs = [{ text: "详见 https://www.example.com/a 。", marks: [], link: null }];
const content = contentOf(
  { title: "通知", blocks: [{ kind: "paragraph", id: "p1", align: "left", runs }] },
  emptyMetadata,
);
const inspector = inspectorOf(packsFor, () => now);

describe("the platform's machine pass", () => {
  it("goes by the settings of the city: an outside link blocks in 南充 (NC-22), is an error in 潼南, a warning in 六安", () => {
    const severity = (id: keyof typeof profiles): string | undefined =>
      inspector
        .inspect(content, { day: "2026-11-22", profile: profiles[id] })
        .findings.find((finding) => finding.rule === "link-external")?.severity;
    expect([severity("nanchong"), severity("tongnan"), severity("luan")]).toEqual(["block", "error", "warning"]);
  });

  it("refuses a ledger made under another city's settings (E_MACHINE)", () => {
    const ledger = ledgerOf(inspector.inspect(content, { day: "2026-11-22", profile: profiles.luan }), []);
    checkLedger(inspector, { content, ledger, now, profile: profiles.luan, attachments: [] });
    expect(() => checkLedger(inspector, { content, ledger, now, profile: profiles.nanchong, attachments: [] })).toThrow(
      "E_MACHINE",
    );
  });
});
