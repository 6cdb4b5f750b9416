/**
 * `npx tsx build/terms/set-phrases.ts --phrases FILE --corpus FOLDER --data FOLDER`: makes the table of set phrases that
 * the counted text holds too seldom to find by counting: what strays from them innocently is looked up as for the others.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { idioms } from "../../shared/proofreading/slips/data/idioms";
import { officialPhrases } from "../../shared/proofreading/slips/data/official-phrases";
import { NearMisses } from "../../shared/proofreading/slips/near-misses";
import { phraseOf } from "../../shared/proofreading/slips/right-form";
import { keptOutLines } from "../spelling/verifier/practice";
import type { Seen } from "./observation";
import { Tables } from "./tables";
import { isHan } from "./text";
import { Tiling } from "./tiling";
import { listedWords } from "./words";

const TARGET = "shared/proofreading/slips/data/set-phrases.ts";
const { values } = parseArgs({
  options: { phrases: { type: "string" }, corpus: { type: "string" }, data: { type: "string" } },
});
const { phrases: path, corpus, data } = values;
if (path === undefined || corpus === undefined || data === undefined) {
  console.error("build/terms/set-phrases.ts --phrases FILE --corpus FOLDER --data FOLDER");
  process.exit(2);
}

const SHORTEST = 4;
const LONGEST = 8;
const SELDOM = 50;
const known = new Set([...idioms.trim().split("\n"), ...officialPhrases.trim().split("\n")].map(phraseOf));
const phrases = [...new Set(readFileSync(path, "utf8").split(/\s+/u))].filter(
  (phrase) => phrase.length >= SHORTEST && phrase.length <= LONGEST && !known.has(phrase),
);

/** Whatever strays from a phrase in the lines; how often the phrase itself stands there is taken to be seldom. */
function strays(lines: Iterable<string>): Seen[] {
  const finder = new NearMisses(phrases, { changed: (_, __, unit) => isHan(unit), other: () => true });
  const seen = phrases.map(
    (): Seen => ({
      right: SELDOM,
      others: new Map(),
      slips: { swapped: new Set(), dropped: new Set(), doubled: new Set() },
    }),
  );
  for (const line of lines)
    for (const { form, kind, start, at } of finder.find(line)) {
      const one = seen[form];
      if (one === undefined) continue;
      if (kind !== "changed") one.slips[kind].add(at);
      else {
        const place = one.others.get(at) ?? new Map<number, number>();
        const unit = line.charCodeAt(start + at);
        one.others.set(at, place.set(unit, (place.get(unit) ?? 0) + 1));
      }
    }
  return seen;
}

const words = listedWords(data);
const tables = new Tables({ seen: strays(keptOutLines(corpus)), words, tiling: new Tiling(words) });
const lines = phrases.map((text, index) => tables.line(text, index));
writeFileSync(
  TARGET,
  `/** Data: set phrases of today's official writing, seldom in the counted text. Made by build/terms/set-phrases.ts. */\nexport const setPhrases = \`\n${lines.join("\n")}\n\`;\n`,
);
console.log(`${phrases.length} phrases, ${tables.phrases} judged, ${tables.forms} wrong forms`);
