/** The search: the cheapest way through the lattice, a few best ways at a time. */
import { type CharacterScores, pairCost } from "./decoder-model";
import { type Lattice, MOST_ALTERNATIVES } from "./lattice";
import { FREE_SLOT, LONGEST_SEGMENT, REACH, type Segment } from "./segment";
import { END } from "./tokens";

/** Ways kept after each token. */
const WIDTH = 8;
const CHOICES = MOST_ALTERNATIVES + 1;
/** Two banks of language model states, used in turn; FREE_SLOT itself belongs to whoever scores something aside. */
const BANK = FREE_SLOT + 1;
export const SLOTS = BANK + 2 * WIDTH;
const NONE = -0x7fffffff;
/** `since` of a way that never changed anything. */
const LONG_AGO = REACH;

/** What the best way has at each token: the token's own id or another, with the kind of that pair. */
export class Decoder {
  readonly ids = new Uint16Array(LONGEST_SEGMENT);
  /** Kind of the change, OWN where nothing is changed. */
  readonly kinds = new Uint8Array(LONGEST_SEGMENT);
  private readonly language: CharacterScores;
  private readonly parents = new Uint8Array((LONGEST_SEGMENT + 1) * WIDTH);
  private readonly choices = new Uint8Array((LONGEST_SEGMENT + 1) * WIDTH);
  private now = new Layer();
  private next = new Layer();
  private readonly gained = new Int32Array(WIDTH * CHOICES);
  private readonly source = new Uint8Array(WIDTH * CHOICES);

  constructor(language: CharacterScores) {
    this.language = language;
    language.reserve(SLOTS);
  }

  /** Whether the best way changes anything. */
  run(segment: Segment, lattice: Lattice): boolean {
    this.now.start();
    for (let place = 0; place < segment.length; place += 1) {
      this.expand(segment, lattice, place);
      this.select(lattice, place);
      this.settle(segment, lattice, place);
      [this.now, this.next] = [this.next, this.now];
    }
    return this.trace(segment, lattice, this.bestEnd(segment));
  }

  /** Scores every way with every choice; of ways that score alike from here on only the best goes on. */
  private expand(segment: Segment, lattice: Lattice, place: number): void {
    const { now, gained, source, language } = this;
    const choices = 1 + (lattice.counts[place] ?? 0);
    gained.fill(NONE, 0, now.count * CHOICES);
    for (let way = 0; way < now.count; way += 1) {
      const group = now.groupOf(way);
      for (let choice = 0; choice < choices; choice += 1) {
        const score = (now.scores[way] ?? 0) + this.step(segment, lattice, { place, way, choice }, language);
        const at = group * CHOICES + choice;
        if (score <= (gained[at] ?? 0)) continue;
        gained[at] = score;
        source[at] = way;
      }
    }
  }

  private step(
    segment: Segment,
    lattice: Lattice,
    { place, way, choice }: { place: number; way: number; choice: number },
    language: CharacterScores,
  ): number {
    const { now } = this;
    const own = (now.since[way] ?? 0) >= REACH;
    const slot = own ? place : now.bank + way;
    if (choice === 0) return own ? (segment.scores[place] ?? 0) : language.score(slot, segment.ids[place] ?? 0);
    const at = place * MOST_ALTERNATIVES + choice - 1;
    return language.score(slot, lattice.ids[at] ?? 0) - pairCost(lattice.kinds[at] ?? 0);
  }

  /** The best of them, in falling order. */
  private select(lattice: Lattice, place: number): void {
    const { now, next, gained, source } = this;
    const choices = 1 + (lattice.counts[place] ?? 0);
    next.count = 0;
    for (let group = 0; group < now.count; group += 1) {
      for (let choice = 0; choice < choices; choice += 1) {
        const score = gained[group * CHOICES + choice] ?? NONE;
        if (score !== NONE) next.insert(score, source[group * CHOICES + choice] ?? 0, choice);
      }
    }
  }

