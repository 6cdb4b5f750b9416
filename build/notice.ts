/** NOTICE: every package that ships, with its licence, from the lock file; and the gate that they are permissive. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), license: z.string().optional(), dev: z.boolean().optional() }),
  ),
});

/** `BSD` without a number is how duck 0.1.12 names its 2-clause licence. */
const permissive =
  /^(MIT|ISC|Apache-2\.0|BSD|BSD-2-Clause|BSD-3-Clause|0BSD|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Python-2\.0|PostgreSQL|Zlib)$/;

interface Shipped {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** Packages that are not only for development, sorted by name. */
function shipped(root: string): Shipped[] {
  const { packages } = lockFile.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== "" && dev !== true)
    .map(([path, { version = "", license = "unknown" }]) => ({
      name: path.replace(/^.*node_modules\//, ""),
      version,
      license,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** True when one of the licences on offer is permissive: `(MIT OR GPL-2.0)` may be taken as MIT. */
function isPermissive(license: string): boolean {
  return license
    .replace(/[()]/g, "")
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((part) => permissive.test(part)));
}

/** Packages that ship under a licence that is not permissive. */
export function checkLicences(root: string): string[] {
  return shipped(root)
    .filter(({ license }) => !isPermissive(license))
    .map(({ name, version, license }) => `${name} ${version} ships under ${license}`);
}

/** Facts that were taken over into the proofreading tables; edited there, no file was copied. */
const facts = [
  "confusion pairs (shared/proofreading/packs/confusion-pairs.ts): macro-correct, Apache-2.0",
  "word beginnings and endings (shared/proofreading/rules/typos/word-joints.ts): jieba dictionary, MIT",
  "variant words (shared/proofreading/packs/variant-words.ts): GF 1001-2001, keyed in Fusyong/ai-proofread-vscode-extension, MIT",
  "language model (packs/spelling/official.cbspell): counts of LawRefBook/Laws, ImCa0/just-laws, aldohemsn/chinese-political-corpora, china-data/xwlb and yuekcc/cctv_news; no text",
  "words of the spelling model: jieba dictionary, MIT; division names of yescallop/areacodes, CC0",
  "like shapes of the spelling model: strokes of pycorrector, Apache-2.0; decompositions of kfcd/chaizi, CC BY 3.0",
  "readings and Cangjie codes (build/spelling/data/characters.tsv): Unihan database, Unicode License v3, selected and reordered",
  "idioms (shared/proofreading/slips/data/idioms.ts): THUOCL, MIT",
  "official and common phrases (official-phrases.ts and common-phrases.ts of shared/proofreading/slips/data), verbs with objects and subjects (shared/proofreading/collocations/data): counts of the documents named for the language model; no text",
  "sounds of slips: pinyin-data, MIT; shapes of slips: strokes of pycorrector, Apache-2.0; decompositions of kfcd/chaizi, CC BY 3.0; Unihan database, Unicode License v3",
];

/** The text of NOTICE. */
export function noticeDocument(root: string): string {
  const lines = shipped(root).map(({ name, version, license }) => `${name} ${version}: ${license}`);
  return [
    "Caibian 采编工作站",
    "Licensed under the Apache License, Version 2.0.",
    "",
    "This product includes the following third-party packages, each under its own licence.",
    "The list is made from package-lock.json by `npm run check -- --write`.",
    "",
    ...[...new Set(lines)],
    "",
    "Facts taken over into the proofreading tables:",
    "",
    ...facts,
    "",
  ].join("\n");
}
