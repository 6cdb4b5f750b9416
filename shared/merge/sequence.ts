/**
 * Three orders of one list brought into one: parts are followed by identity and likeness (model/alignment.ts), so that a
 * moved part is moved and not deleted here and added there. What neither side moved is the frame; what one side added or
 * moved stands in that side's gap of the frame. The result is the same whichever of the two sides asks.
 */
import { type Aligned, align, type Keyed } from "../model/alignment";
import type { Side, Three, Verdict } from "./three";

export interface Entity<T> extends Three<T> {
  /** Who moved it, or added it. `conflict`: both, to different places. */
  readonly placement: Verdict;
}

/** Where an entity stands. One that stands elsewhere on the other side has two slots, of which one counts. */
export interface Slot<T> {
  readonly entity: Entity<T>;
  readonly when: "always" | Side;
}

export interface ThreeLists<T> {
  readonly base: readonly T[];
  readonly mine: readonly T[];
  readonly theirs: readonly T[];
}

interface Found<T> {
  base: T | null;
  mine: T | null;
  theirs: T | null;
  readonly movedBy: Set<Side>;
}

/** One side's order over all entities; what it deleted stands where it was. */
type Order<T> = readonly Found<T>[];

export function mergeSequence<T>(lists: ThreeLists<T>, keyed: (part: T) => Keyed): Slot<T>[] {
  const known: Found<T>[] = lists.base.map((base) => ({ base, mine: null, theirs: null, movedBy: new Set<Side>() }));
  const added = pairedAdditions(lists, keyed);
  const orders = {
    mine: orderOf(lists, { side: "mine", known, added, keyed }),
    theirs: orderOf(lists, { side: "theirs", known, added, keyed }),
  };
  const frame = known.filter((one) => one.movedBy.size === 0);
  const gaps = { mine: gapsOf(orders.mine, frame), theirs: gapsOf(orders.theirs, frame) };
  const placed: { one: Found<T>; when: "always" | Side }[] = [];
  for (let gap = 0; gap <= frame.length; gap += 1) {
    const one = frame[gap - 1];
    if (one !== undefined) placed.push({ one, when: "always" });
    placed.push(...mergeRuns(gaps.mine[gap] ?? [], gaps.theirs[gap] ?? [], keyed));
  }
  const entities = new Map<Found<T>, Entity<T>>();
  for (const { one, when } of placed) {
    const { base, mine, theirs } = one;
    entities.set(one, { base, mine, theirs, placement: placementOf(one, when) });
  }
  return placed.flatMap(({ one, when }) => {
    const entity = entities.get(one);
    return entity === undefined ? [] : [{ entity, when }];
  });
}

function placementOf({ base, movedBy }: Found<unknown>, when: Slot<unknown>["when"]): Verdict {
  if (movedBy.size === 2) return when === "always" ? "agreed" : "conflict";
  // In step with the other side: it stands where it stood.
  if (base !== null && when === "always") return "none";
  return movedBy.has("mine") ? "mine" : movedBy.has("theirs") ? "theirs" : "none";
}

/** What a side has and the base has not; two additions that are alike are one that both made. */
interface Additions<T> {
  readonly mine: ReadonlyMap<number, Found<T>>;
  readonly theirs: ReadonlyMap<number, Found<T>>;
}

function pairedAdditions<T>({ base, mine, theirs }: ThreeLists<T>, keyed: (part: T) => Keyed): Additions<T> {
  const newIn = (side: readonly T[]) =>
    align(base.map(keyed), side.map(keyed)).flatMap((pair) => (pair.kind === "added" ? [pair.after] : []));
  const [own, other] = [newIn(mine), newIn(theirs)];
  const result = { mine: new Map<number, Found<T>>(), theirs: new Map<number, Found<T>>() };
  const partsOf = (side: readonly T[], places: readonly number[]) =>
    places.flatMap((place) => (side[place] === undefined ? [] : [keyed(side[place])]));
  for (const [first, second] of pairedEitherWay(partsOf(mine, own), partsOf(theirs, other))) {
    const here = first === null ? undefined : own[first];
    const there = second === null ? undefined : other[second];
    const movedBy = new Set<Side>();
    const found: Found<T> = { base: null, mine: null, theirs: null, movedBy };
    if (here !== undefined) {
      found.mine = mine[here] ?? null;
      movedBy.add("mine");
      result.mine.set(here, found);
    }
    if (there !== undefined) {
      found.theirs = theirs[there] ?? null;
      movedBy.add("theirs");
      result.theirs.set(there, found);
    }
  }
  return result;
}

