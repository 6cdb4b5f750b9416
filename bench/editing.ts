/** One edit in a long document, twice the length against once, and the spelling model: load and speed. */

import { modelFile, packsFor } from "../evaluate/packs";
import { Random } from "../evaluate/random";
import { builtinPacks } from "../shared/proofreading/packs/index";
import type { Rule, TextBlock } from "../shared/proofreading/rule";
import { rules } from "../shared/proofreading/rules/index";
import { inspect } from "../shared/proofreading/run";
import { createSession } from "../shared/proofreading/session";
import { type Figure, figureLine, quantile } from "./figure";
import { sample } from "./sample";

const TODAY = { today: "2026-06-18", metadata: null };
const LENGTH = 100_000;
const EDITS = 300;
const SEED = 20_261_123;
/** Characters that a hand types into the middle of a paragraph. */
const TYPED = "的一在工作和县要为";

const blocksOf = (text: string): TextBlock[] =>
  text.split("\n").map((line, index) => ({ id: `b${index}`, role: "body", text: line }));

/** A character typed somewhere in a document that is kept checked, by all rules and by those that look at one block only. */
export function edits(): Figure[] {
  const oneBlock = rules.filter(({ scope }) => scope !== "document");
  return [typing("by rules of one block", oneBlock), typing("by all rules", rules)];
}

function typing(name: string, own: readonly Rule[]): Figure {
  const session = createSession({ packs: builtinPacks, rules: own });
  const random = new Random(SEED);
  const blocks = blocksOf(sample(LENGTH));
  session.check(blocks, TODAY);
  const type = () => {
    const at = random.between(0, blocks.length - 1);
    const block = blocks[at];
    if (block === undefined) return null;
    const place = random.between(0, block.text.length);
    const typed = TYPED.charAt(random.between(0, TYPED.length - 1));
    blocks[at] = { ...block, text: block.text.slice(0, place) + typed + block.text.slice(place) };
    return session.check(blocks, TODAY);
  };
  // Code that is compiled by being used is used first.
  for (let edit = 0; edit < EDITS; edit += 1) type();
  return { name: `one edit in ${LENGTH} characters, ${name}`, runs: EDITS, work: type };
}

const RUNS = 7;

/** Prints what twice the length costs, and how fast the spelling model reads, where there is one. */
export function growthAndSpelling(): void {
  const [once, twice] = [LENGTH, LENGTH * 2].map((length) => {
    const blocks = blocksOf(sample(length));
    const times = Array.from({ length: RUNS }, () => timed(() => inspect(blocks, { ...TODAY, packs: builtinPacks })));
    return quantile(times, 0.5);
  }) as [number, number];
  console.log(`  twice the length: ${(twice / once).toFixed(2)} times the time`);
  const start = performance.now();
  const packs = packsFor(modelFile);
  const spelling = rules.filter(({ id }) => id.startsWith("probable-") || id === "typo-extra-char");
  const [first = "", ...texts] = piecesOf(sample(LENGTH));
  const read = (text: string) => inspect(blocksOf(text), { ...TODAY, packs, rules: spelling });
  if (!packs.some(({ id }) => id === "spelling")) return;
  console.log(
    figureLine("spelling, packs loaded and first paragraph read", [
      performance.now() - start + timed(() => read("第一段。")),
    ]),
  );
  read(first);
  const speeds = texts.map((text) => (text.length / timed(() => read(text))) * 1000);
  console.log(`  spelling, characters a second: ${Math.round(quantile(speeds, 0.5))}`);
}

/** Whole paragraphs, some 10,000 characters together. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [""];
  for (const line of text.split("\n")) {
    if ((pieces.at(-1)?.length ?? 0) > LENGTH / 10) pieces.push("");
    pieces[pieces.length - 1] += `${line}\n`;
  }
  return pieces;
}

function timed(work: () => unknown): number {
  const at = performance.now();
  work();
  return performance.now() - at;
}
