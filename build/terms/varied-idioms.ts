/**
 * `npx tsx build/terms/varied-idioms.ts --corpus FOLDER --data FOLDER`: makes the table of places where writers put another
 * character into an idiom on purpose. At all other places any character that makes no word with its neighbours is a slip.
 * What dictionaries list beside idioms, two common words side by side (严重错误), is varied at every place.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { idioms } from "../../shared/proofreading/slips/data/idioms";
import { NearMisses } from "../../shared/proofreading/slips/near-misses";
import { phraseOf } from "../../shared/proofreading/slips/right-form";
import { linesOf, SOURCES } from "../spelling/sources";
import { isHan } from "./text";
import { listedWords } from "./words";

const TARGET = "shared/proofreading/slips/data/varied-idioms.ts";
const { values } = parseArgs({ options: { corpus: { type: "string" }, data: { type: "string" } } });
const { corpus, data } = values;
if (corpus === undefined || data === undefined) {
  console.error("build/terms/varied-idioms.ts --corpus FOLDER --data FOLDER");
  process.exit(2);
}

const finder = new NearMisses(idioms.trim().split("\n"), {
  changed: (_form, _at, unit) => isHan(unit),
  other: () => false,
});
const places = new Map<number, Set<number>>();
for (const name of Object.keys(SOURCES))
  for (const part of ["train", "verify"] as const)
    for (const line of linesOf(corpus, name, part))
      for (const { form, at } of finder.find(line)) places.set(form, (places.get(form) ?? new Set()).add(at));

const COMMON = 300;
const words = listedWords(data);
const isCommon = (word: string): boolean => (words.get(word) ?? 0) >= COMMON;
idioms
  .trim()
  .split("\n")
  .forEach((line, form) => {
    const text = phraseOf(line);
    if (text.length === 4 && isCommon(text.slice(0, 2)) && isCommon(text.slice(2)))
      places.set(form, new Set([0, 1, 2, 3]));
  });

const lines = [...places]
  .sort(([one], [other]) => one - other)
  .map(([form, at]) => finder.form(form).text + [...at].sort().join(""));
writeFileSync(
  TARGET,
  `/** Data: idioms with the places where other characters were seen. Made by build/terms/varied-idioms.ts. */\nexport const variedIdioms = \`\n${lines.join("\n")}\n\`;\n`,
);
console.log(`${lines.length} idioms`);
