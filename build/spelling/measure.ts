/** `npx tsx build/spelling/measure.ts --model FILE --corpus FOLDER`: size, load time, speed and perplexity of a model. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { openSpellingModel, type SpellingModel } from "../../shared/proofreading/spelling/spelling-model";
import { BEGIN, END } from "../../shared/proofreading/spelling/tokens";
import { linesOf, SOURCES } from "./sources";
import { IdStream } from "./stream";

const STEPS = 32;
const { values } = parseArgs({
  options: {
    model: { type: "string" },
    corpus: { type: "string" },
    text: { type: "string", multiple: true, default: [] },
  },
});
const { model: path, corpus, text } = values;
if (path === undefined || corpus === undefined) {
  console.error("build/spelling/measure.ts --model FILE --corpus FOLDER [--text FILE]…");
  process.exit(2);
}

interface Fit {
  readonly tokens: number;
  readonly perplexity: number;
  readonly perSecond: number;
  readonly hits: readonly number[];
}

function fitOf({ language, vocabulary }: SpellingModel, lines: Iterable<string>): Fit {
  const stream = new IdStream();
  for (const line of lines) stream.add(line, vocabulary);
  let sum = 0;
  let tokens = 0;
  const hits = [0, 0, 0, 0, 0];
  const started = process.cpuUsage().user;
  for (let i = 0; i < stream.length; i += 1) {
    const id = stream.ids[i] ?? 0;
    if (id === BEGIN) {
      language.begin(0);
      continue;
    }
    sum += id === END ? language.score(0, id) : language.advance(0, id, 0);
    hits[language.hit] = (hits[language.hit] ?? 0) + 1;
    tokens += 1;
  }
  const seconds = (process.cpuUsage().user - started) / 1e6;
  return { tokens, perplexity: 10 ** (-sum / STEPS / tokens), perSecond: tokens / seconds, hits };
}

const read = performance.now();
const bytes = readFileSync(path);
const opened = performance.now();
const model = openSpellingModel(bytes);
console.log(
  `read ${(opened - read).toFixed(0)} ms, opened ${(performance.now() - opened).toFixed(0)} ms, ${bytes.byteLength} bytes`,
);
console.log(`n-grams ${model.language.counts.join(", ")}`);
for (const { name, bytes: section } of model.file.sections()) console.log(`  ${name.padEnd(14)} ${section.byteLength}`);

function show(name: string, lines: Iterable<string>): void {
  const { tokens, perplexity, perSecond, hits } = fitOf(model, lines);
  if (tokens === 0) return;
  const shares = hits.slice(1).map((count) => `${((100 * count) / tokens).toFixed(1)} %`);
  console.log(
    `${name.padEnd(12)} ${tokens} tokens, perplexity ${perplexity.toFixed(2)}, hits ${shares.join(" ")}, ${Math.round(perSecond)} tokens/s`,
  );
}
for (const name of Object.keys(SOURCES)) show(name, linesOf(corpus, name, "verify"));
for (const file of text) show(file, readFileSync(file, "utf8").split("\n"));
