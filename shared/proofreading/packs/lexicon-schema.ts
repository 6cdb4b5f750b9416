/** The data a lexicon pack may carry: parameters of known kinds, never code. Strict: what nobody knows is refused. */
import { z } from "zod";
import { day } from "../../schema";
import { severities } from "../finding";

const text = z.string().min(1).max(200);
const texts = z.array(text).max(200);
const ruleId = z.string().regex(/^[a-z][a-z0-9-]{1,60}$/);

const term = z.strictObject({
  wrong: z.string().min(2).max(60),
  right: texts,
  why: text,
  unless: texts.optional(),
  fix: z.enum(["suggest", "none"]).optional(),
  severity: z.enum(severities).optional(),
});

const datedName = z.strictObject({
  name: text,
  short: texts.optional(),
  from: day.optional(),
  until: day.optional(),
  successors: texts.optional(),
  parent: text.optional(),
  code: text.optional(),
});

const leader = z.strictObject({
  name: z.string().min(2).max(30),
  posts: z
    .array(
      z.strictObject({
        title: text,
        from: day,
        until: day.optional(),
        rank: z.number().int().positive().optional(),
      }),
    )
    .min(1)
    .max(50),
});

const setting = z.strictObject({
  severity: z.enum(severities).optional(),
  off: z.literal(true).optional(),
  locked: z.literal(true).optional(),
});

const MANY = 200_000;

export const lexiconPart = z
  .strictObject({
    terms: z.record(ruleId, z.array(term).max(MANY)),
    allowed: z.array(text).max(MANY),
    governmentHosts: texts,
    officialMediaHosts: z.array(text).max(5_000),
    badHosts: z.array(text).max(MANY),
    newsSources: z.array(text).max(5_000),
    organs: z.array(datedName).max(MANY),
    regions: z.array(datedName).max(MANY),
    laws: z.array(datedName).max(MANY),
    leaders: z.array(leader).max(5_000),
    sources: z.array(z.strictObject({ title: text, text: z.string().min(8).max(2_000_000) })).max(5_000),
    settings: z.record(ruleId, setting),
  })
  .partial();
export type LexiconPart = z.infer<typeof lexiconPart>;

/** A rule of the pack's own: a regular expression with its words. It passes the hygiene gate or the pack is refused. */
export const patternPart = z.strictObject({
  id: ruleId,
  category: z.string().min(1).max(40),
  title: text,
  severity: z.enum(severities),
  /** Document, clause and day it rests on. */
  authority: z.strictObject({ document: text, clause: text.optional(), date: text.optional() }),
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
  first: z.string().optional(),
});
export type PackTest = z.infer<typeof packTest>;
