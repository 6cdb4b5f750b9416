/**
 * `npx tsx build/terms/common-phrases.ts --corpus FOLDER --data FOLDER`: makes the table of runs of two words that official
 * text uses often. They are too loose to judge what strays from them; that a repair gives one speaks for the repair.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { idioms } from "../../shared/proofreading/slips/data/idioms";
import { officialPhrases } from "../../shared/proofreading/slips/data/official-phrases";
import { setPhrases } from "../../shared/proofreading/slips/data/set-phrases";
import { phraseOf } from "../../shared/proofreading/slips/right-form";
import { linesOf } from "../spelling/sources";
import { countsOf } from "./observation";
import { connecting, phrasesOf } from "./phrases";
import { runsOf } from "./runs";
import { unitsOf } from "./text";
import { listedWords } from "./words";

const TARGET = "shared/proofreading/slips/data/common-phrases.ts";
const { values } = parseArgs({ options: { corpus: { type: "string" }, data: { type: "string" } } });
const { corpus, data } = values;
if (corpus === undefined || data === undefined) {
  console.error("build/terms/common-phrases.ts --corpus FOLDER --data FOLDER");
  process.exit(2);
}

const SIZE = 4;
const LEAST = 24;
/** In laws and documents, beside the news. */
const DOCUMENTS = ["laws", "political", "policy", "justlaws"];
const IN_DOCUMENTS = 6;

function* documents(folder: string): Generator<string> {
  for (const name of DOCUMENTS) yield* linesOf(folder, name, "train");
}

const words = listedWords(data);
const known = new Set([idioms, officialPhrases, setPhrases].flatMap((table) => table.trim().split("\n").map(phraseOf)));
const runs = runsOf(unitsOf(corpus, ["train"]), { shortest: SIZE, longest: SIZE + 1, least: LEAST });
const loose = phrasesOf(
  runs,
  { countOf: (word) => words.get(word) ?? 0 },
  { from: LEAST, oneNeighbour: 1, edges: connecting },
)
  .map(({ text }) => text)
  .filter((text) => text.length === SIZE && !known.has(text));
const counts = countsOf(loose, documents(corpus));
const phrases = loose.filter((_, index) => (counts[index] ?? 0) >= IN_DOCUMENTS);
writeFileSync(
  TARGET,
  `/** Data: runs of two words that official text uses often. Made by build/terms/common-phrases.ts. */\nexport const commonPhrases = \`\n${phrases.join("\n")}\n\`;\n`,
);
console.log(`${phrases.length} phrases`);
