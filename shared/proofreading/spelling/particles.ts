/**
 * 的, 地 or 得: which particle stands between two words, by what stands around it. A sum of counted weights, one for each
 * pair of a feature and its value, as logistic regression gives them; no list has the words that were never seen together.
 */
import { fromBase64 } from "../../bytes";

/** Weights are kept as so many steps to the unit of log-odds. */
export const WEIGHT_STEPS = 16;
const SLOTS = 1 << 16;

const FIRST_HAN = 0x4e00;
const LAST_HAN = 0x9fa5;
const isHan = (unit: number): boolean => unit >= FIRST_HAN && unit <= LAST_HAN;
const DE = "的".charCodeAt(0);

/** As far as Chinese characters without a mark are followed. */
const BEFORE = 8;
const AFTER = 12;
/** Features that look at what stands before; the rest is asked only where these leave a chance. */
export const BEFORE_FEATURES = 7;
export const FEATURES = 18;

/** The slots of one place, in the order of the features; used again at each place. */
const slots = new Uint16Array(FEATURES);

function slot(feature: number, one: number, two = 0, three = 0, four = 0): number {
  let mixed = Math.imul(feature + 1, 0x9e3779b1) ^ one;
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) ^ two;
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) ^ three;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x27d4eb2f) ^ four;
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 16)) & (SLOTS - 1);
}

/** The unit at an offset, 0 outside the text. */
const unitAt = (text: string, at: number): number => (at >= 0 && at < text.length ? text.charCodeAt(at) : 0);

function fillBefore(text: string, at: number): void {
  let run = 0;
  while (run < BEFORE && isHan(unitAt(text, at - 1 - run))) run += 1;
  const [one, two, three, four] = [1, 2, 3, 4].map((back) => unitAt(text, at - back)) as [
    number,
    number,
    number,
    number,
  ];
  slots[0] = slot(0, two, one);
  slots[1] = slot(1, one);
  slots[2] = slot(2, three, two, one);
  slots[3] = slot(3, four, three);
  slots[4] = slot(4, run);
  slots[5] = slot(5, unitAt(text, at - 1 - run));
  slots[6] = slot(6, two, one, Math.min(run, 4));
}

function fillAfter(text: string, at: number): void {
  let run = 0;
  let hasDe = 0;
  while (run < AFTER && isHan(unitAt(text, at + 1 + run))) {
    if (run >= 2 && unitAt(text, at + 1 + run) === DE) hasDe = 1;
    run += 1;
  }
  const [one, two, three, four] = [1, 2, 3, 4].map((on) => unitAt(text, at + on)) as [number, number, number, number];
  const [before, second] = [unitAt(text, at - 1), unitAt(text, at - 2)];
  slots[7] = slot(7, one, two);
  slots[8] = slot(8, one);
  slots[9] = slot(9, one, two, three);
  slots[10] = slot(10, three, four);
  slots[11] = slot(11, before, one);
  slots[12] = slot(12, second, before, one, two);
  slots[13] = slot(13, run);
  slots[14] = slot(14, hasDe);
  slots[15] = slot(15, unitAt(text, at + run - 1), unitAt(text, at + run));
  slots[16] = slot(16, unitAt(text, at + 1 + run));
  slots[17] = slot(17, one, two, hasDe);
}

/** The slots of the particle at `at`; the array is used again by the next call. */
export function particleSlots(text: string, at: number): Uint16Array {
  fillBefore(text, at);
  fillAfter(text, at);
  return slots;
}

/** Whether a particle can stand there: between Chinese characters. */
export const isBetweenWords = (text: string, at: number): boolean =>
  isHan(unitAt(text, at - 1)) && isHan(unitAt(text, at + 1));

/** How many Chinese characters follow a particle without a mark, few enough to be counted. */
export function runBehind(text: string, at: number): number {
  let run = 0;
  while (run < AFTER && isHan(unitAt(text, at + 1 + run))) run += 1;
  return run;
}

/** One particle against 的. */
export class ParticleJudge {
  readonly #weights: Int8Array;

  /** A weight for each slot, in base64. */
  constructor(weights: string) {
    this.#weights = new Int8Array(fromBase64(weights));
    if (this.#weights.length !== SLOTS)
      throw new RangeError(`${SLOTS} weights expected, ${this.#weights.length} given`);
  }

  /**
   * Log-odds that the other particle belongs there, in steps; `least` is what is asked, so that a place without a chance
   * costs little: then the answer is below it.
   */
  steps(text: string, at: number, least: number): number {
    fillBefore(text, at);
    let sum = 0;
    for (let feature = 0; feature < BEFORE_FEATURES; feature += 1) sum += this.#weights[slots[feature] ?? 0] ?? 0;
    if (sum + MOST_BEHIND < least) return sum;
    fillAfter(text, at);
    for (let feature = BEFORE_FEATURES; feature < FEATURES; feature += 1)
      sum += this.#weights[slots[feature] ?? 0] ?? 0;
    return sum;
  }
}

/** What the characters behind a particle hardly ever add, in steps. */
const MOST_BEHIND = 4 * WEIGHT_STEPS;
