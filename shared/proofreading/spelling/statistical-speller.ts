/** The speller of a packed model: search, verifier, and a memory of the last paragraphs. */
import { fromBase64 } from "../../bytes";
import { Alternatives } from "./alternatives";
import { confusedPairs } from "./confused-pairs";
import { ConfusedWords } from "./confused-words";
import type { DecoderModel } from "./decoder-model";
import { Doublings } from "./doubling";
import { editTrees } from "./edit-trees";
import { Proposals } from "./proposals";
import { KINDS, Repairs, surest } from "./repairs";
import { type Change, joined } from "./slips";
import type { Confusion, Doubling, Repair, Slip, Speller } from "./speller";
import { openSpellingModel } from "./spelling-model";
import { SwapJudge, type Swapped, type SwapTables, shippedSwaps } from "./swap-judge";
import { PROBABLE, SWAPPED_RUN, SWAPPED_WORD } from "./tiers";
import type { CharacterIds } from "./tokens";
import { SCALE, scoreOf, type Trees, treesOfBytes } from "./trees";
import { verifierOf } from "./verifier";
import { wordContextTable } from "./word-context-table";
import { LEAST_TOLD, WordContexts } from "./word-contexts";

/** What sentences ask beyond what was measured on text that the thresholds were set by: one order of magnitude. */
const CONTEXT_MARGIN = 32;
/** Below these odds nobody is told: more than four to one against. */
const LEAST_ODDS = -1.5;
const REMEMBERED = 512;
/** What a word just sure enough spares: as much as rules ask outside titles. */
const LEAST_SPARE = 0.25;
/** Steps of the language model in one order of magnitude. */
const STEPS = 32;

/** Answers by text, the oldest first. */
class Memory<T> {
  private readonly known = new Map<string, T>();

  get(text: string, find: (text: string) => T): T {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const found = find(text);
    const [oldest] = this.known.keys();
    if (this.known.size >= REMEMBERED && oldest !== undefined) this.known.delete(oldest);
    this.known.set(text, found);
    return found;
  }
}

export class StatisticalSpeller implements Speller {
  private readonly proposals: Proposals;
  private readonly doublings: Doublings;
  private readonly alternatives: Alternatives;
  /** None without a model that knows which characters stand side by side. */
  private readonly repairs: Repairs | null;
  private readonly trees: Trees;
  private readonly slips = new Memory<readonly Slip[]>();
  private readonly repaired = new Memory<readonly Repair[]>();
  private readonly swaps: SwapJudge | null;
  private readonly swapped = new Memory<readonly Swapped[]>();

  /** Without tables no word is told to stand in the place of another. */
  constructor(
    model: DecoderModel & { readonly vocabulary: CharacterIds },
    trees: Trees,
    swaps: SwapTables | null = null,
  ) {
    this.proposals = new Proposals(model);
    this.doublings = new Doublings(model);
    this.alternatives = new Alternatives(model);
    const bits = model.language.pairBits?.();
    this.repairs = bits === undefined ? null : new Repairs(model, bits);
    this.trees = trees;
    this.swaps = swaps === null ? null : new SwapJudge(model, swaps);
  }

  slipsIn(text: string): readonly Slip[] {
    return this.slips.get(text, (wanted) => this.findSlips(wanted));
  }

  doubledIn(text: string): readonly Doubling[] {
    return this.doublings.find(text);
  }

  confusedIn(text: string): readonly Confusion[] {
    const found: Confusion[] = [];
    confusedWords().visit(text, ({ start, end, right, least }) => {
      const spare = (this.alternatives.gain(text, { start, end }, right, least) - least) / STEPS;
      if (spare >= 0) found.push({ start, end, right, spare });
    });
    wordContexts().visit(text, ({ start, end, right, told, least }) => {
      if (told < LEAST_TOLD) return;
      const asked = least - told + CONTEXT_MARGIN;
      const spare = (this.alternatives.gain(text, { start, end }, right, asked) - asked) / STEPS;
      if (spare >= 0) found.push({ start, end, right, spare });
    });
    for (const { start, end, right, odds, isWord } of this.swapsIn(text))
      if (isWord && odds >= SWAPPED_WORD) found.push({ start, end, right, spare: odds - SWAPPED_WORD + LEAST_SPARE });
    return clearest(found);
  }

  repairsIn(text: string): readonly Repair[] {
    return this.repaired.get(text, (wanted) => this.findRepairs(wanted));
  }

  private findSlips(text: string): readonly Slip[] {
    const changes: Change[] = [];
    this.proposals.visit(text, ({ at, to, row, word }) => {
      const odds = scoreOf(this.trees, row) / SCALE;
      if (odds >= LEAST_ODDS) changes.push({ at, right: String.fromCharCode(to), odds, word: word() });
    });
    const slips = joined(changes, text);
    const more = this.swapsIn(text).flatMap((swap) => (swap.isWord ? [] : slipOf(text, swap)));
    const news = more.filter((slip) => slips.every((other) => other.odds < PROBABLE || !meet(slip, other)));
    if (news.length === 0) return slips;
    return [...slips.filter((slip) => news.every((other) => !meet(slip, other))), ...news].sort(
      (a, b) => a.start - b.start,
    );
  }

  private swapsIn(text: string): readonly Swapped[] {
    const least = Math.min(SWAPPED_RUN, SWAPPED_WORD);
    return this.swapped.get(text, (wanted) => this.swaps?.find(wanted, least) ?? []);
  }

  private findRepairs(text: string): readonly Repair[] {
    const found: Repair[] = [];
    const trees = treesOfEdits();
    if (trees === null) return found;
    this.repairs?.visit(text, ({ edit, start, end, right, row }) => {
      const odds = scoreOf(trees, row) / SCALE;
      if (odds >= LEAST_ODDS) found.push({ kind: KINDS[edit.kind] ?? "changed", start, end, right, odds });
    });
    return surest(found);
  }
}

const meet = (one: Slip, other: Slip): boolean => one.start < other.end + 1 && other.start < one.end + 1;

/** A run that is no word in the place of one: only what differs, as sure as a slip of the keyboard just told. */
function slipOf(text: string, { start, end, right, odds }: Swapped): Slip[] {
  if (odds < SWAPPED_RUN) return [];
  let first = 0;
  let last = right.length;
  while (first < last && text.charAt(start + first) === right.charAt(first)) first += 1;
  while (last > first && text.charAt(start + last - 1) === right.charAt(last - 1)) last -= 1;
  return [
    {
      start: start + first,
      end: start + last,
      right: right.slice(first, last),
      odds: odds - SWAPPED_RUN + PROBABLE,
      word: { start, end },
    },
  ];
}

/** Of those that overlap the one that gains most. */
function clearest(found: readonly Confusion[]): Confusion[] {
  const best: Confusion[] = [];
  for (const one of [...found].sort((a, b) => b.spare - a.spare || a.start - b.start))
    if (best.every(({ start, end }) => one.end <= start || end <= one.start)) best.push(one);
  return best.sort((a, b) => a.start - b.start);
}

const confusedWords = kept(() => new ConfusedWords(confusedPairs));
const wordContexts = kept(() => new WordContexts(wordContextTable));
const treesOfEdits = kept(() => treesOfBytes(fromBase64(editTrees)));

/** Made when it is first asked for. */
function kept<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Opens a packed model; `null` when it carries no verifier of this version. Throws ModelFileError for a bad file. */
export function spellerOf(bytes: Uint8Array): Speller | null {
  const model = openSpellingModel(bytes);
  const trees = verifierOf(model.file);
  return trees === null ? null : new StatisticalSpeller(model, trees, shippedSwaps());
}
