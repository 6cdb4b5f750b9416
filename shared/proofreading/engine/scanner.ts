/**
 * The one loop over a block: literal terms, allowed words, and the strings without which a pattern, a block rule or a
 * document rule has nothing to find. What comes out is the short list of looks worth taking.
 */
import type { BlockRole, TextBlock } from "../rule";
import type { Range } from "../vocabulary";
import { Automaton, Sightings } from "./automaton";
import type { Gate, UnitGate } from "./gate";
import { NumberLists } from "./number-lists";
import type { TermEntry } from "./terms";

export interface ScannerParts {
  readonly terms: readonly TermEntry[];
  readonly allowed: readonly string[];
  /** For each look its gates; all must be open. A look without any is always taken. */
  readonly gates: readonly (readonly (Gate | UnitGate)[])[];
  /** What a look is taken for whatever the text; without gates it is taken at nothing else. */
  readonly carried: (look: number) => "links" | "part" | undefined;
  /** Whether a look is taken at blocks of a role. */
  readonly admits: (look: number, role: BlockRole) => boolean;
}

const roles: readonly BlockRole[] = ["title", "heading", "body", "list", "cell", "caption", "attachment", "meta"];

/** The looks of one kind of block. */
interface RoleLooks {
  readonly admitted: Uint8Array;
  /** Those without a gate, ascending. */
  readonly always: readonly number[];
  /** Those for blocks that carry something. */
  readonly links: readonly number[];
  readonly part: readonly number[];
}

export interface Scan {
  /** Positions of the looks whose gates are open, in no order. Those without gates are not among them. */
  readonly looks: Uint16Array;
  readonly terms: readonly { readonly entry: TermEntry; readonly start: number }[];
  readonly allowed: readonly Range[];
}

/** What it means that a word stands in the text. */
interface Meaning {
  readonly word: string;
  readonly terms: TermEntry[];
  readonly gates: number[];
  allowed: boolean;
}

export class Scanner {
  private readonly automaton: Automaton;
  private readonly seen: Sightings;
  private readonly meanings: readonly Meaning[];
  /** By word, 1 for a term or an accepted word; the rest only open gates. */
  private readonly speaks: Uint8Array;
  /** Gates opened by each mark of single units, and by each word. */
  private readonly gatesOfMark: NumberLists;
  private readonly gatesOfWord: NumberLists;
  private readonly open: Uint8Array;
  /** The gates that are open, in the order they were opened. */
  private readonly opened: Uint16Array;
  private count = 0;
  private readonly tape: Tape;
  /** By gate, the looks that ask for it first; by look, what else it asks for. */
  private readonly first: NumberLists;
  private readonly further: NumberLists;
  private readonly byRole: ReadonlyMap<BlockRole | undefined, RoleLooks>;

  constructor({ terms, allowed, gates, carried, admits }: ScannerParts) {
    const words = new Words();
    for (const entry of terms) words.of(entry.term.wrong).terms.push(entry);
    for (const word of allowed) words.of(word).allowed = true;
    const numbers = new GateNumbers();
    const asked = gates.map((list) => list.map((gate) => numbers.of(gate)));
    const { marks, gatesOfMark } = numbers.place(words);
    this.gatesOfMark = new NumberLists(gatesOfMark);
    this.meanings = words.list;
    this.speaks = Uint8Array.from(words.list, ({ terms, allowed }) => (terms.length > 0 || allowed ? 1 : 0));
    this.gatesOfWord = new NumberLists(words.list.map(({ gates }) => gates));
    this.automaton = new Automaton(
      this.meanings.map(({ word }) => word),
      marks,
    );
    this.seen = new Sightings(gatesOfMark.length);
    this.open = new Uint8Array(numbers.size);
    this.opened = new Uint16Array(numbers.size);
    this.tape = new Tape(gates.length);
    const first: number[][] = Array.from({ length: numbers.size }, () => []);
    asked.forEach(([rarest], look) => {
      if (rarest !== undefined) first[rarest]?.push(look);
    });
    this.first = new NumberLists(first);
    this.further = new NumberLists(asked.map((list) => list.slice(1)));
    this.byRole = new Map(
      roles.map((role) => {
        const admitted = Uint8Array.from(gates, (_, look) => (admits(look, role) ? 1 : 0));
        const own = asked.flatMap((_, look) => (admitted[look] === 1 ? [look] : []));
        const isAlways = (look: number) => asked[look]?.length === 0 && carried(look) === undefined;
        const always = role === "meta" ? own : own.filter(isAlways);
        const links = own.filter((look) => carried(look) === "links");
        const part = own.filter((look) => carried(look) === "part");
        return [role, { admitted, always, links, part }];
      }),
    );
  }

  scan(block: TextBlock): Scan {
    const { text, role, links, part } = block;
    const { seen } = this;
    seen.clear();
    this.automaton.run(text, seen);
    for (let i = 0; i < seen.count; i += 1) this.unlock(this.gatesOfMark, seen.marks[i] ?? 0);
    const terms: { readonly entry: TermEntry; readonly start: number }[] = [];
    const allowed: Range[] = [];
    for (let i = 0; i < seen.size; i += 2) {
      const word = seen.words[i] ?? 0;
      this.unlock(this.gatesOfWord, word);
      if (this.speaks[word] !== 1) continue;
      const meaning = this.meanings[word];
      if (meaning === undefined) continue;
      const end = seen.words[i + 1] ?? 0;
      const start = end - meaning.word.length;
      for (const entry of meaning.terms) terms.push({ entry, start });
      if (meaning.allowed) allowed.push({ start, end });
    }
    const own = this.byRole.get(role === "meta" ? undefined : role) ?? noLooks;
    const looks = this.tape.list((numbers, from) => this.writeLooks(own, numbers, from));
    if (links === undefined && part === undefined) return { looks, terms, allowed };
    const more = [...(links === undefined ? [] : own.links), ...(part === undefined ? [] : own.part)];
    return { looks: Uint16Array.from(new Set([...looks, ...more])), terms, allowed };
  }

