/** Lexicon packs 词库 as the window sees them. Main has verified every one of them; the token stays with main. */
import { z } from "zod";
import { failure } from "../failure";
import { lexiconPart, patternPart } from "../proofreading/packs/lexicon-schema";
import { packAges } from "../proofreading/packs/pack-age";
import { packManifest } from "../proofreading/packs/pack-file";
import { base64, digest, id, instant } from "../schema";

export const packLine = z.strictObject({
  packId: id,
  name: z.string(),
  version: z.number().int().positive(),
  hash: digest,
  issuedAt: instant,
  expiresOn: z.string().nullable(),
  staleAfterDays: z.number().int(),
  /** Whole days since it was issued. */
  daysOld: z.number().int(),
  age: z.enum(packAges),
  /** The city whose key signed it. */
  signer: z.string(),
  /** Whether passes go by it: an expired one is named and finds nothing, one the platform does not have stays out. */
  used: z.boolean(),
  /** What a person should know besides, in Chinese; empty when nothing. */
  note: z.string(),
  /** The issue that a rollback would put back. */
  previous: z.strictObject({ version: z.number().int().positive(), issuedAt: instant }).nullable(),
});
export type PackLine = z.infer<typeof packLine>;

export const packsView = z.strictObject({
  packs: z.array(packLine).max(100),
  /** What the platform offers and this desk did not take, and what was found damaged at the start. */
  troubles: z.array(z.strictObject({ packId: id, failure })).max(100),
});
export type PacksView = z.infer<typeof packsView>;

/** What a pass needs of a pack. */
export const packContent = z.strictObject({
  manifest: packManifest,
  hash: digest,
  lexicon: lexiconPart,
  patterns: z.array(patternPart),
  model: base64.nullable(),
});
export type PackContent = z.infer<typeof packContent>;

export const packPreview = z.strictObject({
  content: packContent,
  /** Self-tests it passed. */
  tests: z.number().int(),
  /** The version installed here now. */
  installed: z.number().int().positive().nullable(),
  signer: z.string(),
});
export type PackPreview = z.infer<typeof packPreview>;

const maxPack = 40 * 1024 * 1024;
/** A pack file on its way through the door. */
export const packBytes = z.strictObject({ bytes: base64.max(Math.ceil(maxPack / 3) * 4) });
