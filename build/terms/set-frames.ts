/**
 * `npx tsx build/terms/set-frames.ts --corpus FOLDER --data FOLDER`: makes the table of wording that official text always
 * writes the same. Runs that recur are cut into words; a word may not be another one where the counted text never, or next
 * to never, has another one in the same place.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { bareOf, frameText, SetFrames } from "../../shared/proofreading/slips/set-frames";
import { linesOf, SOURCES } from "../spelling/sources";
import { runsOf } from "./runs";
import { isHan } from "./text";
import { cutOf } from "./word-cuts";
import { listedWords } from "./words";

const { values } = parseArgs({
  options: {
    corpus: { type: "string" },
    data: { type: "string" },
    out: { type: "string", default: "shared/proofreading/slips/data/set-frames.ts" },
    keep: { type: "string", default: "0" },
  },
});
const { corpus, data, out } = values;
if (corpus === undefined || data === undefined) {
  console.error("build/terms/set-frames.ts --corpus FOLDER --data FOLDER [--out FILE] [--keep N]");
  process.exit(2);
}

const SHORTEST = 6;
const LONGEST = 16;
const LEAST = 20;
/** A slot at an end of a frame has one side only: it needs more. */
const LEAST_AT_END = 45;
/** Of so many times a word stands in its slot, another one may stand there once: the text has slips of its own. */
const ONE_SLIP_IN = 300;
/** No neighbour stands beside a frame in more than this share: else the longer run is the frame. */
const ONE_NEIGHBOUR = 0.85;
/** The news and the law have turns of their own: wording of documents stands in documents, and mostly not in laws. */
const DOCUMENTS = new Set(["political", "policy"]);
const LAWS = new Set(["laws", "justlaws"]);
const IN_DOCUMENTS = 3;
const IN_LAWS = 0.4;

/** `--keep 10` keeps every tenth stretch of lines out, to see what the table says about text it was not made from. */
const keep = Number(values.keep);
const lines: string[] = [];
const parts: Record<"documents" | "laws", string[]> = { documents: [], laws: [] };
for (const name of Object.keys(SOURCES)) {
  let number = 0;
  for (const line of linesOf(corpus, name, "train")) {
    number += 1;
    if (keep !== 0 && Math.floor(number / 100) % keep === 0) continue;
    lines.push(line);
    if (DOCUMENTS.has(name)) parts.documents.push(line);
    if (LAWS.has(name)) parts.laws.push(line);
  }
}
function unitsOf(texts: readonly string[]): Uint16Array {
  const bare = texts.map((line) => bareOf(line).characters).join("\n");
  const units = new Uint16Array(bare.length);
  for (let i = 0; i < bare.length; i += 1) units[i] = bare.charCodeAt(i);
  return units;
}

const words = listedWords(data);
const sizes = { shortest: SHORTEST, longest: LONGEST + 1 };
const runs = runsOf(unitsOf(lines), { ...sizes, least: LEAST });
const inDocuments = runsOf(unitsOf(parts.documents), { ...sizes, least: IN_DOCUMENTS });
const inLaws = runsOf(unitsOf(parts.laws), { ...sizes, least: LEAST * IN_LAWS });
console.log([...runs].map(([size, counts]) => `${size}: ${counts.size}`).join(", "));

interface Frame {
  readonly text: string;
  readonly count: number;
  readonly cuts: readonly string[];
}

const LIGHT = new Set(
  "的了在是已较和与于为被把将也都又要我你他她它这那就不很再及或等从向对给让使由以并而但则且当如若因所其此该各每某者们个些只次起来去说称到地得着过上下里内外前后间时年月日号第条款项",
);
const MEANS_LITTLE = /[一二三四五六七八九十百千万两首\d]|^[省市县区乡镇村州]$/;
const frames: Frame[] = [];
for (let size = SHORTEST; size <= LONGEST; size += 1) {
  const widest = new Map<string, number>();
  for (const [run, count] of runs.get(size + 1) ?? [])
    for (const part of [run.slice(0, -1), run.slice(1)]) widest.set(part, Math.max(widest.get(part) ?? 0, count));
  for (const [text, count] of runs.get(size) ?? []) {
    if ((widest.get(text) ?? 0) > ONE_NEIGHBOUR * count) continue;
    if (inDocuments.get(size)?.has(text) !== true || (inLaws.get(size)?.get(text) ?? 0) > IN_LAWS * count) continue;
    const cuts = cutOf(text, words);
    if (cuts !== null && !LIGHT.has(cuts[0] ?? "") && !LIGHT.has(cuts.at(-1) ?? "")) frames.push({ text, count, cuts });
  }
}
console.log(`${frames.length} frames`);

