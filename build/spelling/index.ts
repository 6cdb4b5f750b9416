/** `npx tsx build/spelling/index.ts --corpus FOLDER --data FOLDER --out FILE`: builds the spelling model, see docs/spelling.md. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { allCharacters } from "./characters";
import { buildModel } from "./model";
import { shapesOf } from "./shapes";
import { linesOf, SOURCES } from "./sources";
import { wordsOf } from "./words";

const { values } = parseArgs({
  options: {
    corpus: { type: "string" },
    data: { type: "string" },
    out: { type: "string" },
    keep: { type: "string", default: "0,1000000,2400000,4900000" },
  },
});
const { corpus, data, out, keep } = values;
if (corpus === undefined || data === undefined || out === undefined) {
  console.error("build/spelling/index.ts --corpus FOLDER --data FOLDER --out FILE [--keep 0,BI,TRI,FOUR]");
  process.exit(2);
}

function* lines(folder: string): Generator<string> {
  for (const [name, times] of Object.entries(SOURCES)) {
    for (let time = 0; time < times; time += 1) yield* linesOf(folder, name, "train");
  }
}

const started = performance.now();
const progress = (what: string) => console.log(`${((performance.now() - started) / 1000).toFixed(1)} s  ${what}`);

const file = buildModel({
  lines: () => lines(corpus),
  words: wordsOf(data),
  characters: allCharacters(),
  shapes: shapesOf(data),
  wanted: keep.split(",").map(Number),
  progress,
});
mkdirSync(dirname(out), { recursive: true });
writeFileSync(`${out}.part`, file);
renameSync(`${out}.part`, out);
progress(`${out}: ${file.byteLength} bytes, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB of memory at most`);
