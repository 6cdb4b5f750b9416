/** Verbs with objects and predicates with subjects that counted text never joins, though it often joins others like them. */

import { objectMismatches, ownObjects, wordsOfClasses } from "./data/objects";
import { predicateMismatches } from "./data/predicates";
import {
  endsObject,
  headsBefore,
  isVerb,
  objectEndings,
  predicateAt,
  type ReadHead,
  type ReadVerb,
  subjectEnd,
  verbBefore,
} from "./reading";

/** A pair of words that do not go together. `[start, end)` is the verb, or all from the last word of the subject to the predicate. */
export interface Mismatch {
  readonly start: number;
  readonly end: number;
  /** The object or the subject as it stands. */
  readonly thing: string;
  readonly verb: string;
  /** The verb that counted text has with this thing. */
  readonly better: string;
}

/** By verb and thing joined, the verb to write. Lines: 提高>加强：组织领导 队伍建设. */
function mismatchesOf(table: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const line of table.trim().split("\n")) {
    const [verbs = "", things = ""] = line.split("：");
    const [wrong = "", right = ""] = verbs.split(">");
    for (const thing of things.split(" ")) pairs.set(wrong + thing, right);
  }
  return pairs;
}

const objects = mismatchesOf(objectMismatches);
const subjects = mismatchesOf(predicateMismatches);

/** Verb and object joined that go together often. Lines: 提高：水平 能力. */
const own: ReadonlySet<string> = new Set(
  ownObjects
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [verb = "", things = ""] = line.split("：");
      return things.split(" ").map((thing) => verb + thing);
    }),
);

const words = new Set(wordsOfClasses.split(" "));
/** Two neighbours as a number of 19 bits. */
const sumAt = (text: string, at: number): number =>
  (Math.imul(text.charCodeAt(at), 0x9e3779b1) + Math.imul(text.charCodeAt(at + 1), 0x85ebca6b)) >>> 13;

/** What things of a table may end with, known before any word is cut out. */
class Ends {
  /** A bit for what the last two characters of a thing come to, and hardly any others. */
  readonly #lastTwo = new Uint8Array(0x10000);
  /** Last characters of words that are judged by their class. */
  readonly #classes = new Uint8Array(0x10000);
  readonly #things = new Set<string>();

  constructor(pairs: ReadonlyMap<string, string>) {
    for (const pair of pairs.keys()) this.#add(pair.slice(2));
  }

