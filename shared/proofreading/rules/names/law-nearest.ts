/** Which title of the list a wrong one was meant to be: one slip away, or so much alike that no other can be meant. */
import { bare, isLocal, isSlip, type LawList, STATE, stateSlip } from "./law-list";

export interface MeantTitle {
  /** As the list has it, without the state's name. */
  readonly title: string;
  /** 1 for one slip of the pen, less for what only resembles it. */
  readonly score: number;
}

/** What a title says it is. Two of one kind are compared; law and regulation are often taken for each other. */
const KIND = /(?:法典|(?<!办)法|实施条例|条例|实施细则|细则|办法|规定|准则|规则|规程|章程)$/;
/** Names of these kinds others give their documents too: a resemblance is for a person to look at. */
const REGULATION = /(?:条例|细则|办法|规定)$/;
const UNSURE = 0.75;
/** Words ending in 法 that name no law. */
const NO_LAW =
  /(?:办法|方法|做法|说法|看法|想法|书法|用法|疗法|兵法|语法|技法|文法|历法|算法|刀法|魔法|佛法|执法|司法)$/;

interface Index {
  readonly titles: readonly string[];
  /** Titles by two neighbouring characters. */
  readonly pairs: ReadonlyMap<string, readonly number[]>;
  /** What was found out before: a document cites a few titles over and over. */
  readonly meant: Map<string, MeantTitle | null>;
}

/** More titles than documents under work cite. */
const MOST_KNOWN = 2048;

const indexes = new WeakMap<LawList, Index>();

function indexOf(list: LawList): Index {
  const known = indexes.get(list);
  if (known !== undefined) return known;
  const titles = [...list.titles];
  const pairs = new Map<string, number[]>();
  titles.forEach((title, place) => {
    for (const pair of pairsOf(title)) {
      const places = pairs.get(pair);
      if (places === undefined) pairs.set(pair, [place]);
      else places.push(place);
    }
  });
  const fresh: Index = { titles, pairs, meant: new Map() };
  indexes.set(list, fresh);
  return fresh;
}

/** Neighbours and those with one left out between, so that short titles with a wrong middle are found. */
function pairsOf(title: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < title.length; i += 1) {
    pairs.add(title.slice(i, i + 2));
    if (i + 2 < title.length) pairs.add(`${title[i]}${title[i + 2]}`);
  }
  return pairs;
}

const COMMON = new Set(["条例", "办法", "规定", "管理", "理条", "理办", "实施", "行办", "施条", "暂行", "理暂"]);

function candidates(title: string, index: Index): readonly string[] {
  const places = new Set<number>();
  for (const pair of pairsOf(title))
    if (!COMMON.has(pair)) for (const place of index.pairs.get(pair) ?? []) places.add(place);
  return Array.from(places, (place) => index.titles[place] ?? "");
}

/** The title that was meant; `null` when this one is right, or nothing resembles it enough. */
export function meantTitle(written: string, list: LawList): MeantTitle | null {
  const { meant } = indexOf(list);
  const known = meant.get(written);
  if (known !== undefined) return known;
  if (meant.size === MOST_KNOWN) meant.clear();
  const fresh = nearestTitle(written, list);
  meant.set(written, fresh);
  return fresh;
}

function nearestTitle(written: string, list: LawList): MeantTitle | null {
  const title = bare(written);
  const national = written.startsWith(STATE);
  if (title.length < 2 || list.titles.has(title) || list.titles.has(written) || list.planned.has(title)) return null;
  if (!national && list.short.has(title)) return null;
  const local = !national && isLocal(title);
  const near = candidates(title, indexOf(list));
  const slip = near.find((known) => isSlip(known, title, national) && (!local || isSamePlace(known, title)));
  if (slip !== undefined) return { title: slip, score: 1 };
  if (local) return null;
  return national ? alikeNational(title, near, list) : alikeElsewhere(title, near, list);
}

const isSamePlace = (known: string, title: string) => isLocal(known) && known[0] === title[0];