  /** Gives each way that was kept its history. */
  private settle(segment: Segment, lattice: Lattice, place: number): void {
    const { now, next, language } = this;
    next.bank = now.bank === BANK ? BANK + WIDTH : BANK;
    for (let way = 0; way < next.count; way += 1) {
      const parent = next.parents[way] ?? 0;
      const choice = next.choices[way] ?? 0;
      const at = place * MOST_ALTERNATIVES + choice - 1;
      const id = choice === 0 ? (segment.ids[place] ?? 0) : (lattice.ids[at] ?? 0);
      this.parents[(place + 1) * WIDTH + way] = parent;
      this.choices[(place + 1) * WIDTH + way] = choice;
      const before = now.since[parent] ?? 0;
      const since = choice === 0 ? Math.min(LONG_AGO, before + 1) : 0;
      next.since[way] = since;
      next.last[way] = id;
      next.old[way] = now.last[parent] ?? 0;
      if (since < REACH) language.advance(before >= REACH ? place : now.bank + parent, id, next.bank + way);
    }
  }

  private bestEnd(segment: Segment): number {
    const { now, language } = this;
    let best = 0;
    let most = NONE;
    for (let way = 0; way < now.count; way += 1) {
      const own = (now.since[way] ?? 0) >= REACH;
      const end = language.score(own ? segment.length : now.bank + way, END);
      if ((now.scores[way] ?? 0) + end <= most) continue;
      most = (now.scores[way] ?? 0) + end;
      best = way;
    }
    return best;
  }

  private trace(segment: Segment, lattice: Lattice, best: number): boolean {
    let way = best;
    let changes = false;
    for (let place = segment.length - 1; place >= 0; place -= 1) {
      const choice = this.choices[(place + 1) * WIDTH + way] ?? 0;
      const at = place * MOST_ALTERNATIVES + choice - 1;
      this.ids[place] = choice === 0 ? (segment.ids[place] ?? 0) : (lattice.ids[at] ?? 0);
      this.kinds[place] = choice === 0 ? OWN : (lattice.kinds[at] ?? 0);
      if (choice !== 0) changes = true;
      way = this.parents[(place + 1) * WIDTH + way] ?? 0;
    }
    return changes;
  }
}

export const OWN = 255;

/** The ways after one token. */
class Layer {
  count = 0;
  bank = BANK;
  readonly scores = new Int32Array(WIDTH + 1);
  readonly parents = new Uint8Array(WIDTH + 1);
  readonly choices = new Uint8Array(WIDTH + 1);
  /** Tokens since the last change; from REACH on the segment's own states serve. */
  readonly since = new Uint8Array(WIDTH + 1);
  readonly last = new Uint16Array(WIDTH + 1);
  readonly old = new Uint16Array(WIDTH + 1);

  start(): void {
    this.count = 1;
    this.scores[0] = 0;
    this.since[0] = LONG_AGO;
    this.last[0] = 0;
    this.old[0] = 0;
  }

  /** The first way with the same last two tokens: what comes after the next token cannot tell them apart. */
  groupOf(way: number): number {
    for (let other = 0; other < way; other += 1)
      if (this.last[other] === this.last[way] && this.old[other] === this.old[way]) return other;
    return way;
  }

  insert(score: number, parent: number, choice: number): void {
    if (this.count === WIDTH && score <= (this.scores[WIDTH - 1] ?? 0)) return;
    let at = this.count === WIDTH ? WIDTH - 1 : this.count;
    for (; at > 0 && score > (this.scores[at - 1] ?? 0); at -= 1) {
      this.scores[at] = this.scores[at - 1] ?? 0;
      this.parents[at] = this.parents[at - 1] ?? 0;
      this.choices[at] = this.choices[at - 1] ?? 0;
    }
    this.scores[at] = score;
    this.parents[at] = parent;
    this.choices[at] = choice;
    if (this.count < WIDTH) this.count += 1;
  }
}
