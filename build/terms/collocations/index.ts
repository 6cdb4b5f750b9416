/** `npx tsx build/terms/collocations/index.ts --corpus FOLDER --data FOLDER`: makes the tables of shared/proofreading/collocations/data. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { judgedVerbs, predicates } from "../../../shared/proofreading/collocations/reading";
import { choosyVerbs, falling, reporting, rising, verbGroups } from "../../../shared/proofreading/collocations/verbs";
import { linesOf, SOURCES } from "../../spelling/sources";
import { listedWords } from "../words";
import { countClauses, type PairCounts } from "./counts";
import { Collocations, type Decision, type Demands, othersOf } from "./decisions";

const { values } = parseArgs({
  options: {
    corpus: { type: "string" },
    data: { type: "string" },
    out: { type: "string", default: "shared/proofreading/collocations/data" },
    // Leaves out one stretch in ten, by its number, which can then be judged as text that was not counted.
    without: { type: "string" },
  },
});
const { corpus, data, out, without } = values;
if (corpus === undefined || data === undefined) {
  console.error("build/terms/collocations/index.ts --corpus FOLDER --data FOLDER [--out FOLDER] [--without 0..9]");
  process.exit(2);
}

const STRETCH = 100;

function* counted(folder: string): Generator<string> {
  for (const name of Object.keys(SOURCES)) {
    let number = 0;
    for (const line of linesOf(folder, name, "train")) {
      if (without === undefined || Math.floor(number / STRETCH) % 10 !== Number(without)) yield line;
      number += 1;
    }
  }
}

const objectDemands: Demands = {
  better: 8,
  share: 0.3,
  expected: 0.5,
  surely: 3,
  shared: 0.08,
  sharedIfExpected: 0.18,
  rarer: 20,
  seldom: 20,
  beside: 300,
  sharedIfRare: 0.3,
};
const predicateDemands: Demands = {
  better: 8,
  share: 0.2,
  expected: 1,
  surely: 1.5,
  shared: 0.25,
  sharedIfExpected: 0.45,
  rarer: 7,
  seldom: 8,
  beside: 40,
  sharedIfRare: 1,
};

/** No things that are done something to: measures, places, halves of phrases. */
const NO_OBJECT =
  /[内外上下中前后时者日点元吨人次里年天]$|至少|日起|部分|予以|出席|公告|获悉|进行|除外|举行|召开|有关|相关|下去|起来|出来|以上|以下|[一二三四五六七八九十百千万亿]/;
const NO_SUBJECT = /[内外上下中前后时者日点元吨人次里年天]$|月份|同期|问题|分点/;

const listed = (text: string): string[] => text.trim().split(/\s+/);
const words = listedWords(data);
const isShort = { has: (word: string) => word.length < 5 && words.has(word) };
const counts = countClauses(counted(corpus), isShort);

/** 水平提高 and 提高水平 say the same: what a verb has for objects counts a little for it as a predicate too. */
const AS_PREDICATE = 0.2;

function withObjects(): PairCounts {
  const verbs = new Set([...listed(rising), ...listed(falling)].filter((verb) => judgedVerbs.includes(verb)));
  const joined: PairCounts = new Map();
  for (const [thing, said] of counts.subjects) {
    const sum = new Map(said);
    for (const [verb, count] of counts.objects.get(thing) ?? [])
      if (verbs.has(verb)) sum.set(verb, (sum.get(verb) ?? 0) + count * AS_PREDICATE);
    joined.set(thing, sum);
  }
  return joined;
}

const objects = new Collocations(counts.objects, othersOf(verbGroups.trim().split("\n").map(listed)), objectDemands);
const subjects = new Collocations(withObjects(), othersOf([listed(rising), listed(falling)]), predicateDemands);
const reports = new Set(listed(reporting));
const improvements = new Set(["改善", "优化", "完善", "改进", "加强"]);
/** 经济总量提升 is as good as 增长; 收入改善 is not. */
const isPredicateSlip = ({ verb, better }: Decision): boolean =>
  !reports.has(verb) && (better === "转变" || !reports.has(better) || (better === "增长" && improvements.has(verb)));

/** What the last word of a compound already says needs no row of its own. */
function rowsOf(found: readonly Decision[], refused: RegExp): string[] {
  const known = new Set(found.map(({ verb, thing }) => verb + thing));
  const rows = new Map<string, string[]>();
  for (const { verb, thing, better } of found) {
    if (refused.test(thing) || (thing.length === 4 && known.has(verb + thing.slice(2)))) continue;
    const row = rows.get(`${verb}>${better}`) ?? [];
    row.push(thing);
    rows.set(`${verb}>${better}`, row);
  }
  return [...rows].map(([verbs, things]) => `${verbs}：${things.sort().join(" ")}`).sort();
}

const choosy = new Set(listed(choosyVerbs));
const objectRows = rowsOf(
  objects.decisions().filter(({ verb }) => choosy.has(verb)),
  NO_OBJECT,
);
const predicateRows = rowsOf(subjects.decisions().filter(isPredicateSlip), NO_SUBJECT);

function ownRows(): string[] {
  return judgedVerbs
    .map((verb) => ({ verb, things: [...counts.objects.keys()].filter((thing) => isOwn(verb, thing)).sort() }))
    .filter(({ things }) => things.length > 0)
    .map(({ verb, things }) => `${verb}：${things.join(" ")}`)
    .sort();
}
const isOwn = (verb: string, thing: string): boolean =>
  thing.length < 4 && !thing.startsWith("～") && objects.isOwn(verb, thing);

const classWords = [...counts.objects.keys(), ...counts.subjects.keys()].filter((word) =>
  /^[^～][率感力度性量额费价值化型类法]$/.test(word),
);

const table = (constant: string, about: string, rows: readonly string[]): string =>
  `/** ${about} */\nexport const ${constant} = \`\n${rows.join("\n")}\n\`;\n`;

writeFileSync(
  `${out}/objects.ts`,
  [
    "/** Data: verbs and objects, counted. Made by build/terms/collocations. */\n",
    table("objectMismatches", "A verb, the verb to write instead, and the objects it does not go with.", objectRows),
    table("ownObjects", "A verb and objects it often has.", ownRows()),
    `/** Words of two characters that belong to no class of their last one. */\nexport const wordsOfClasses =\n  "${[...new Set(classWords)].sort().join(" ")}";\n`,
  ].join(""),
);
writeFileSync(
  `${out}/predicates.ts`,
  `/** Data: predicates and subjects, counted. Made by build/terms/collocations. */\n${table("predicateMismatches", "A predicate, the one to write instead, and the subjects it does not go with.", predicateRows)}`,
);
console.log(`${objectRows.length} and ${predicateRows.length} pairs of verbs, ${predicates.length} predicates`);
