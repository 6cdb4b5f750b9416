/** A sound lexicon pack of a made-up city, which a test changes where it must. */
import type { PatternPart } from "../../shared/proofreading/packs/lexicon-schema";
import type { PackDraft } from "../../shared/proofreading/packs/pack-file";

export const issuedAt = "2026-11-20T02:00:00.000Z";

export const stationName: PatternPart = {
  id: "city-station-name",
  category: "organ",
  title: "服务站旧称",
  severity: "error",
  authority: { document: "本市机构名称更改通知", date: "2026-10-01" },
  regex: "便民(?:服务)?站(?!点)",
  message: "“$0”已改名。",
  suggest: ["党群服务站"],
};

export interface Change {
  readonly manifest?: Partial<PackDraft["manifest"]>;
  readonly lexicon?: PackDraft["lexicon"];
  readonly patterns?: readonly PatternPart[];
  readonly tests?: PackDraft["tests"];
}

export const draft = ({ manifest, lexicon, patterns, tests }: Change = {}): PackDraft => ({
  manifest: {
    id: "city-words",
    name: "六安市用词",
    version: 3,
    issuedAt,
    expiresOn: "2027-03-31",
    staleAfterDays: 90,
    rollback: false,
    ...manifest,
  },
  lexicon: lexicon ?? {
    terms: { "unit-term": [{ wrong: "皋城大道南段", right: ["皋城南路"], why: "道路已更名" }] },
    leaders: [{ name: "周思齐", posts: [{ title: "某市市长", from: "2023-02-01", rank: 1 }] }],
  },
  patterns: patterns ?? [stationName],
  tests: tests ?? [
    { rule: "unit-term", text: "⟦皋城大道南段⟧封闭施工。", first: "皋城南路" },
    { rule: "city-station-name", text: "各⟦便民服务站⟧照常办理，便民服务站点另行通知。", first: "党群服务站" },
  ],
  model: null,
});
