/** The data a lexicon pack may carry: parameters of known kinds, never code. Strict: what nobody knows is refused. */
import { z } from "zod";
import { day } from "../../schema";
import { type Category, isCategory } from "../category";
import { severities } from "../finding";

const text = z.string().min(1).max(200);
const texts = z.array(text).max(200);
const ruleId = z.string().regex(/^[a-z][a-z0-9-]{1,60}$/);

const term = z.strictObject({
  wrong: z.string().min(2).max(60),
  right: texts,
  why: text,
  unless: texts.exactOptional(),
  fix: z.enum(["suggest", "none"]).exactOptional(),
  severity: z.enum(severities).exactOptional(),
});

const datedName = z.strictObject({
  name: text,
  short: texts.exactOptional(),
  from: day.exactOptional(),
  until: day.exactOptional(),
  successors: texts.exactOptional(),
  parent: text.exactOptional(),
  code: text.exactOptional(),
});

const leader = z.strictObject({
  name: z.string().min(2).max(30),
  posts: z
    .array(
      z.strictObject({
        title: text,
        from: day,
        until: day.exactOptional(),
        rank: z.number().int().positive().exactOptional(),
      }),
    )
    .min(1)
    .max(50),
});

const setting = z.strictObject({
  severity: z.enum(severities).exactOptional(),
  off: z.literal(true).exactOptional(),
  locked: z.literal(true).exactOptional(),
});

const MANY = 200_000;

export const lexiconPart = z.strictObject({
  terms: z.record(ruleId, z.array(term).max(MANY)).exactOptional(),
  allowed: z.array(text).max(MANY).exactOptional(),
  governmentHosts: texts.exactOptional(),
  officialMediaHosts: z.array(text).max(5_000).exactOptional(),
  badHosts: z.array(text).max(MANY).exactOptional(),
  newsSources: z.array(text).max(5_000).exactOptional(),
  siteHosts: texts.exactOptional(),
  units: z.array(text).max(5_000).exactOptional(),
  holidays: z.strictObject({ off: z.array(day).max(2_000), worked: z.array(day).max(2_000) }).exactOptional(),
  organs: z.array(datedName).max(MANY).exactOptional(),
  regions: z.array(datedName).max(MANY).exactOptional(),
  laws: z.array(datedName).max(MANY).exactOptional(),
  leaders: z.array(leader).max(5_000).exactOptional(),
  sources: z
    .array(z.strictObject({ title: text, text: z.string().min(8).max(2_000_000) }))
    .max(5_000)
    .exactOptional(),
  settings: z.record(ruleId, setting).exactOptional(),
});
export type LexiconPart = z.infer<typeof lexiconPart>;

/** A rule of the pack's own: a regular expression with its words. It passes the hygiene gate or the pack is refused. */
export const patternPart = z.strictObject({
  id: ruleId,
  category: z.custom<Category>((value) => typeof value === "string" && isCategory(value)),
  title: text,
  severity: z.enum(severities),
  /** Document, clause and day it rests on. */
  authority: z.strictObject({ document: text, clause: text.exactOptional(), date: text.exactOptional() }),
  regex: z.string().min(1).max(500),
  /** Templates: `$0` the finding, `$1` … `$9` groups. */
  message: text,
  suggest: z.array(z.string().max(200)).max(9),
});
export type PatternPart = z.infer<typeof patternPart>;

/** A self-test: marked with `⟦…⟧` what the named rule must find, or nothing when it must keep quiet. */
export const packTest = z.strictObject({
  rule: ruleId,
  text: z.string().min(1).max(2_000),
  first: z.string().exactOptional(),
});
export type PackTest = z.infer<typeof packTest>;
