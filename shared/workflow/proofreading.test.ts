import { describe, expect, it } from "vitest";
import { emptyMetadata } from "../model/metadata";
import { editing } from "../proofreading/authority";
import { packsFor } from "../proofreading/packs/profile-pack";
import type { PatternRule } from "../proofreading/rule";
import { createSession } from "../proofreading/session";
import { type Profile, profile } from "./profile";
import { profiles } from "./profiles/index";
import { columnSettings, type Proofreading, resolveSettings } from "./proofreading";

const chain: Proofreading = {
  levels: [
    {
      level: "column",
      columnId: "reprints",
      rules: { a: { off: true }, b: { severity: "hint" }, c: { severity: "error" } },
    },
    { level: "base", columnId: "", rules: { a: { severity: "hint" }, b: { severity: "error", locked: true } } },
    { level: "city", columnId: "", rules: { a: { severity: "warning" }, c: { off: true } } },
    { level: "site", columnId: "", rules: { b: { off: true }, c: { off: false } } },
  ],
};

describe("the chain of levels", () => {
  it("lets the lower level win, in the order base, city, site, column, whatever order they are written in", () => {
    expect(resolveSettings(chain)).toEqual({
      a: { severity: "warning" },
      b: { severity: "error", locked: true },
      c: {},
    });
  });

  it("adds the column's own on top, for that column alone", () => {
    expect(columnSettings(chain)).toEqual({
      reprints: {
        a: { severity: "warning", off: true },
        b: { severity: "error", locked: true },
        c: { severity: "error" },
      },
    });
    expect(resolveSettings(chain, "notices")).toEqual(resolveSettings(chain));
  });

  it("is empty for a profile signed before there was one", () => {
    const { proofreading: _, ...old } = profiles.luan;
    expect(profile.parse(old).proofreading).toEqual({ levels: [] });
    expect(profile.parse(JSON.parse(JSON.stringify({ ...profiles.luan, proofreading: chain }))).proofreading).toEqual(
      chain,
    );
  });
});

const rule = (id: string, more: Partial<PatternRule> = {}): PatternRule => ({
  scope: "pattern",
  id,
  category: "typo",
  title: id,
  severity: "warning",
  fix: "none",
  authority: [editing()],
  confidence: 1,
  wrong: [],
  right: [],
  patterns: [{ regex: new RegExp(id, "g"), message: "测试" }],
  ...more,
});

function severities(part: Proofreading, rules: readonly PatternRule[], columnId = "") {
  const city: Profile = { ...profiles.luan, proofreading: part };
  const session = createSession({ packs: packsFor(city), rules });
  const text = rules.map(({ id }) => id).join("，");
  const metadata = { ...emptyMetadata, columnId };
  const { findings } = session.check([{ id: "b", role: "body", text }], { today: "2026-11-22", metadata });
  return findings.map((one) => `${one.rule} ${one.severity}`);
}

describe("a pass under a profile", () => {
  it("goes by its settings, and by those of the item's column", () => {
    const rules = [rule("a"), rule("b"), rule("c")];
    expect(severities(chain, rules)).toEqual(["a warning", "b error", "c warning"]);
    expect(severities(chain, rules, "reprints")).toEqual(["b error", "c error"]);
  });

  it("cannot switch off or soften what leaks, what touches territory and what blocks, only sharpen it", () => {
    const firm = [
      rule("p", { category: "privacy", severity: "error" }),
      rule("s", { category: "secrecy" }),
      rule("t", { category: "territory" }),
      rule("x", { severity: "block" }),
    ];
    const all = (setting: Proofreading["levels"][number]["rules"][string]): Proofreading => ({
      levels: [{ level: "city", columnId: "", rules: Object.fromEntries(firm.map(({ id }) => [id, setting])) }],
    });
    const own = ["p error", "s warning", "t warning", "x block"];
    expect(severities(all({ off: true }), firm)).toEqual(own);
    expect(severities(all({ severity: "hint" }), firm)).toEqual(own);
    expect(severities(all({ severity: "block" }), firm)).toEqual(firm.map(({ id }) => `${id} block`));
  });
});
