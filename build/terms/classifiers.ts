/**
 * `npx tsx build/terms/classifiers.ts --corpus FOLDER --data FOLDER`: makes the table of measures. A line names what is
 * counted, the measure that most texts give it, and the others that the counted text knows.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { countedHeads, MEASURES } from "../../shared/proofreading/rules/typos/counted-heads";
import { linesOf, SOURCES } from "../spelling/sources";
import { listedWords } from "./words";

const TARGET = "shared/proofreading/rules/typos/counted-head-table.ts";
const { values } = parseArgs({ options: { corpus: { type: "string" }, data: { type: "string" } } });
const { corpus, data } = values;
if (corpus === undefined || data === undefined) {
  console.error("build/terms/classifiers.ts --corpus FOLDER --data FOLDER");
  process.exit(2);
}

/** So often a thing is counted at least, and in this share with its first measure. */
const LEAST = 20;
const FIRST_SHARE = 0.5;
/** Another measure stands there at least twice and in this share: the text has slips of its own. */
const OTHER_SHARE = 0.01;
/** What takes more measures than these is a verb at the end of its clause, or what anything is called. */
const MOST = 7;
const SIZES = [4, 3, 2];

const words = listedWords(data);
const heads = new Map<string, Map<string, number>>();
for (const name of Object.keys(SOURCES))
  for (const line of linesOf(corpus, name, "train"))
    for (const { measure, thing } of countedHeads(line)) {
      const size = SIZES.find((one) => thing.length >= one && words.has(thing.slice(-one)));
      if (size === undefined) continue;
      const head = thing.slice(-size);
      const counts = heads.get(head) ?? new Map<string, number>();
      heads.set(head, counts.set(measure, (counts.get(measure) ?? 0) + 1));
    }

const lines = Array.from(heads, ([head, counts]) => {
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  const all = sorted.reduce((sum, [, count]) => sum + count, 0);
  const known = sorted.filter(([, count]) => count >= 2 && count >= OTHER_SHARE * all);
  return { head, all, first: sorted[0]?.[1] ?? 0, measures: known.map(([measure]) => measure).join("") };
})
  .filter(({ all, first, measures }) => all >= LEAST && first >= FIRST_SHARE * all && measures.length <= MOST)
  .sort((a, b) => b.all - a.all)
  .map(({ head, measures }) => `${head} ${measures}`);
writeFileSync(
  TARGET,
  `/** Data: what is counted, and the measures it takes, the usual one first. Made by build/terms/classifiers.ts. */\nexport const countedHeadTable = \`\n${lines.join("\n")}\n\`;\n`,
);
console.log(`${lines.length} things, ${MEASURES.length} measures`);
