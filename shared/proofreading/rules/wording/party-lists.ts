/** Where the members of a formula stand in a row, without its name: one of them another word, one lost, one too many. */
import { hitsOf } from "../../hits";
import type { Formula } from "./party-formulas";

export interface ListFault {
  readonly start: number;
  readonly end: number;
  /** The members in the separators of the text. */
  readonly right: string;
}

interface Item {
  readonly text: string;
  /** Without quotation marks. */
  readonly bare: string;
  readonly start: number;
  readonly end: number;
}

export type Rows = readonly (readonly Item[])[];

const ROW = /[一-龥“”]{1,24}(?:[、，][一-龥“”]{1,24}){1,12}/g;

/** The items of every list of a text; what stands before the first and behind the last is in them still. */
export function rowsOf(text: string): Rows {
  return hitsOf(text, ROW).map((found) => {
    const items: Item[] = [];
    for (const part of found[0].matchAll(/[一-龥“”]+/g)) {
      const start = found.index + part.index;
      items.push(itemOf(part[0], start));
    }
    return items;
  });
}

const itemOf = (text: string, start: number): Item => ({
  text,
  bare: text.replace(/[“”]/g, ""),
  start,
  end: start + text.length,
});

/** The last two items are often joined by 和. */
function splitLast(items: readonly Item[], members: readonly string[]): readonly Item[] {
  const last = items.at(-1);
  const joint = last === undefined ? null : /[和与及](?=[一-龥]{2})/.exec(last.text);
  if (
    last === undefined ||
    joint === null ||
    members.some((member) => last.text.startsWith(member) && /[和与及]/.test(member))
  )
    return items;
  const at = joint.index;
  const head = itemOf(last.text.slice(0, at), last.start);
  const tail = itemOf(last.text.slice(at + 1), last.start + at + 1);
  return [...items.slice(0, -1), head, tail];
}

interface Place {
  readonly member: number;
  readonly start: number;
  readonly end: number;
}

/** Which member an item is: behind 、 and before 、 wholly, else at its end or its beginning. */
function placeOf(text: string, item: Item, members: readonly string[]): Place | null {
  const opens = text.charAt(item.start - 1) !== "、";
  const closes = text.charAt(item.end) !== "、";
  const { bare } = item;
  for (const [member, word] of members.entries()) {
    if (bare === word || (opens && bare.endsWith(word)))
      return { member, start: item.end - word.length - (item.text.endsWith("”") ? 1 : 0), end: item.end };
    if (closes && bare.startsWith(word)) return { member, start: item.start, end: item.start + word.length };
  }
  return null;
}

/** Words that call for a formula, right before its first member. */
const CALL =
  /(?:倡导|践行|弘扬|培育|坚持|坚定|增强|树牢|牢固树立|贯彻|落实|保持|遵守|严守|做到|反对|防止|实现|推进|促进|统筹推进|开展|坚守)[“”（：:]{0,2}$/;

const noFaults: ListFault[] = [];
/** So many members must stand in a row that is told. The last item of it may become two. */
const fewestKnown = (size: number): number => Math.max(2, size - 1);

export function listFaults(text: string, rows: Rows, formula: Formula): ListFault[] {
  return rows.flatMap((row): ListFault[] => {
    const grown = grownTogether(row, formula.members);
    if (grown !== null) return [grown];
    if (row.length + 1 < fewestKnown(formula.members.length)) return noFaults;
    const fault = faultIn(text, splitLast(row, formula.members), formula.members);
    return fault === null ? [] : [fault];
  });
}

/** Two members without a mark between them in a row of the others: 爱国、敬业、诚信友善. */
function grownTogether(row: readonly Item[], members: readonly string[]): ListFault | null {
  const whole = row.filter(({ text }) => members.includes(text)).length;
  if (members.length < 4 || whole < members.length - 3 || whole < 1) return null;
  for (const { text, start, end } of row)
    for (let i = 0; i + 1 < members.length; i += 1) {
      const pair = (members[i] ?? "") + (members[i + 1] ?? "");
      if (text !== pair) continue;
      return { start, end, right: `${members[i] ?? ""}、${members[i + 1] ?? ""}` };
    }
  return null;
}

