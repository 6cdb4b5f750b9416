/** A shallow reading of a clause: which verb has which object, which predicate which subject. The counts are read the same way. */
import { unitTable } from "../characters";
import { falling, nominalVerbs, otherPredicates, otherVerbs, predicateAdverbs, rising, verbGroups } from "./verbs";

/** A verb of two characters and where it begins. */
export interface ReadVerb {
  readonly verb: string;
  readonly start: number;
}

const listed = (text: string): string[] => text.trim().split(/\s+/);
/** Two Chinese characters as a number that needs no place of its own in memory; -1 for others. */
function pairAt(text: string, at: number): number {
  const first = text.charCodeAt(at) - FIRST_HAN;
  const second = text.charCodeAt(at + 1) - FIRST_HAN;
  return first >= 0 && second >= 0 && first < HANS && second < HANS ? (first << 15) | second : -1;
}
const FIRST_HAN = 0x4e00;
const HANS = 0x5200;
const byPair = (words: readonly string[]): ReadonlyMap<number, string> =>
  new Map(words.map((word) => [pairAt(word, 0), word]));
const initialsOf = (words: readonly string[]): Uint8Array => unitTable(words.map((word) => word.charAt(0)).join(""));

/** Verbs whose objects are judged. */
export const judgedVerbs: readonly string[] = [...new Set(listed(verbGroups))];
const allVerbs = [...judgedVerbs, ...listed(otherVerbs)];
const VERBS = byPair(allVerbs);
const VERB_INITIALS = initialsOf(allVerbs);
const NOMINAL = new Set(listed(nominalVerbs));

export const predicates: readonly string[] = [
  ...new Set([...listed(rising), ...listed(falling), ...listed(otherPredicates)]),
];
const PREDICATES = byPair(predicates);
const PREDICATE_INITIALS = initialsOf(predicates);

const STOP = unitTable("，。；：！？“”‘’（）()《》〈〉【】 \t\n\r\u3000…—·,;:");
const OBJECT_ENDS = unitTable("，。；！？、\n0123456789和与及");
const PREDICATE_ENDS = unitTable("，。；！？、\n0123456789了到至近约超");
/** Between a verb and the last word of its object. */
const FARTHEST = 22;

/** All that `endsObject` may say yes to, for a first look. */
export const objectEndings = unitTable("，。；！？、\n0123456789和与及的一二三四五六七八九十百千两");

/** Whether an object may end before this place: a mark, a figure, 和, 的情况, the end of the text. */
export function endsObject(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const unit = text.charCodeAt(at);
  if (OBJECT_ENDS[unit] === 1) return true;
  if (unit === OF) return AS_CLAUSE.test(text.slice(at + 1, at + 3));
  return NUMERALS[unit] === 1 && COUNTED.test(text.slice(at, at + 9));
}
const OF = "的".charCodeAt(0);
const NUMERALS = unitTable("一二三四五六七八九十百千两");
/** 行为三十二起. */
const COUNTED = /^[一二三四五六七八九十百千万两]{1,5}[余多]?[起件个项条次份家名处场人户座所][，。；]/;
/** What a whole clause describes: 履行责任|的情况. */
const AS_CLAUSE = /^(?:情况|同时|过程|基础|前提)$/;

/** Whether the word is the name of a doing as often as a verb, or a verb at all. */
export const isVerb = (word: string): boolean => word.length === 2 && (VERBS.has(pairAt(word, 0)) || NOMINAL.has(word));

/** Before a word that may be a name, what makes a verb of it: 要|保护, 进一步|规范. */
const VERB_PLACE =
  /(?:[要应须将已会能可以来去并而地了再又也都还就即则均全共先更着不起后和与，。；：！？、”）》 \d]|^|切实|进一步|不断|持续|有效|积极|认真|全面|深入|大力|着力|努力|充分|严格|依法|加快|稳步|逐步|加强|继续|坚决|及时|更好|必须|应当|可以|能够|需要|合理|科学|主动|共同|联合|统一|严肃|妥善|有序|自觉|扎实|我们|政府|机关|部门|人民|单位|机构|企业|干部|党员|法院)$/;
