/** How long the machine pass takes on documents of growing size. */
import { readFileSync } from "node:fs";
import { contentOf } from "../shared/model/content";
import { emptyMetadata } from "../shared/model/metadata";
import { documentFromText } from "../shared/model/plain-text";
import { builtinPacks } from "../shared/proofreading/packs/index";
import type { Rule } from "../shared/proofreading/rule";
import { rules } from "../shared/proofreading/rules/index";
import { inspect, proofread } from "../shared/proofreading/run";
import { secrecyMarks } from "../shared/proofreading/secrecy";
import { edits, growthAndSpelling } from "./editing";
import { type Figure, printFigures } from "./figure";
import { race } from "./race";
import { sample } from "./sample";

const line = "各县（市、区）人民政府要按照《中华人民共和国政府信息公开条例》规定，落实“三审三校”制度，确保内容准确。\n";
const options = { today: "2026-06-18", at: "2026-06-18T02:00:00.000Z", packs: builtinPacks };

/** Ten thousand, a hundred thousand and a million characters, as the goals are written. */
const lengths = [10_000, 100_000, 1_000_000];

/** Without files the races run over example sentences of our own rules. */
export async function proofreading(files: readonly string[]): Promise<void> {
  await printFigures([...figures(), ...edits()]);
  growthAndSpelling();
  const given = files.map((file) => readFileSync(file, "utf8")).join("\n");
  await race((characters) => (given === "" ? sample(characters) : repeated(given, characters)), lengths);
}

const repeated = (text: string, characters: number): string =>
  text.repeat(Math.ceil(characters / text.length)).slice(0, characters);

function figures(): Figure[] {
  const pass = (characters: number): Figure => {
    const { document } = documentFromText(line.repeat(Math.ceil(characters / line.length)));
    const content = contentOf(document, emptyMetadata);
    return { name: `machine pass, ${characters} characters`, runs: 9, work: () => proofread(content, options) };
  };
  const long = line.repeat(33_000);
  return [
    pass(10_000),
    pass(100_000),
    ...hostile(),
    { name: "secrecy scan, 5 MB", runs: 9, work: () => secrecyMarks(long) },
  ];
}

/** What made a rule look again and again: sentences without an end, one character for ever, marks without partners. */
const seeds = ["1，", "約", "（", "“", "的的，", "a", "×", "〔", "http://a.", "国办发〔", "，"];

/** The slowest rule over each hostile block of 20,000 characters; the goal is 20 ms a rule. */
function hostile(): Figure[] {
  return seeds.map((seed) => {
    const blocks = [{ id: "b", role: "body" as const, text: seed.repeat(Math.ceil(20_000 / seed.length)) }];
    const over = (rule: Rule) => inspect(blocks, { ...options, metadata: null, rules: [rule] });
    const slowest = [...rules].sort((a, b) => cost(() => over(b)) - cost(() => over(a)))[0];
    return {
      name: `slowest rule over 20,000 characters of ${seed} (${slowest?.id})`,
      runs: 9,
      work: () => (slowest === undefined ? null : over(slowest)),
    };
  });
}

function cost(work: () => unknown): number {
  const at = performance.now();
  work();
  return performance.now() - at;
}
