/** The speller of a packed model: search, verifier, and a memory of the last paragraphs. */
import type { DecoderModel } from "./decoder-model";
import { Doublings } from "./doubling";
import { Proposals } from "./proposals";
import { type Change, joined } from "./slips";
import type { Doubling, Slip, Speller } from "./speller";
import { openSpellingModel } from "./spelling-model";
import type { CharacterIds } from "./tokens";
import { SCALE, scoreOf, type Trees } from "./trees";
import { verifierOf } from "./verifier";

/** Below these odds nobody is told: more than four to one against. */
const LEAST_ODDS = -1.5;
const REMEMBERED = 512;

export class StatisticalSpeller implements Speller {
  private readonly proposals: Proposals;
  private readonly doublings: Doublings;
  private readonly trees: Trees;
  /** By text, the oldest first. */
  private readonly memory = new Map<string, readonly Slip[]>();

  constructor(model: DecoderModel & { readonly vocabulary: CharacterIds }, trees: Trees) {
    this.proposals = new Proposals(model);
    this.doublings = new Doublings(model);
    this.trees = trees;
  }

  slipsIn(text: string): readonly Slip[] {
    const known = this.memory.get(text);
    if (known !== undefined) return known;
    const slips = this.find(text);
    const [oldest] = this.memory.keys();
    if (this.memory.size >= REMEMBERED && oldest !== undefined) this.memory.delete(oldest);
    this.memory.set(text, slips);
    return slips;
  }

  doubledIn(text: string): readonly Doubling[] {
    return this.doublings.find(text);
  }

  private find(text: string): readonly Slip[] {
    const changes: Change[] = [];
    this.proposals.visit(text, ({ at, to, row, word }) => {
      const odds = scoreOf(this.trees, row) / SCALE;
      if (odds >= LEAST_ODDS) changes.push({ at, right: String.fromCharCode(to), odds, word: word() });
    });
    return joined(changes, text);
  }
}

/** Opens a packed model; `null` when it carries no verifier of this version. Throws ModelFileError for a bad file. */
export function spellerOf(bytes: Uint8Array): Speller | null {
  const model = openSpellingModel(bytes);
  const trees = verifierOf(model.file);
  return trees === null ? null : new StatisticalSpeller(model, trees);
}