/** 服务的提高, 得到改善, 有待提高: not a verb with an object. */
const NAMED = /[的得所]$|有待$|获得$|予以$/;

/** The verb closest before a place, in the same clause. */
export function verbBefore(text: string, place: number): ReadVerb | null {
  const lowest = Math.max(0, place - FARTHEST);
  for (let start = place - 2; start >= lowest; start -= 1) {
    if (STOP[text.charCodeAt(start)] === 1 || STOP[text.charCodeAt(start + 1)] === 1) return null;
    if (VERB_INITIALS[text.charCodeAt(start)] !== 1) continue;
    const verb = VERBS.get(pairAt(text, start));
    if (verb !== undefined && standsAsVerb(text, start, verb)) return { verb, start };
  }
  return null;
}

function standsAsVerb(text: string, start: number, verb: string): boolean {
  const next = text.charAt(start + 2);
  if (next === "的" || NAMED.test(text.slice(Math.max(0, start - 2), start))) return false;
  return !NOMINAL.has(verb) || next === "了" || VERB_PLACE.test(text.slice(Math.max(0, start - 3), start));
}

/** The predicate that begins at a place, if its clause ends or a figure follows. */
export function predicateAt(text: string, at: number): string | undefined {
  if (PREDICATE_INITIALS[text.charCodeAt(at)] !== 1) return undefined;
  if (at + 2 < text.length && PREDICATE_ENDS[text.charCodeAt(at + 2)] !== 1) return undefined;
  return PREDICATES.get(pairAt(text, at));
}

const adverbs = listed(predicateAdverbs);
const ADVERBS: ReadonlySet<string> = new Set(adverbs);
const ADVERB_ENDS = unitTable(adverbs.map((adverb) => adverb.slice(-1)).join(""));
const LONGEST_ADVERB = 6;

/** Where the subject of a predicate ends: before all that says how. */
export function subjectEnd(text: string, predicate: number): number {
  let end = predicate;
  while (end > 0 && ADVERB_ENDS[text.charCodeAt(end - 1)] === 1) {
    const length = adverbLength(text, end);
    if (length === 0) break;
    end -= length;
  }
  return end;
}

function adverbLength(text: string, end: number): number {
  for (let length = Math.min(LONGEST_ADVERB, end); length > 0; length -= 1)
    if (ADVERBS.has(text.slice(end - length, end))) return length;
  return 0;
}

/** What a word of three or more characters is counted as that ends in one of these and in no word of two: 覆盖率 as ～率. */
const CLASSES = unitTable("率感力度性量额费价值化型类法");
const isHan = (unit: number): boolean => unit >= 0x4e00 && unit <= 0x9fff;

function isHanFrom(text: string, from: number, end: number): boolean {
  if (from < 0) return false;
  for (let at = from; at < end; at += 1) if (!isHan(text.charCodeAt(at))) return false;
  return true;
}

/** The words a phrase that ends at a place may be headed by, the longer first; `words` are all words of the language, or those that matter. */
export function headsBefore(text: string, end: number, words: { has(word: string): boolean }): ReadHead[] {
  if (!isHanFrom(text, end - 2, end)) return [];
  const two = text.slice(end - 2, end);
  if (words.has(two)) {
    const before = text.slice(Math.max(0, end - 4), end - 2);
    const joined = isHanFrom(text, end - 4, end - 2) && words.has(before);
    return [...(joined ? [{ head: before + two, start: end - 4 }] : []), { head: two, start: end - 2 }];
  }
  if (!isHanFrom(text, end - 3, end)) return [];
  const three = text.slice(end - 3, end);
  const own = words.has(three) ? [{ head: three, start: end - 3 }] : [];
  return CLASSES[text.charCodeAt(end - 1)] === 1
    ? [...own, { head: `～${text.charAt(end - 1)}`, start: end - 3 }]
    : own;
}

/** The last word of an object or a subject: itself, two words as one, or the class it belongs to. */
export interface ReadHead {
  readonly head: string;
  readonly start: number;
}