/** Where several pairs are equally alike, `align` takes one by the order it reads them in: that must not be who asks. */
function pairedEitherWay(
  mine: readonly Keyed[],
  theirs: readonly Keyed[],
): (readonly [number | null, number | null])[] {
  const all = (parts: readonly Keyed[]) => parts.map(wordsOf).join("\n");
  const turned = compare(all(mine), all(theirs)) > 0;
  const pairs = turned ? align(theirs, mine) : align(mine, theirs);
  return pairs.map((pair) => {
    const first = pair.kind === "added" ? null : pair.before;
    const second = pair.kind === "removed" ? null : pair.after;
    return turned ? [second, first] : [first, second];
  });
}

interface OrderParts<T> {
  readonly side: Side;
  readonly known: readonly Found<T>[];
  readonly added: Additions<T>;
  readonly keyed: (part: T) => Keyed;
}

/** Notes in each entity what this side has of it and whether it moved it. */
function orderOf<T>(lists: ThreeLists<T>, { side, known, added, keyed }: OrderParts<T>): Order<T> {
  const own = lists[side];
  const take = (pair: Aligned): Found<T> | undefined => {
    if (pair.kind === "added") return added[side].get(pair.after);
    const found = known[pair.before];
    if (pair.kind === "removed" || found === undefined) return found;
    found[side] = own[pair.after] ?? null;
    if (pair.moved) found.movedBy.add(side);
    return found;
  };
  return align(lists.base.map(keyed), own.map(keyed)).flatMap((pair) => take(pair) ?? []);
}

/** What this side has between the parts of the frame; the first run stands before all of them. */
function gapsOf<T>(order: Order<T>, frame: readonly Found<T>[]): Found<T>[][] {
  const fixed = new Set(frame);
  const gaps: Found<T>[][] = [[]];
  for (const one of order) {
    if (fixed.has(one)) gaps.push([]);
    else gaps.at(-1)?.push(one);
  }
  return gaps;
}

type Placed<T> = { readonly one: Found<T>; readonly when: "always" | Side };

/** Two runs of one gap. What both have here keeps them in step; what they have in different places has two slots. */
function mergeRuns<T>(mine: readonly Found<T>[], theirs: readonly Found<T>[], keyed: (part: T) => Keyed): Placed<T>[] {
  const steps = inStep(mine, theirs);
  const result: Placed<T>[] = [];
  let [here, there] = [0, 0];
  for (const step of [...steps, null]) {
    const toMine = step === null ? mine.length : mine.indexOf(step);
    const toTheirs = step === null ? theirs.length : theirs.indexOf(step);
    const runs = [
      mine.slice(here, toMine).map((one) => ({ one, when: slotOf(one, "mine") })),
      theirs.slice(there, toTheirs).map((one) => ({ one, when: slotOf(one, "theirs") })),
    ];
    result.push(...runs.sort((a, b) => compare(nameOf(a[0], keyed), nameOf(b[0], keyed))).flat());
    if (step !== null) result.push({ one: step, when: "always" });
    [here, there] = [toMine + 1, toTheirs + 1];
  }
  return result;
}

/** What one side alone added has one slot; anything else not in step stands elsewhere on the other side. */
const slotOf = ({ base, movedBy }: Found<unknown>, side: Side): "always" | Side =>
  base === null && movedBy.size === 1 ? "always" : side;

/** The entities of both runs when both have them in the same order, else none. */
function inStep<T>(mine: readonly Found<T>[], theirs: readonly Found<T>[]): readonly Found<T>[] {
  const [ours, others] = [new Set(mine), new Set(theirs)];
  const common = mine.filter((one) => others.has(one));
  const same = theirs.filter((one) => ours.has(one)).every((one, at) => common[at] === one);
  return same ? common : [];
}

/** A name that does not depend on the side: the order of two runs in one gap must not either. */
function nameOf<T>(first: Placed<T> | undefined, keyed: (part: T) => Keyed): string {
  if (first === undefined) return "";
  const { base, mine, theirs } = first.one;
  const names = [base ?? mine, base ?? theirs].flatMap((part) => (part === null ? [] : [wordsOf(keyed(part))]));
  return names.sort(compare)[0] ?? "";
}

const wordsOf = ({ text, kind, id }: Keyed): string => `${text}\n${kind}\n${id}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
