/**
 * Official phrases out of the counts: runs that occur often, stand among changing neighbours on both sides, are made of
 * whole words and hold together more than chance would.
 */
import type { RunCounts } from "./runs";

export interface Phrase {
  readonly text: string;
  readonly count: number;
}

const SHORTEST = 4;
const LONGEST = 8;
export interface Demands {
  /** How often it stands in the text. */
  readonly from: number;
  /** No neighbour stands there more often than this share of the times: else it belongs to the phrase. */
  readonly oneNeighbour: number;
  /** With what no phrase begins or ends. */
  readonly edges: ReadonlySet<string>;
}

/** Connecting characters, figures and forms of address begin and end nothing that is worth knowing. */
const CONNECTING =
  "的了在是已较和与于为被把将也都又要我你他她它这那就不很再及或等从向对给让使由以并而但则且当如若因所其此该各每某者们个些只次起来去说称到地得着过";
const PLACING = "上下里内外前后间时一二三四五六七八九十百千万亿零两元年月日号第条款项";

const DEMANDS: Demands = { from: 70, oneNeighbour: 0.45, edges: new Set(CONNECTING + PLACING) };
/** For runs that need not be worth knowing on their own: 有关事项, 值班期间. */
export const connecting: ReadonlySet<string> = new Set(CONNECTING);

/** Who holds a post is an administrator's to say, and changes. */
const NAMED = /(?:总理|总统|首相|委员长|外长)(?!.*[会问])..{1,2}$/u;

export interface Words {
  /** How common a word is; 0 when it is none. */
  countOf(word: string): number;
}

export function phrasesOf(
  runs: ReadonlyMap<number, RunCounts>,
  words: Words,
  { from, oneNeighbour, edges }: Demands = DEMANDS,
): Phrase[] {
  const phrases: Phrase[] = [];
  for (let size = SHORTEST; size <= LONGEST; size += 1) {
    const counts = runs.get(size) ?? new Map<string, number>();
    const widest = widestNeighbours(runs.get(size + 1) ?? new Map<string, number>());
    for (const [text, count] of counts) {
      if (count < from || edges.has(text.charAt(0)) || edges.has(text.charAt(size - 1))) continue;
      if (NAMED.test(text)) continue;
      if ((widest.get(text) ?? 0) > oneNeighbour * count) continue;
      if (isOfWholeWords(text, words)) phrases.push({ text, count });
    }
  }
  return phrases.sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
}

/** For each run how often its most common neighbour on either side stands there. */
function widestNeighbours(longer: RunCounts): ReadonlyMap<string, number> {
  const widest = new Map<string, number>();
  for (const [run, count] of longer) {
    for (const part of [run.slice(0, -1), run.slice(1)]) widest.set(part, Math.max(widest.get(part) ?? 0, count));
  }
  return widest;
}

/** Single characters that join words inside a long phrase, and those that end one: 发展和改革委员会, 生态环境局. */
const JOINING: ReadonlySet<string> = new Set("和与及的以为不大小新");
const ENDING: ReadonlySet<string> = new Set(
  "局部厅委办省市县区乡镇村会院所站法案者员性化力率量制权业工费税证书表册库网线区带群链圈厂场馆校队组处科室股长",
);

function isOfWholeWords(text: string, words: Words): boolean {
  const size = text.length;
  const reaches = new Uint8Array(size + 1);
  reaches[0] = 1;
  for (let from = 0; from < size; from += 1) {
    if (reaches[from] !== 1) continue;
    for (let to = from + 2; to <= size; to += 1) if (words.countOf(text.slice(from, to)) > 0) reaches[to] = 1;
    const alone = from + 1 === size ? ENDING : JOINING;
    if (from >= 2 && size >= 5 && alone.has(text.charAt(from))) reaches[from + 1] = 1;
  }
  return reaches[size] === 1;
}
