/** A finding 疑点 and the report 校对报告 of one machine pass. Offsets are UTF-16 within a text block. */
import { z } from "zod";
import { digest, id, instant } from "../schema";
import { packAges } from "./packs/pack-age";

export const severities = ["block", "error", "warning", "hint"] as const;
export type Severity = (typeof severities)[number];
/** The words people see. Line style and icon repeat them; colour never stands alone. */
export const severityNames = { block: "阻断", error: "错误", warning: "警告", hint: "提示" } as const satisfies Record<
  Severity,
  string
>;

export const finding = z.strictObject({
  rule: id,
  /** The pack it rests on, `id version`: the built-in rules, a lexicon, the spelling model (R2). */
  pack: z.string(),
  category: z.string(),
  severity: z.enum(severities),
  /** Id of the block, list item or cell; `title` for the title, `meta.<field>` for metadata. */
  block: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  text: z.string(),
  /** 理由, one plain Chinese sentence. */
  message: z.string(),
  /** 依据: document, clause, date. */
  authority: z.string(),
  suggestions: z.array(z.string()),
  /** `safe` may be applied in bulk; `suggest` only one by one; `none` has nothing to apply. */
  fix: z.enum(["safe", "suggest", "none"]),
  /** 0–1 */
  confidence: z.number().min(0).max(1),
  /** Stable under edits elsewhere: rule, matched text, the sentence it stands in. */
  print: z.string(),
});
export type Finding = z.infer<typeof finding>;

/** A pack as a report names it: a signed one with its issue and how old it was on the day of the pass (R17). */
export const usedPack = z.strictObject({
  id,
  version: z.string(),
  hash: digest,
  issuedAt: instant.exactOptional(),
  age: z.enum(packAges).exactOptional(),
});
export type UsedPack = z.infer<typeof usedPack>;

export const report = z.strictObject({
  contentHash: digest,
  status: z.enum(["complete", "partial"]),
  /** Why the pass is partial, in Chinese; empty when complete. */
  reason: z.string(),
  findings: z.array(finding).max(50_000),
  packs: z.array(usedPack),
  at: instant,
});
export type Report = z.infer<typeof report>;

/** Findings that need a human disposition 处置 before review: all but hints. */
export const needsDisposition = (item: Pick<Finding, "severity">): boolean => item.severity !== "hint";
