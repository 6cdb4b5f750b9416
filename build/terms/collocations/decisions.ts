/**
 * Which pairs are amiss: a verb that its frequency would make one expect with a thing, never or hardly ever met with it, where
 * another verb of the same group is what the thing is mostly said with. Verbs that share the things of that other verb
 * are as good as it, and must have been expected all the more.
 */
import type { PairCounts } from "./counts";

export interface Demands {
  /** The better verb with the thing: how often at least, and what share of all verbs. */
  readonly better: number;
  readonly share: number;
  /** How often the pair would have been expected, at least. */
  readonly expected: number;
  /** From here on it need not be far from the better verb. */
  readonly surely: number;
  /** How much of the things of the better verb it may share, and by how much if it was expected four times. */
  readonly shared: number;
  readonly sharedIfExpected: number;
  /** How many times rarer than expected a pair that does occur must be. */
  readonly rarer: number;
  /** A rarer better verb will do for a pair this often expected and verbs this far apart. */
  readonly seldom: number;
  /** How many times rarer than the better verb is rare enough in any case. */
  readonly beside: number;
  /** Verbs that share more than this must be rare for what they share. */
  readonly sharedIfRare: number;
}

interface Standing {
  readonly met: number;
  readonly expected: number;
  readonly better: string;
  readonly betterMet: number;
  readonly share: number;
}

export interface Decision {
  readonly verb: string;
  readonly thing: string;
  readonly better: string;
}

/** Groups of verbs that are taken for each other, by verb. */
export function othersOf(groups: readonly (readonly string[])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const others = new Map<string, Set<string>>();
  for (const group of groups)
    for (const verb of group) {
      const own = others.get(verb) ?? new Set<string>();
      for (const other of group) if (other !== verb) own.add(other);
      others.set(verb, own);
    }
  return others;
}

const isPlain = (thing: string): boolean => thing.length === 2 && !thing.startsWith("～");
const OFTEN = 10;
/** How much more a compound must have been expected than its last word. */
const COMPOUND = 2;
/** The largest weight one thing has in how much two verbs share. */
const HEAVIEST = 20;

export class Collocations {
  readonly #counts: PairCounts;
  readonly #others: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #demands: Demands;
  readonly #totals = new Map<string, number>();
  readonly #total: number;
  readonly #sharing = new Map<string, { expected: number; met: number }>();

  constructor(counts: PairCounts, others: ReadonlyMap<string, ReadonlySet<string>>, demands: Demands) {
    this.#counts = counts;
    this.#others = others;
    this.#demands = demands;
    for (const [thing, verbs] of counts)
      if (isPlain(thing)) for (const [verb, met] of verbs) this.#totals.set(verb, (this.#totals.get(verb) ?? 0) + met);
    this.#total = [...this.#totals.values()].reduce((sum, count) => sum + count, 0);
    this.#share();
  }

  #share(): void {
    for (const thing of this.#counts.keys())
      if (thing.length < 4 && this.#most(thing) >= this.#demands.better)
        for (const verb of this.#others.keys()) this.#note(verb, thing);
  }

  #note(verb: string, thing: string): void {
    const standing = this.#standing(verb, thing);
    if (standing === null) return;
    const { met, expected, better, betterMet, share } = standing;
    if (betterMet < this.#demands.better || share < 0.2 || met > betterMet) return;
    const sum = this.#sharing.get(verb + better) ?? { expected: 0, met: 0 };
    sum.expected += Math.min(expected, HEAVIEST);
    sum.met += Math.min(met, expected, HEAVIEST);
    this.#sharing.set(verb + better, sum);
  }

  #most = (thing: string): number => Math.max(0, ...(this.#counts.get(thing)?.values() ?? []));

  #standing(verb: string, thing: string): Standing | null {
    const verbs = this.#counts.get(thing);
    const others = this.#others.get(verb);
    if (verbs === undefined || others === undefined) return null;
    const own = this.#totals.get(verb) ?? 1;
    const met = verbs.get(verb) ?? 0;
    let [here, everywhere, better, betterMet] = [met, own, "", 0];
    for (const other of others) {
      const count = verbs.get(other) ?? 0;
      here += count;
      everywhere += this.#totals.get(other) ?? 0;
      if (count > betterMet) [better, betterMet] = [other, count];
    }
    const all = [...verbs.values()].reduce((sum, count) => sum + count, 0);
    return { met, expected: (here * own) / everywhere, better, betterMet, share: betterMet / all };
  }

  /** How much of what is expected of a verb with the things of another it really has. */
  #shared(verb: string, better: string): number {
    const sum = this.#sharing.get(verb + better);
    return sum === undefined ? 1 : (sum.met + 0.5) / (sum.expected + 1);
  }

  /** The verb to write instead, if the pair is amiss. */
  betterFor(verb: string, thing: string): string | null {
    const standing = this.#standing(verb, thing);
    if (standing === null) return null;
    const { better, betterMet, share, expected } = standing;
    const demands = this.#demands;
    if (betterMet < demands.better || share < demands.share) return null;
    if (expected < demands.expected * (thing.length === 4 ? COMPOUND : 1)) return null;
    const shared = this.#shared(verb, better);
    if (!this.#isRare(standing, shared) || !this.#isFar(standing, shared)) return null;
    return betterMet >= demands.seldom || (expected >= 3 && shared < 0.1) ? better : null;
  }

  #isRare({ met, expected, betterMet }: Standing, shared: number): boolean {
    const { rarer, beside, sharedIfRare } = this.#demands;
    if (met * rarer <= expected * shared || met * beside < betterMet || (met <= 3 && met * 80 < betterMet)) return true;
    return met * rarer * 1.5 <= expected && shared < sharedIfRare;
  }

  #isFar({ expected }: Standing, shared: number): boolean {
    const { surely, shared: far, sharedIfExpected } = this.#demands;
    return expected * shared >= surely || shared < far || (expected >= 4 && shared < sharedIfExpected);
  }

  /** All pairs that are amiss. */
  decisions(): Decision[] {
    const found: Decision[] = [];
    for (const thing of this.#counts.keys()) {
      if (this.#most(thing) < this.#demands.better) continue;
      for (const verb of this.#others.keys()) {
        const better = this.betterFor(verb, thing);
        if (better !== null) found.push({ verb, thing, better });
      }
    }
    return found;
  }

  /** Whether a verb and a thing go together: met ten times at least, and twice as often as chance has it. */
  isOwn(verb: string, thing: string): boolean {
    const verbs = this.#counts.get(thing);
    const met = verbs?.get(verb) ?? 0;
    if (verbs === undefined || met < OFTEN) return false;
    const all = [...verbs.values()].reduce((sum, count) => sum + count, 0);
    return met * this.#total >= (this.#totals.get(verb) ?? 1) * all * 2;
  }
}
