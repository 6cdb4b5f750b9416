/** The packs of a measurement: those that ship, a fictitious one of an administrator, and the spelling model if given. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf } from "../shared/digest";
import { builtinPacks } from "../shared/proofreading/packs/index";
import { type Pack, packOf } from "../shared/proofreading/packs/pack";
import { spellerOf } from "../shared/proofreading/spelling/statistical-speller";
import { administratorLexicon } from "./data/administrator";

/** Where the shipped model lies. */
export const modelFile = join(import.meta.dirname, "../packs/spelling/official.cbspell");

const administratorPack = packOf("evaluation", "2026.11.1", administratorLexicon);

/** @throws ModelFileError for a file that is no model; null when there is none or it carries no verifier */
function spellingPack(file: string): Pack | null {
  if (!existsSync(file)) return null;
  const bytes = new Uint8Array(readFileSync(file));
  const spelling = spellerOf(bytes);
  return spelling === null ? null : { id: "spelling", version: "1", hash: digestOf(bytes), lexicon: {}, spelling };
}

export function packsFor(model: string): readonly Pack[] {
  const spelling = spellingPack(model);
  return [...builtinPacks, administratorPack, ...(spelling === null ? [] : [spelling])];
}
