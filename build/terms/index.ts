/** `npx tsx build/terms/index.ts --corpus FOLDER --data FOLDER`: makes the tables of shared/proofreading/slips/. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Part } from "../corpus";
import { linesOf, SOURCES } from "../spelling/sources";
import { countsOf, observe } from "./observation";
import { phrasesOf } from "./phrases";
import { runsOf } from "./runs";
import { Tables } from "./tables";
import { unitsOf } from "./text";
import { Tiling } from "./tiling";
import { listedIdioms, listedWords } from "./words";

const { values } = parseArgs({
  options: {
    corpus: { type: "string" },
    data: { type: "string" },
    out: { type: "string", default: "shared/proofreading/slips/data" },
    seen: { type: "string", default: "train,verify,tune" },
  },
});
const { corpus, data, out, seen } = values;
if (corpus === undefined || data === undefined) {
  console.error("build/terms/index.ts --corpus FOLDER --data FOLDER [--out FOLDER] [--seen train,verify,tune]");
  process.exit(2);
}

/** The news has phrases of its own: what is official stands in laws and documents too. */
const DOCUMENTS = ["laws", "political", "policy", "justlaws"];
const IN_DOCUMENTS = 3;

function* lines(folder: string, names: readonly string[], parts: readonly Part[]): Generator<string> {
  for (const name of names) for (const part of parts) yield* linesOf(folder, name, part);
}

const started = performance.now();
const progress = (what: string) => console.log(`${((performance.now() - started) / 1000).toFixed(1)} s  ${what}`);

const parts = (["train", "verify", "tune"] as const).filter((part) => seen.split(",").includes(part));
const words = listedWords(data);
const idioms = listedIdioms(data);
const isIdiom = new Set(idioms);
const runs = runsOf(unitsOf(corpus, ["train"]), { shortest: 4, longest: 9, least: 40 });
progress("counted");
const common = phrasesOf(runs, { countOf: (word) => words.get(word) ?? 0 }).map(({ text }) => text);
const inDocuments = countsOf(common, lines(corpus, DOCUMENTS, ["train"]));
const phrases = common.filter((text, index) => !isIdiom.has(text) && (inDocuments[index] ?? 0) >= IN_DOCUMENTS);
progress(`${idioms.length} idioms, ${phrases.length} phrases`);
const candidates = [...idioms, ...phrases];
const observed = observe(candidates, lines(corpus, Object.keys(SOURCES), parts));
progress("observed");
const tables = new Tables({ seen: observed, words, tiling: new Tiling(words) });
const made = candidates.map((text, index) => ({ text, line: tables.line(text, index) }));
progress(`${tables.phrases} phrases, ${tables.forms} wrong forms`);

function write(name: string, about: string, table: { constant: string; lines: readonly string[] }): void {
  const body = `/** Data: ${about} Made by build/terms. */\nexport const ${table.constant} = \`\n${table.lines.join("\n")}\n\`;\n`;
  writeFileSync(`${out}/${name}.ts`, body);
}

const linesWhere = (wanted: boolean) => made.filter(({ text }) => isIdiom.has(text) === wanted).map(({ line }) => line);
write("idioms", "idioms and the slips in them that are none (see right-form.ts).", {
  constant: "idioms",
  lines: linesWhere(true),
});
write("official-phrases", "phrases of official writing and the slips in them that are none (see right-form.ts).", {
  constant: "officialPhrases",
  lines: linesWhere(false),
});
writeFileSync(
  `${out}/scale.ts`,
  `/** Data: how much the tables of phrases hold. Made by build/terms. */\n/** Phrases that are judged, idioms among them. */\nexport const judgedPhrases = ${tables.phrases};\n/** Wrong forms they stand for. */\nexport const coveredForms = ${tables.forms};\n`,
);