function faultIn(text: string, items: readonly Item[], members: readonly string[]): ListFault | null {
  const places = items.map((item) => placeOf(text, item, members));
  const first = places.findIndex((place) => place !== null);
  const last = places.findLastIndex((place) => place !== null);
  const known = places.flatMap((place) => (place === null ? [] : [place.member]));
  const size = members.length;
  if (known.length < fewestKnown(size) || new Set(known).size !== known.length || !isRising(known)) return null;
  const count = last - first + 1;
  const missing = members.findIndex((_, member) => !known.includes(member));
  if (known.length === size)
    return count === size + 1 && size > 3 ? faultAt(text, items, places, { first, last, members }) : null;
  if (count === size)
    return isFilled(items.slice(first, last + 1), members, missing, size)
      ? faultAt(text, items, places, { first, last, members })
      : null;
  if (count !== size - 1) return null;
  return missing === 0 || missing === size - 1
    ? outerFault(text, items, places, { first, last, members })
    : innerGap(text, items, places, { first, last, members });
}

const isRising = (known: readonly number[]) => known.every((member, i) => i === 0 || member > (known[i - 1] ?? 0));

/** What stands in the place of the missing member resembles it, or the formula is long enough to be sure. */
function isFilled(items: readonly Item[], members: readonly string[], missing: number, size: number): boolean {
  const other = items[missing]?.text ?? "";
  return size > 3 || sharesCharacter(other, members[missing] ?? "");
}

const sharesCharacter = (one: string, other: string) => [...other].some((character) => one.includes(character));

interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly members: readonly string[];
}

function faultAt(
  text: string,
  items: readonly Item[],
  places: readonly (Place | null)[],
  { first, last, members }: Stretch,
): ListFault | null {
  const start = places[first]?.start ?? items[first]?.start;
  const end = places[last]?.end ?? items[last]?.end;
  return start === undefined || end === undefined
    ? null
    : { start, end, right: joined(text.slice(start, end), members) };
}

/** With the separators the text uses. */
function joined(written: string, members: readonly string[]): string {
  const joint = /[和与及](?=[一-龥]{2,12}$)/.test(written)
    ? (/[和与及](?=[一-龥]{2,12}$)/.exec(written)?.[0] ?? "")
    : "";
  const separator = written.includes("、") ? "、" : "，";
  if (joint === "" || members.some((member) => member.includes(joint))) return members.join(separator);
  return members.slice(0, -1).join(separator) + joint + (members.at(-1) ?? "");
}

/** All but one, in order, a hole among them. */
function innerGap(
  text: string,
  items: readonly Item[],
  places: readonly (Place | null)[],
  stretch: Stretch,
): ListFault | null {
  const fault = faultAt(text, items, places, stretch);
  if (fault === null) return null;
  return stretch.members.length > 4 || CALL.test(text.slice(Math.max(0, fault.start - 8), fault.start)) ? fault : null;
}

/** The first or last member is another word of the same length that has a character of it, or is not there after a call for it. */
function outerFault(
  text: string,
  items: readonly Item[],
  places: readonly (Place | null)[],
  stretch: Stretch,
): ListFault | null {
  const { first, last, members } = stretch;
  const fault = faultAt(text, items, places, stretch);
  if (fault === null || members.length < 3) return null;
  const atEnd = places[first]?.member === 0;
  const wanted = (atEnd ? members.at(-1) : members[0]) ?? "";
  const item = items[atEnd ? last + 1 : first - 1];
  if (item !== undefined && text.charAt(item.start - 1) !== "，") {
    const written = atEnd ? item.text.slice(0, wanted.length) : item.text.slice(-wanted.length);
    if (written.length < 2 || written === wanted || !sharesCharacter(written, wanted)) return null;
    const start = atEnd ? fault.start : item.end - written.length;
    const end = atEnd ? item.start + written.length : fault.end;
    return { start, end, right: joined(text.slice(start, end), members) };
  }
  if (members.length < 4 || /^[、，和与及等]/.test(text.slice(fault.end))) return null;
  const ends = /^(?:[”。；）]|$|的)/.test(text.slice(fault.end));
  return ends && CALL.test(text.slice(Math.max(0, fault.start - 8), fault.start)) ? fault : null;
}
