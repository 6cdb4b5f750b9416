/** Writes which characters of the vocabulary are mistaken for which: by sound from the readings, by shape from a table. */
import { CONFUSION } from "../../shared/proofreading/spelling/confusions";
import type { Section } from "../../shared/proofreading/spelling/packed-file";
import { UNKNOWN } from "../../shared/proofreading/spelling/tokens";
import type { Character } from "./characters";
import type { Shapes } from "./shapes";
import type { Vocabulary } from "./stream";
import { areNear } from "./syllables";
import { bytesOf } from "./trie";

interface Known extends Character {
  readonly id: number;
}

type Pairs = Map<number, number>;

function put(pairs: Pairs, other: number, type: number): void {
  const before = pairs.get(other);
  if (before === undefined) pairs.set(other, type);
  else if (type === CONFUSION.shape) pairs.set(other, before < CONFUSION.none ? CONFUSION.both : before);
  else if (before < CONFUSION.none && type < before) pairs.set(other, type);
}

/** The characters by syllable, and by syllable the near ones. */
class Sounds {
  private readonly bySyllable = new Map<string, Known[]>();
  private readonly near = new Map<string, string[]>();

  constructor(known: readonly Known[]) {
    for (const character of known) {
      for (const syllable of new Set(character.readings.map((reading) => reading.syllable))) {
        this.bySyllable.set(syllable, [...(this.bySyllable.get(syllable) ?? []), character]);
      }
    }
    const all = [...this.bySyllable.keys()];
    for (const syllable of all)
      this.near.set(
        syllable,
        all.filter((other) => other !== syllable && areNear(syllable, other)),
      );
  }

  add(character: Known, pairs: Pairs): void {
    for (const { syllable, tone } of character.readings) {
      for (const other of this.bySyllable.get(syllable) ?? []) {
        const sameTone = other.readings.some((reading) => reading.syllable === syllable && reading.tone === tone);
        put(pairs, other.id, sameTone ? CONFUSION.tone : CONFUSION.syllable);
      }
      for (const near of this.near.get(syllable) ?? []) {
        for (const other of this.bySyllable.get(near) ?? []) put(pairs, other.id, CONFUSION.fuzzy);
      }
    }
  }
}

export interface ConfusionTables {
  readonly vocabulary: Vocabulary;
  readonly characters: readonly Character[];
  /** Characters that look alike. */
  readonly shapes: Shapes;
  /** Characters that resemble each other in half. */
  readonly resembling: Shapes;
}

/** A character seen less often is never what was meant. */
const MEANT_FROM = 20;

/** The candidates of every id with their kinds, by rising id: the common characters first. */
export function confusionSections({ vocabulary, characters, shapes, resembling }: ConfusionTables): Section[] {
  const known = characters.flatMap((character) => {
    const id = vocabulary.ids.idOf(character.unit);
    return id === UNKNOWN ? [] : [{ ...character, id }];
  });
  const sounds = new Sounds(known);
  const isMeant = (id: number) => (vocabulary.counts[id] ?? 0) >= MEANT_FROM;
  const lists = new Map<number, [number, number][]>();
  for (const character of known) {
    const pairs: Pairs = new Map();
    const idsOf = (table: Shapes) => [...(table.get(character.unit) ?? [])].map((unit) => vocabulary.ids.idOf(unit));
    sounds.add(character, pairs);
    for (const other of idsOf(shapes)) put(pairs, other, CONFUSION.shape);
    for (const other of idsOf(resembling)) if (!pairs.has(other)) put(pairs, other, CONFUSION.none);
    pairs.delete(character.id);
    pairs.delete(UNKNOWN);
    lists.set(
      character.id,
      [...pairs].filter(([id]) => isMeant(id)).sort(([a], [b]) => a - b),
    );
  }
  return sectionsOf(vocabulary.units.length, lists);
}

function sectionsOf(size: number, lists: ReadonlyMap<number, readonly [number, number][]>): Section[] {
  const begins = [0];
  const candidates: number[] = [];
  const types: number[] = [];
  for (let id = 0; id < size; id += 1) {
    for (const [other, type] of lists.get(id) ?? []) {
      candidates.push(other);
      types.push(type);
    }
    begins.push(candidates.length);
  }
  return [
    { name: "conf.begin", bytes: bytesOf(Uint32Array.from(begins)) },
    { name: "conf.id", bytes: bytesOf(Uint16Array.from(candidates)) },
    { name: "conf.type", bytes: Uint8Array.from(types) },
  ];
}
