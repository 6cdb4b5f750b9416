/**
 * `npx tsx build/spelling/particles/index.ts --corpus FOLDER [--out FILE]`: the weights by which 地 and 得 are told from 的.
 * Logistic regression over the train part, read twice in its order; the other parts tell what a threshold costs.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { particleSlots, WEIGHT_STEPS } from "../../../shared/proofreading/spelling/particles";
import type { Part } from "../../corpus";
import { linesOf, SOURCES } from "../sources";
import { type Particle, particlePlaces } from "./places";

const { values } = parseArgs({
  options: {
    corpus: { type: "string" },
    out: { type: "string", default: "shared/proofreading/spelling/particle-weights.ts" },
  },
});
const { corpus, out } = values;
if (corpus === undefined) {
  console.error("build/spelling/particles/index.ts --corpus FOLDER [--out FILE]");
  process.exit(2);
}

const SLOTS = 1 << 16;
const RATE = 0.15;
const TIMES = 2;
/** Characters of each source, so that the largest does not drown the others. */
const MOST = 12_000_000;
const MOST_SHOWN = 330_000;

function* lines(folder: string, parts: readonly Part[], most: number): Generator<string> {
  for (const part of parts)
    for (const name of Object.keys(SOURCES)) {
      let read = 0;
      for (const line of linesOf(folder, name, part)) {
        read += line.length;
        if (read > most) break;
        yield line;
      }
    }
}

function sum(weights: Float64Array | Int8Array, slots: Uint16Array): number {
  let total = 0;
  for (const slot of slots) total += weights[slot] ?? 0;
  return total;
}

/** Steps shrink with what a weight has moved already (AdaGrad). */
function trained(folder: string, other: Particle): Float64Array {
  const weights = new Float64Array(SLOTS);
  const moved = new Float64Array(SLOTS).fill(1e-6);
  for (let time = 0; time < TIMES; time += 1)
    for (const text of lines(folder, ["train"], MOST))
      for (const { at, isOther } of particlePlaces(text, other)) {
        const slots = particleSlots(text, at);
        const miss = 1 / (1 + Math.exp(-sum(weights, slots))) - (isOther ? 1 : 0);
        for (const slot of slots) {
          moved[slot] = (moved[slot] ?? 0) + miss * miss;
          weights[slot] = (weights[slot] ?? 0) - (RATE * miss) / Math.sqrt(moved[slot] ?? 1);
        }
      }
  return weights;
}

const inSteps = (weights: Float64Array): Int8Array =>
  Int8Array.from(weights, (weight) => Math.max(-128, Math.min(127, Math.round(weight * WEIGHT_STEPS))));

/** What clean text would lose, and what slips it would find, at some thresholds. */
function report(folder: string, other: Particle, weights: Int8Array): void {
  const right: number[] = [];
  const clean: { steps: number; shown: string }[] = [];
  for (const text of lines(folder, ["verify", "tune"], MOST_SHOWN))
    for (const { at, isOther } of particlePlaces(text, other)) {
      const steps = sum(weights, particleSlots(text, at));
      if (isOther) right.push(steps);
      else clean.push({ steps, shown: `${text.slice(Math.max(0, at - 8), at)}[的]${text.slice(at + 1, at + 9)}` });
    }
  clean.sort((a, b) => b.steps - a.steps);
  console.log(`${other}: ${right.length} places, ${clean.length} of 的`);
  for (const rank of [2, 5, 10, 20]) {
    const threshold = clean[rank]?.steps ?? 0;
    const found = right.filter((steps) => steps > threshold).length / right.length;
    console.log(`  above ${threshold}: ${rank} of 的, ${(found * 100).toFixed(1)}% of slips`);
  }
  for (const { steps, shown } of clean.slice(0, 16)) console.log(`  ${steps} ${shown}`);
}

const texts = (["地", "得"] as const).map((other) => {
  const weights = inSteps(trained(corpus, other));
  report(corpus, other, weights);
  return Buffer.from(weights.buffer).toString("base64");
});
writeFileSync(
  out,
  `/** Data: weights of 地 and of 得 against 的, in base64. Made by build/spelling/particles. */\nexport const diWeights =\n  "${texts[0] ?? ""}";\nexport const deWeights =\n  "${texts[1] ?? ""}";\n`,
);
