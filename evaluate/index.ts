/** `npm run evaluate`: measures the engine on seeded errors and on clean text; writes docs/accuracy.md and the About table. */
import { existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { dayOf } from "../shared/proofreading/run";
import { type CleanScore, cleanScore, measureTexts, ownTexts, regulationTexts } from "./clean";
import { copiesOf } from "./copies";
import { handRows, handSets, handTexts } from "./hand";
import { ownDocuments } from "./library";
import { mutators } from "./mutators/index";
import { modelFile, packsFor } from "./packs";
import { type PairFigures, pairFigures } from "./pairs";
import {
  accuracyDocument,
  accuracyModule,
  categoryTable,
  cleanTable,
  handTable,
  kindTable,
  pairsTable,
  severityTable,
} from "./report";
import { Scorer } from "./score";
import { alarmLines, missLines, ruleLines } from "./shown";
import { tallied } from "./tally";

const usage = `npm run evaluate -- [--seed N] [--plants N] [--data FOLDER] [--corpus FOLDER] [--regulations FOLDER]
  [--model FILE] [--practice FILE] [--characters N] [--show N] [--quick] [--dry]
  --plants      plants by category, 120
  --data        folder that holds spelling/ with the pairs and the corpus
  --practice    practice model of the cross-validation, made there when absent; out/practice.cbspell
  --quick       without the cross-validation of the spelling model, which takes minutes
  --characters  characters at most of each clean text
  --show N      the N worst false alarms, and N missed plants of each category
  --dry         writes no file`;

const root = resolve(import.meta.dirname, "..");
const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    plants: { type: "string", default: "120" },
    data: { type: "string", default: join(root, "../shared/data") },
    corpus: { type: "string" },
    regulations: { type: "string", default: join(root, "../shared/regulations") },
    model: { type: "string", default: modelFile },
    practice: { type: "string", default: join(root, "out/practice.cbspell") },
    quick: { type: "boolean", default: false },
    characters: { type: "string", default: "150000" },
    show: { type: "string", default: "0" },
    dry: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const corpus = values.corpus ?? join(values.data, "spelling/corpus");
const shown = Number(values.show);
const notes: string[] = [];
const tell = (lines: readonly string[]): void => console.log(`\n${lines.join("\n")}`);
const heard = (problem: string): void => {
  notes.push(problem);
  console.log(problem);
};

const packs = packsFor(values.model);
const hasSpelling = packs.some(({ spelling }) => spelling !== undefined);
const documents = ownDocuments();
console.log(`随机种子 ${seed}；自拟公文 ${documents.length} 篇；差错 ${mutators.length} 种。`);
if (!hasSpelling) heard("没有疑似别字模型，依靠模型的差错未测全。");

const copies = copiesOf({ documents, mutators, perCategory: Number(values.plants), seed });
const tally = tallied(copies, new Scorer(packs));
tell(categoryTable(tally.rows));
tell(kindTable(tally.rows));
tell(severityTable(tally));

const hand = handRows(handSets(), packs);
tell(handTable(hand));

if (!existsSync(corpus)) heard("没有预留语料，法律、报告、政策、新闻中的误报未测。");
const texts = [
  ownTexts(documents),
  ...handTexts(),
  ...(existsSync(corpus) ? measureTexts(corpus, Number(values.characters)) : []),
  ...regulationTexts(values.regulations),
];
const clean: CleanScore[] = texts.map((text) => cleanScore(text, packs));
tell(cleanTable(clean));
if (shown > 0)
  tell([...ruleLines(clean, shown), "", ...alarmLines(clean, tally, shown), "", ...missLines(tally, shown)]);

let pairs: PairFigures | null = null;
if (!values.quick) {
  const { model, practice, data } = values;
  pairs = pairFigures({ model, practice, data, progress: (what) => console.error(what) });
  if (pairs === null) heard("没有别字开发集或模型，交叉验证未做。");
  else tell(pairsTable(pairs));
}

if (!values.dry) {
  const names = packs.map(({ id, version }) => `${id} ${version}`);
  const measuredOn = dayOf(new Date().toISOString());
  const measurement = { measuredOn, packs: names, seed, hasSpelling, tally, hand, clean, pairs, notes };
  writeFileSync(join(root, "docs/accuracy.md"), accuracyDocument(measurement));
  writeFileSync(join(root, "shared/proofreading/accuracy.ts"), accuracyModule(measurement));
}