const mayBeSlot = (word: string): boolean =>
  word.length > 1 && word.length <= 4 && !LIGHT.has(word) && !MEANS_LITTLE.test(word);

const armed = frames.map(({ cuts }) => cuts.map((word) => (mayBeSlot(word) ? `[${word}]` : word)).join(""));
const finder = new SetFrames(armed.join("\n"));
const others = new Map<string, number>();
for (const line of lines)
  for (const { place } of finder.find(line)) others.set(place.join(), (others.get(place.join()) ?? 0) + 1);
console.log(`${others.size} slots with other words`);

/** Slots that shorter frames judge already, by where they stand. */
const judged = new Map<string, Set<number>>();
const made: { line: string; count: number }[] = [];
frames
  .map((frame, index) => ({ ...frame, index }))
  .sort((a, b) => a.text.length - b.text.length || b.count - a.count)
  .forEach(({ text, count, cuts, index }) => {
    let at = 0;
    let slot = -1;
    let line = "";
    const places = new Set<number>();
    for (const word of cuts) {
      const isSlot = mayBeSlot(word);
      if (isSlot) slot += 1;
      const atEnd = at === 0 || at + word.length === text.length;
      const seen = others.get(`${index},${slot}`) ?? 0;
      const holds = isSlot && count >= (atEnd ? LEAST_AT_END : LEAST) && seen * ONE_SLIP_IN <= count;
      const takes = holds && text.length - word.length >= 4 && !isJudged(text, at);
      line += takes ? `[${word}]` : word;
      if (takes) places.add(at);
      at += word.length;
    }
    if (places.size === 0) return;
    judged.set(text, places);
    made.push({ line, count });
  });

function isJudged(text: string, at: number): boolean {
  for (let from = 0; from <= at; from += 1)
    for (let to = Math.max(at + 1, from + SHORTEST); to <= text.length; to += 1)
      if (to - from < text.length && judged.get(text.slice(from, to))?.has(at - from) === true) return true;
  return false;
}

/** As it is mostly written, with its marks. */
function written(all: readonly string[]): string[] {
  const wanted = new Map(all.map((line) => [frameText(line), new Map<string, number>()]));
  for (const line of lines) {
    const { characters, places } = bareOf(line);
    if (!/[“”、《》·]/.test(line)) continue;
    for (let from = 0; from + SHORTEST <= characters.length; from += 1)
      for (let size = SHORTEST; size <= LONGEST; size += 1) {
        const forms = wanted.get(characters.slice(from, from + size));
        if (forms === undefined) continue;
        const form = line.slice(places[from], (places[from + size - 1] ?? 0) + 1);
        forms.set(form, (forms.get(form) ?? 0) + 1);
      }
  }
  return all.map((line) => {
    const forms = [...(wanted.get(frameText(line)) ?? [])].sort((a, b) => b[1] - a[1]);
    return withMarks(line, forms[0]?.[0] ?? frameText(line));
  });
}

/** The brackets of a line put into the written form. */
function withMarks(line: string, form: string): string {
  let result = "";
  let i = 0;
  for (const character of line) {
    if (!"[]".includes(character)) {
      while (i < form.length && form.charAt(i) !== character) result += form.charAt(i++);
      i += 1;
    } else if (character === "[") {
      while (i < form.length && !isHan(form.charCodeAt(i))) result += form.charAt(i++);
    }
    result += character;
  }
  return result;
}

const table = written(made.sort((a, b) => b.count - a.count).map(({ line }) => line));
writeFileSync(
  out,
  `/** Data: wording that is always the same; words in brackets are never others. Made by build/terms/set-frames.ts. */\nexport const setFrames = \`\n${table.join("\n")}\n\`;\n`,
);
console.log(`${table.length} frames written`);