  #add(thing: string): void {
    this.#things.add(thing);
    if (thing.startsWith("～")) {
      this.#classes[thing.charCodeAt(1)] = 1;
      return;
    }
    const sum = sumAt(thing, thing.length - 2);
    this.#lastTwo[sum >>> 3] = (this.#lastTwo[sum >>> 3] ?? 0) | (1 << (sum & 7));
    if (thing.length === 4) for (const half of [thing.slice(0, 2), thing.slice(2)]) words.add(half);
    else words.add(thing);
  }

  at(text: string, end: number): boolean {
    if (end < 2) return false;
    const sum = sumAt(text, end - 2);
    return (((this.#lastTwo[sum >>> 3] ?? 0) >>> (sum & 7)) & 1) === 1 || this.#classes[text.charCodeAt(end - 1)] === 1;
  }

  has(thing: string): boolean {
    return this.#things.has(thing);
  }
}
const objectEnds = new Ends(objects);
const subjectEnds = new Ends(subjects);

/** Objects of a text that do not go with their verbs. */
export function objectMismatchesIn(text: string): Mismatch[] {
  const found: Mismatch[] = [];
  for (let end = 3; end <= text.length; end += 1) {
    if (end < text.length && objectEndings[text.charCodeAt(end)] !== 1) continue;
    if (!objectEnds.at(text, end) || !endsObject(text, end) || isJoined(text, end)) continue;
    const mismatch = objectMismatchAt(text, end);
    if (mismatch !== null) found.push(mismatch);
  }
  return found;
}

/** Not in the loop: a closure there would cost an object at every place of a text. */
const objectMismatchAt = (text: string, end: number): Mismatch | null =>
  firstOf(headsBefore(text, end, words), (head) => objectMismatch(text, head, end));

/** 规模和质量: a verb may be meant for the second of two. */
const isJoined = (text: string, end: number): boolean => end < text.length && "、和与及".includes(text.charAt(end));

function firstOf(heads: readonly ReadHead[], judge: (head: ReadHead) => Mismatch | null): Mismatch | null {
  for (const head of heads) {
    const mismatch = judge(head);
    if (mismatch !== null) return mismatch;
  }
  return null;
}

function objectMismatch(text: string, { head, start: place }: ReadHead, end: number): Mismatch | null {
  const read = objectEnds.has(head) ? verbBefore(text, place) : null;
  if (read === null) return null;
  const { verb, start } = read;
  const better = objects.get(verb + head);
  if (better === undefined || isOtherwise(text, read, place, better) || holdsOther(text, read, place, head))
    return null;
  return { start, end: start + verb.length, thing: text.slice(place, end), verb, better };
}

const FARTHEST = 14;
const clauseBefore = (text: string, at: number): string =>
  text
    .slice(Math.max(0, at - FARTHEST), at)
    .split(/[，。；：！？]/)
    .at(-1) ?? "";

/** 提高对安全生产的组织领导: what it is done to; 齐抓共管、群防群治的合力: what kind of thing it is. */
const TOWARDS = /^对(?!外)[^，。；的]{2,12}的/;
const KIND = /^[^，。；]{4}、(?:[^，。；]{4}、){0,2}[^，。；]{4}的/;
const DESCRIBING =
  /(?<!停车|出行|就业|入学|看病)[不未难无]|(?:中|上|下|时|后|前|内|方面|过程|存在|面临|出现|遇到|需要|所)的|^[的对由以和与及或并会]|使(?!用)|[致称等让把将被权抓、]|以及|可以|应当|[高多小低新全总各本该此其何有无是为等同]$|(?<![强重巨伟])大$/;

/** The clause has the right verb itself, two verbs share the object, or what stands between makes another sentence of it. */
function isOtherwise(text: string, { verb, start }: ReadVerb, place: number, better: string): boolean {
  const before = clauseBefore(text, start);
  const between = text.slice(start + verb.length, place).replace(TOWARDS, "");
  if (before.endsWith("关于") || before.includes(better) || between.includes(better)) return true;
  if (/[并和与或]$/.test(before) && isVerb(before.slice(-3, -1))) return true;
  return DESCRIBING.test(between.replace(KIND, ""));
}

/** 履行义务的法律后果, 推动制度转化为效能: the verb has an object already, or the object another verb. */
function holdsOther(text: string, { verb, start }: ReadVerb, place: number, head: string): boolean {
  const between = text
    .slice(start + verb.length, place)
    .replace(TOWARDS, "的")
    .replace(KIND, "的");
  if (isVerb(head) && between !== "" && !between.endsWith("的")) return true;
  for (let at = 0; at + 2 <= between.length; at += 1) {
    const word = between.slice(at, at + 2);
    if (word !== verb && !isAttribute(between, at) && isVerb(word) && own.has(word + head)) return true;
    if ("的和与及并".includes(between.charAt(at)) && endsWithOwn(between.slice(0, at), verb)) return true;
  }
  return between.endsWith("的") && endsWithOwn(between.slice(0, -1), verb);
}

/** 工作的组织|领导: a verb between 的 and the object says what kind it is. */
const isAttribute = (between: string, at: number): boolean =>
  at + 2 === between.length && between.charAt(at - 1) === "的";

const endsWithOwn = (words: string, verb: string): boolean =>
  [2, 3, 4].some((length) => words.length >= length && own.has(verb + words.slice(-length)));

/** Subjects of a text that do not go with their predicates. */
export function predicateMismatchesIn(text: string): Mismatch[] {
  const found: Mismatch[] = [];
  for (let at = 3; at + 2 <= text.length; at += 1) {
    const verb = predicateAt(text, at);
    if (verb === undefined || text.charAt(at + 2) === "、") continue;
    const end = subjectEnd(text, at);
    if (end === at || !subjectEnds.at(text, end) || isNegated(text.slice(end, at))) continue;
    const mismatch = subjectMismatchAt(text, end, { verb, at });
    if (mismatch !== null) found.push(mismatch);
  }
  return found;
}

/** Of the subject that ends at a place and a predicate behind it. */
const subjectMismatchAt = (text: string, end: number, { verb, at }: { verb: string; at: number }): Mismatch | null =>
  firstOf(headsBefore(text, end, words), ({ head, start }) => {
    const better = subjects.get(verb + head);
    if (better === undefined || clauseBefore(text, end).includes(better)) return null;
    return {
      start: head.length === 4 ? start + 2 : start,
      end: at + verb.length,
      thing: text.slice(start, end),
      verb,
      better,
    };
  });

/** 水平没有提高, 效益的改进: nothing is said to have happened, or it is the name of what happened. */
const isNegated = (adverbs: string): boolean =>
  /不(?!断)|[未难]|没有|要求/.test(adverbs) || (adverbs.endsWith("的") && !/得到|有了|取得|实现|获得/.test(adverbs));
