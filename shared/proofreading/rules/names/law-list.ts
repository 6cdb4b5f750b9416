/** The titles of laws the rules know, from the built-in table and the packs, without 中华人民共和国. */
import { moreTitles, plannedTitles, shortTitles } from "../../packs/law-titles-more";
import { lawTitles, repealedLaws } from "../../packs/laws";
import type { DatedName, Lexicon } from "../../rule";
import { areConfusable, slipBetween } from "./near-miss";

export const STATE = "中华人民共和国";

export interface RepealedLaw {
  readonly name: string;
  readonly until: string;
  readonly successors: readonly string[];
}

export interface LawList {
  readonly titles: ReadonlySet<string>;
  readonly repealed: ReadonlyMap<string, RepealedLaw>;
  /** Bills, and what general usage cuts short: neither wrong nor ever put in the place of another. */
  readonly planned: ReadonlySet<string>;
  readonly short: ReadonlySet<string>;
}

const wordsOf = (table: string) => table.trim().split(/\s+/);

const lists = new WeakMap<readonly DatedName[], LawList>();

export function lawList(lexicon: Lexicon): LawList {
  const known = lists.get(lexicon.laws);
  if (known !== undefined) return known;
  const fresh = read(lexicon.laws);
  lists.set(lexicon.laws, fresh);
  return fresh;
}

function read(extra: readonly DatedName[]): LawList {
  const repealed = new Map<string, RepealedLaw>();
  for (const line of repealedLaws.trim().split("\n")) {
    const [name = "", until = "", successor] = line.split(" ");
    repealed.set(name, { name, until, successors: successor === undefined ? [] : [successor] });
  }
  for (const { name, until, successors } of extra)
    if (until !== undefined) repealed.set(bare(name), { name: bare(name), until, successors: successors ?? [] });
  const titles = new Set([...wordsOf(lawTitles), ...wordsOf(moreTitles)]);
  for (const { name, short } of extra) for (const form of [name, ...(short ?? [])]) titles.add(bare(form));
  for (const name of repealed.keys()) titles.add(name);
  return { titles, repealed, planned: new Set(wordsOf(plannedTitles)), short: new Set(wordsOf(shortTitles)) };
}

/** A title as the list has it: without the state's name and without （试行）, （2019年修订） and the like. */
export function bare(title: string): string {
  return title
    .replace(/^中华人民共和国/, "")
    .replace(/[（(][^（()）]{0,16}(?:修订|修正|修改|试行|暂行|草案|征求意见稿|稿|年)[）)]$/, "");
}

/** Characters that make another title, not a wrong one: 城市 and 城镇, 县 and 区. */
const SCOPE = "市镇乡村县省区州国级大小新上下内外";

/** The state's name with a slip in it before a title of the list: what stands for it, to its end. */
export function stateSlip(written: string, list: LawList): string | null {
  if (written.startsWith(STATE) || !/^[中华民]/.test(written)) return null;
  for (const length of [STATE.length, STATE.length - 1, STATE.length + 1])
    if (slipBetween(STATE, written.slice(0, length)) !== null && list.titles.has(bare(written.slice(length))))
      return written.slice(0, length);
  return null;
}

/** Whether a title is one slip of the pen away from a known one. */
export function isSlip(known: string, title: string, national: boolean): boolean {
  if (Math.abs(known.length - title.length) > 1 || known.length < 3) return false;
  const slip = slipBetween(known, title);
  if (slip === null) return false;
  if (national) return known.length > 3 || slip.kind !== "changed" || areConfusable(slip.from, slip.to);
  const law = known.endsWith("法") && title.endsWith("法");
  if (slip.kind === "inserted") return isInsertion(known, title, slip.at);
  if (slip.kind === "dropped") return known.length >= (law ? 4 : 5) && slip.at > 0 && slip.at < known.length - 1;
  if (slip.kind !== "changed") return true;
  if (SCOPE.includes(slip.from) && SCOPE.includes(slip.to)) return false;
  return known.length >= (law && slip.at > 0 ? 5 : 7) || areConfusable(slip.from, slip.to);
}

function isInsertion(known: string, title: string, at: number): boolean {
  const doubled = title[at] === title[at + 1] || title[at] === title[at - 1];
  if (at === 0 || at >= known.length - 1 || SCOPE.includes(title[at] ?? "")) return doubled;
  return doubled || known.length >= 4;
}

/** Regulations of a place are not on the list, however close they come to one that is. */
export function isLocal(title: string): boolean {
  return /^(?!城市|市场|省级|县级|地区|自治|社区|特区|行政区|海域|国家)[一-龥×X*○]{1,8}?[省市县区州旗盟某]/.test(title);
}
