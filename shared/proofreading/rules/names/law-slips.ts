/** Where titles of laws stand that are not as the list has them: between 《》 or 〈〉, behind the state's name, or in running text. */
import { hitsOf } from "../../hits";
import { isJoined } from "../typos/joints";
import { type LawList, STATE } from "./law-list";
import { meantTitle, rightTitle } from "./law-nearest";
import { areConfusable, slipBetween } from "./near-miss";

export interface TitleSlip {
  readonly start: number;
  readonly end: number;
  readonly right: string;
  readonly score: number;
}

/** From here on the wrong title can hardly be another one. */
export const SURE = 0.8;

const MARKED = /[《〈]([^《》〈〉\n]{2,60})[》〉]/g;
/** 《居民身份证》 and the anthem are no laws that lost their last character. */
const CERTIFICATE = /(?:证|证书|执照|中华人民共和国国歌)$/;
/** What is only drafted may be a law of its own, however near an old one is. */
const DRAFTED = /（(?:草案|征求意见稿|修订草案|送审稿)[^（）]{0,8}）$/;
/** 条例 that carries out a law takes the place of 细则 in time. */
const CARRIED_OUT = /实施(?:条例|细则|办法)$/;
const ABROAD =
  /(?:美国|英国|法国|德国|日本|韩国|俄罗斯|印度|越南|泰国|加拿大|澳大利亚|意大利|欧盟|欧洲|香港|澳门|台湾|新加坡|马来西亚|菲律宾|以色列|巴西|国会|议会|参议院|众议院|参院|众院|内阁|该国|当局|[一-龥]尼亚|[一-龥]斯坦)[^。；]{0,40}$/;

export function markedSlips(text: string, list: LawList): TitleSlip[] {
  return hitsOf(text, MARKED).flatMap((found) => {
    const written = found[1] ?? "";
    if (CERTIFICATE.test(written)) return [];
    const right = rightTitle(written, list);
    if (right === null || (right.score < SURE && DRAFTED.test(written))) return [];
    if (isCarriedOut(written, right.whole)) return [];
    if (right.score < 1 && !written.startsWith(STATE) && ABROAD.test(text.slice(0, found.index))) return [];
    const start = found.index + 1;
    return [{ start, end: start + written.length, right: right.whole, score: right.score }];
  });
}

const isCarriedOut = (written: string, right: string): boolean =>
  written !== right && CARRIED_OUT.test(written) && written.replace(CARRIED_OUT, "") === right.replace(CARRIED_OUT, "");

export function plainSlips(text: string, list: LawList): TitleSlip[] {
  const behind = behindState(text, list);
  return [
    ...behind,
    ...regulationSlips(text, list).filter(
      ({ start, end }) => !behind.some((other) => other.start < end && start < other.end),
    ),
  ];
}

/** 法院, 法律, 法规: the next character makes another word. */
const LAW_END = /(?:法典|法(?![律规院官人治制定令庭医学权典])|条例|实施细则)/g;

function behindState(text: string, list: LawList): TitleSlip[] {
  const slips: TitleSlip[] = [];
  for (let at = text.indexOf(STATE); at !== -1; at = text.indexOf(STATE, at + 1)) {
    // Inside 《》 the whole title was read.
    if (text.lastIndexOf("《", at) > text.lastIndexOf("》", at) || text.charAt(at - 1) === "〈") continue;
    const from = at + STATE.length;
    const run = /^[一-龥]{0,32}/.exec(text.slice(from, from + 32))?.[0] ?? "";
    if (beginsWithTitle(run, list)) continue;
    for (const found of hitsOf(run, LAW_END)) {
      const end = found.index + found[0].length;
      const meant = end < 3 ? null : meantTitle(STATE + run.slice(0, end), list);
      if (meant === null || meant.score < SURE) continue;
      slips.push({ start: at, end: from + end, right: STATE + meant.title, score: meant.score });
      break;
    }
  }
  return slips;
}

function beginsWithTitle(run: string, list: LawList): boolean {
  for (let length = 2; length <= run.length; length += 1) {
    const title = run.slice(0, length);
    if (list.titles.has(title) || list.planned.has(title)) return true;
  }
  return false;
}

