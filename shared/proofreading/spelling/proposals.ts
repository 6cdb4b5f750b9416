/** The pipeline up to the verifier: which characters of a text the best way would change, with their features. */
import { cutOf } from "./cuts";
import { Decoder, OWN, SLOTS } from "./decode";
import type { DecoderModel } from "./decoder-model";
import { Features } from "./features";
import { fullCheck, Lattice, type LatticeLimits } from "./lattice";
import { Segment } from "./segment";
import { Surroundings } from "./surroundings";
import { type CharacterIds, TokenLine } from "./tokens";

/** One character that might be meant to be another. Its `row` is used again: copy what must last. */
export interface Proposal {
  /** Offset in UTF-16 units of the text; the character is one unit. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly row: Int16Array;
  /** The word the new character stands in, in offsets of the text. */
  readonly word: () => { readonly start: number; readonly end: number } | null;
}

export class Proposals {
  private readonly line = new TokenLine();
  private readonly surroundings = new Surroundings();
  private readonly segment: Segment;
  private readonly lattice: Lattice;
  private readonly decoder: Decoder;
  private readonly features: Features;
  private readonly vocabulary: CharacterIds;

  constructor(model: DecoderModel & { readonly vocabulary: CharacterIds }, limits: LatticeLimits = fullCheck) {
    model.language.reserve(SLOTS);
    this.vocabulary = model.vocabulary;
    this.segment = new Segment(model.language);
    this.lattice = new Lattice(model, limits);
    this.decoder = new Decoder(model.language);
    this.features = new Features(model);
  }

  /** In the order of the text. */
  visit(text: string, visitor: (proposal: Proposal) => void): void {
    const { line } = this;
    line.fill(text, this.vocabulary);
    this.surroundings.fill(line.units, line.length);
    for (let from = 0; from < line.length; ) {
      const end = cutOf(line, from);
      this.inSegment(from, end, visitor);
      from = end;
    }
  }

  private inSegment(from: number, to: number, visitor: (proposal: Proposal) => void): void {
    const { segment, lattice, decoder, features, line } = this;
    if (to - from < 2) return;
    segment.load(line, from, to);
    if (!lattice.fill(segment) || !decoder.run(segment, lattice)) return;
    features.start(segment, decoder);
    for (let place = 0; place < segment.length; place += 1) {
      if (decoder.kinds[place] === OWN) continue;
      features.fill(segment, { decoder, lattice }, place, this.surroundings.kinds[from + place] ?? 0);
      visitor({
        at: line.at[from + place] ?? 0,
        from: segment.units[place] ?? 0,
        to: features.unitAfter(place),
        row: features.row,
        word: () => this.wordAt(from, place),
      });
    }
  }

  private wordAt(from: number, place: number): { start: number; end: number } | null {
    const found = this.features.wordAfter(place);
    if (found === null) return null;
    const { at } = this.line;
    return { start: at[from + found.first] ?? 0, end: (at[from + found.last] ?? 0) + 1 };
  }
}