/** Behind the state's name only titles of the list can be right: what resembles one by three fifths is meant for it. */
function alikeNational(title: string, near: readonly string[], list: LawList): MeantTitle | null {
  if (!KIND.test(title)) return null;
  // Ministries issue rules under the state's name too, the customs most of all: those are not all on the list.
  const isRule = !/(?:法典|(?<!办)法|条例)$/.test(title);
  return best(
    near.map((known) => ({ title: known, score: likeness(known, title) - (list.repealed.has(known) ? 0.2 : 0) })),
    isRule ? 0.85 : 0.6,
  );
}

/** Without it other documents may bear the name: laws of the state alone end in 法, and most must agree. */
function alikeElsewhere(title: string, near: readonly string[], list: LawList): MeantTitle | null {
  const law = title.endsWith("法") && !NO_LAW.test(title);
  if (title.length < 5 || !(law || REGULATION.test(title)) || /法.{0,3}(?:草案|说明)/.test(title)) return null;
  const scored = near.flatMap((known): MeantTitle[] => {
    if (kindOf(known) !== kindOf(title) || list.repealed.has(known)) return [];
    const score = likeness(known, title);
    const least = title.endsWith("条例") ? 6 : 9;
    return law || (known.length >= least && isOneGap(known, title)) ? [{ title: known, score }] : [];
  });
  const found = best(scored, law ? 0.76 : 0.84);
  return law || found === null ? found : { ...found, score: Math.min(found.score, UNSURE) };
}

function best(scored: readonly MeantTitle[], least: number): MeantTitle | null {
  let found: MeantTitle | null = null;
  for (const one of scored)
    if (one.score >= least && (found === null || one.score > found.score || isShorter(one, found))) found = one;
  return found;
}

const isShorter = (one: MeantTitle, other: MeantTitle) =>
  one.score === other.score && one.title.length < other.title.length;

/** Characters, words and kind together, from 0 to 1: twice what they share in order over all they have, and what else tells. */
function likeness(known: string, title: string): number {
  const shared = sharedInOrder(known, title);
  const score = (2 * shared) / (known.length + title.length);
  const sameKind = kindOf(known) === kindOf(title);
  if (known.length === title.length && isReordered(known, title)) return Math.max(score, 0.9);
  const core = coreOf(known);
  if (core.length >= 2 && core === coreOf(title)) return Math.max(score, 0.85);
  // 保密法 for 保守国家秘密法: every character of it is there.
  if (shared === title.length && shared >= 3 && sameKind) return Math.max(score, 0.72);
  return sameKind ? score + (shared === known.length ? 0.03 : 0) : score - 0.1;
}

const kindOf = (title: string) => KIND.exec(title)?.[0] ?? "";
const coreOf = (title: string) => title.replace(KIND, "");
const isReordered = (a: string, b: string) => [...a].sort().join("") === [...b].sort().join("");

function sharedInOrder(a: string, b: string): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (let i = 0; i < a.length; i += 1) {
    const next = [0];
    for (let j = 0; j < b.length; j += 1)
      next.push(a[i] === b[j] ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0));
    row = next;
  }
  return row[b.length] ?? 0;
}

/** They differ in one stretch of two characters at most, not at the beginning. */
function isOneGap(known: string, title: string): boolean {
  let head = 0;
  while (head < known.length && known[head] === title[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(known.length, title.length) - head && known.at(-1 - tail) === title.at(-1 - tail)) tail += 1;
  return head >= 2 && Math.max(known.length, title.length) - head - tail <= 2;
}

/** What to write for a wrong title, whole; `null` when nothing is wrong. */
export function rightTitle(written: string, list: LawList): (MeantTitle & { readonly whole: string }) | null {
  const state = stateSlip(written, list);
  if (state !== null)
    return { title: written.slice(state.length), score: 1, whole: STATE + written.slice(state.length) };
  const meant = meantTitle(written, list);
  return meant === null ? null : { ...meant, whole: written.replace(bare(written), meant.title) };
}