  /** The looks that are taken at every block of a role, ascending. */
  always(role: BlockRole): readonly number[] {
    return this.byRole.get(role)?.always ?? [];
  }

  /** Opens the gates of one list. */
  private unlock({ starts, numbers }: NumberLists, list: number): void {
    const { open, opened } = this;
    const end = starts[list + 1] ?? 0;
    for (let i = starts[list] ?? 0; i < end; i += 1) {
      const gate = numbers[i] ?? 0;
      if (open[gate] === 1) continue;
      open[gate] = 1;
      opened[this.count] = gate;
      this.count += 1;
    }
  }

  /** Writes the looks whose gates are all open, and closes those again; how many they are. */
  private writeLooks({ admitted }: RoleLooks, looks: Uint16Array, from: number): number {
    const { open, opened, count, first } = this;
    let end = from;
    for (let i = 0; i < count; i += 1) {
      const gate = opened[i] ?? 0;
      const last = first.starts[gate + 1] ?? 0;
      for (let j = first.starts[gate] ?? 0; j < last; j += 1) {
        const look = first.numbers[j] ?? 0;
        if (admitted[look] !== 1 || !this.isOpen(look)) continue;
        looks[end] = look;
        end += 1;
      }
    }
    for (let i = 0; i < count; i += 1) open[opened[i] ?? 0] = 0;
    this.count = 0;
    return end - from;
  }

  /** Whether what a look asks for besides its first gate is open too. */
  private isOpen(look: number): boolean {
    const { starts, numbers } = this.further;
    const end = starts[look + 1] ?? 0;
    for (let i = starts[look] ?? 0; i < end; i += 1) if (this.open[numbers[i] ?? 0] === 0) return false;
    return true;
  }
}

/** What scans find, one behind the other: a list of its own for each block would be work for the collector. */
class Tape {
  private numbers: Uint16Array = new Uint16Array(0);
  private end = 0;
  private readonly most: number;

  /** No list is longer than `most`. */
  constructor(most: number) {
    this.most = most;
  }

  /** Has the next list written at a place of the tape, where it returns how long it is. */
  list(write: (numbers: Uint16Array, from: number) => number): Uint16Array {
    if (this.end + this.most > this.numbers.length) {
      this.numbers = new Uint16Array(Math.max(TAPE, this.most));
      this.end = 0;
    }
    const from = this.end;
    this.end += write(this.numbers, from);
    return this.numbers.subarray(from, this.end);
  }
}

const TAPE = 32_768;

const noLooks: RoleLooks = { admitted: new Uint8Array(0), always: [], links: [], part: [] };

function added<K>(lists: Map<K, number[]>, key: K): number[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const fresh: number[] = [];
  lists.set(key, fresh);
  return fresh;
}

class Words {
  readonly list: Meaning[] = [];
  private readonly places = new Map<string, Meaning>();

  of(word: string): Meaning {
    const known = this.places.get(word);
    if (known !== undefined) return known;
    const fresh: Meaning = { word, terms: [], gates: [], allowed: false };
    this.places.set(word, fresh);
    if (word !== "") this.list.push(fresh);
    return fresh;
  }
}

const LONG = 64;

const unitsOf = (gate: UnitGate): readonly number[] => [...gate.keys()].filter((unit) => gate[unit] === 1);

/** Long lists are hardly ever alike; sorting them costs more than a gate. */
const keyOf = (gate: Gate): string => (gate.length > LONG ? gate.join("\u0000") : [...gate].sort().join("\u0000"));

/** Equal gates are one. Single units open theirs through a table, longer strings through the automaton. */
class GateNumbers {
  private readonly numbers = new Map<string | UnitGate, number>();
  private readonly gates: (Gate | UnitGate)[] = [];

  get size(): number {
    return this.gates.length;
  }

  of(gate: Gate | UnitGate): number {
    const key = gate instanceof Uint8Array ? gate : keyOf(gate);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.gates.length);
    this.gates.push(gate);
    return this.gates.length - 1;
  }

  place(words: Words): { marks: Uint16Array; gatesOfMark: readonly (readonly number[])[] } {
    const byUnit = new Map<number, number[]>();
    this.gates.forEach((gate, number) => {
      if (gate instanceof Uint8Array) for (const unit of unitsOf(gate)) added(byUnit, unit).push(number);
      else
        for (const text of gate) {
          if (text.length > 1) words.of(text).gates.push(number);
          else added(byUnit, text.charCodeAt(0)).push(number);
        }
    });
    const marks = new Uint16Array(65_536);
    const gatesOfMark: number[][] = [[]];
    /** Units that open the same gates have one mark: there are few of those. */
    const known = new Map<string, number>();
    for (const [unit, gates] of byUnit) {
      const key = gates.join();
      const mark = known.get(key) ?? gatesOfMark.length;
      if (mark === gatesOfMark.length) {
        known.set(key, mark);
        gatesOfMark.push(gates);
      }
      marks[unit] = mark;
    }
    return { marks, gatesOfMark };
  }
}
