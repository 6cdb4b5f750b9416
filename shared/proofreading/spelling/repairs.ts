/** Slips that change the length or the order of a text, or put any other character in a place: searched and judged. */
import { cutOf } from "./cuts";
import type { DecoderModel, PairBits } from "./decoder-model";
import { EditFeatures } from "./edit-features";
import { EDIT, type Edit, Edits } from "./edits";
import { LONGEST_SEGMENT, Segment } from "./segment";
import type { Repair, RepairKind } from "./speller";
import { Surroundings } from "./surroundings";
import { type CharacterIds, TokenLine } from "./tokens";

/** An edit with what its judge is told; the row is used again. */
export interface JudgedEdit {
  readonly edit: Edit;
  /** Offset of the place in the text. */
  readonly start: number;
  readonly end: number;
  readonly right: string;
  readonly row: Int16Array;
}

/** Edits this near are about the same slip. */
const NEAR = 2;
const FREE = LONGEST_SEGMENT + 3;

export class Repairs {
  private readonly model: DecoderModel & { readonly vocabulary: CharacterIds };
  private readonly line = new TokenLine();
  private readonly surroundings = new Surroundings();
  private readonly segment: Segment;
  private readonly edits: Edits;
  private readonly features: EditFeatures;

  constructor(model: DecoderModel & { readonly vocabulary: CharacterIds }, bits: PairBits) {
    model.language.reserve(FREE);
    this.model = model;
    this.segment = new Segment(model.language);
    this.edits = new Edits(model, bits);
    this.features = new EditFeatures(model);
  }

  /** In the order of the text. */
  visit(text: string, visitor: (edit: JudgedEdit) => void): void {
    const { line } = this;
    line.fill(text, this.model.vocabulary);
    this.surroundings.fill(line.units, line.length);
    for (let from = 0; from < line.length; ) {
      const end = cutOf(line, from);
      if (end - from > 2) this.inSegment(text, { from, to: end }, visitor);
      from = end;
    }
  }

  private inSegment(text: string, range: { from: number; to: number }, visitor: (edit: JudgedEdit) => void): void {
    const { segment, features, line } = this;
    segment.load(line, range.from, range.to);
    const found = this.edits.find(segment);
    for (const edit of found) {
      const surroundings = this.surroundings.kinds[range.from + edit.place] ?? 0;
      features.fill(segment, edit, { rival: rivalOf(found, edit), surroundings });
      const { start, end, right } = this.changeOf(text, range.from, edit);
      visitor({ edit, start, end, right, row: features.row });
    }
  }

  /** What stands in the text and what belongs there. */
  private changeOf(
    text: string,
    from: number,
    { kind, place, id }: Edit,
  ): { start: number; end: number; right: string } {
    const { line, model } = this;
    const at = from + place;
    const start = line.at[at] ?? text.length;
    const char = id === 0 ? "" : String.fromCharCode(model.vocabulary.unitOf(id));
    if (kind === EDIT.insert) {
      const before = at === 0 ? start : (line.at[at - 1] ?? 0) + 1;
      return { start: before, end: before, right: char };
    }
    if (kind === EDIT.swap) {
      const next = line.at[at + 1] ?? 0;
      return { start, end: next + 1, right: text.charAt(next) + text.slice(start + 1, next) + text.charAt(start) };
    }
    return { start, end: start + 1, right: char };
  }
}

/** The best gain beside an edit by another. */
function rivalOf(found: readonly Edit[], edit: Edit): number {
  let most = 0;
  for (const other of found)
    if (other !== edit && Math.abs(other.place - edit.place) <= NEAR) most = Math.max(most, other.gain);
  return most;
}

export const KINDS: readonly RepairKind[] = ["missing", "extra", "swapped", "changed", "changed"];

/** Of repairs of one place the surest, in the order of the text. */
export function surest(repairs: readonly Repair[]): Repair[] {
  const kept: Repair[] = [];
  for (const repair of [...repairs].sort((a, b) => b.odds - a.odds || a.start - b.start))
    if (kept.every((other) => repair.start > other.end + NEAR || other.start > repair.end + NEAR)) kept.push(repair);
  return kept.sort((a, b) => a.start - b.start);
}