const REGULATION = "条例";
const SHORTEST = 6;
const LONGEST = 22;
const withouts = new WeakMap<LawList, ReadonlyMap<string, readonly string[]>>();

/** Regulations by what is left of them when one character is lost: two that share such a rest are one slip apart. */
function restsOf(list: LawList): ReadonlyMap<string, readonly string[]> {
  const known = withouts.get(list);
  if (known !== undefined) return known;
  const rests = new Map<string, string[]>();
  for (const title of regulationsOf(list)) {
    for (const rest of [title, ...restsWithout(title)]) {
      const titles = rests.get(rest);
      if (titles === undefined) rests.set(rest, [title]);
      else titles.push(title);
    }
  }
  withouts.set(list, rests);
  return rests;
}

const regulationsOf = ({ titles }: LawList): string[] =>
  [...titles].filter((title) => title.endsWith(REGULATION) && title.length >= SHORTEST && title.length <= LONGEST);

/** A slip in 条例 itself is another matter. */
function restsWithout(title: string): string[] {
  return Array.from({ length: title.length - REGULATION.length }, (_, i) => title.slice(0, i) + title.slice(i + 1));
}

/** Regulations in running text, without 《》: one slip inside a title, its first characters right. */
function regulationSlips(text: string, list: LawList): TitleSlip[] {
  const slips: TitleSlip[] = [];
  for (let at = text.indexOf(REGULATION); at !== -1; at = text.indexOf(REGULATION, at + 1)) {
    const end = at + REGULATION.length;
    const run = /[一-龥]{4,22}$/.exec(text.slice(Math.max(0, end - LONGEST), end))?.[0] ?? "";
    if (run.length < SHORTEST || text.charAt(end) === "》" || text.charAt(end) === "〉") continue;
    const slip = slipAtEnd(run, list);
    if (slip !== null) slips.push({ start: end - slip.length, end, right: slip.right, score: SURE });
  }
  return slips;
}

function slipAtEnd(run: string, list: LawList): { readonly length: number; readonly right: string } | null {
  const tails = Array.from({ length: run.length - SHORTEST + 1 }, (_, i) => run.slice(i));
  if (tails.some((tail) => list.titles.has(tail) || list.planned.has(tail))) return null;
  for (const [at, tail] of tails.entries()) {
    // 轨道|交通: its first character is the end of another word.
    if (at > 0 && isJoined(run.charAt(at - 1), tail.charAt(0)) && !isJoined(tail.charAt(0), tail.charAt(1))) continue;
    const near = (beginningsOf(list).get(tail.charAt(0)) ?? []).filter((title) => isInner(title, tail));
    const [only] = near;
    if (only !== undefined) return { length: tail.length, right: near.length === 1 ? only : nearest(tail, list) };
  }
  return null;
}

const beginnings = new WeakMap<LawList, ReadonlyMap<string, readonly string[]>>();

/** Regulations by their first character, which is right. */
function beginningsOf(list: LawList): ReadonlyMap<string, readonly string[]> {
  const known = beginnings.get(list);
  if (known !== undefined) return known;
  const titles = new Map<string, string[]>();
  for (const title of regulationsOf(list)) {
    const first = title.charAt(0);
    titles.set(first, [...(titles.get(first) ?? []), title]);
  }
  beginnings.set(list, titles);
  return titles;
}

/** Of several titles one slip away: as it is read, then without its first character, its second … */
function nearest(tail: string, list: LawList): string {
  const rests = restsOf(list);
  for (const rest of [tail, ...restsWithout(tail)])
    for (const title of rests.get(rest) ?? []) if (isInner(title, tail)) return title;
  return "";
}

/** The first two and what stands before 条例 are right; a character more or less is none that makes another title. */
function isInner(title: string, written: string): boolean {
  const slip = slipBetween(title, written);
  if (slip === null || slip.at < 1 || slip.at >= title.length - REGULATION.length) return false;
  if (slip.kind === "changed") return areConfusable(slip.from, slip.to);
  return slip.kind === "swapped" || title.length >= 8;
}
