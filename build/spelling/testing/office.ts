/** A small model from made-up sentences: everything the tests of the builder share. */
import { countedOrders } from "../counts";
import { estimate, firstChances } from "../kneser-ney";
import type { Material } from "../model";
import { IdStream, vocabularyOf } from "../stream";
import { type Level, treeOf } from "../tree";

const SUBJECTS = ["县政府", "市财政局", "镇人民政府", "办公室", "领导小组"];
const VERBS = ["印发", "审核", "公布", "修订", "执行"];
const OBJECTS = ["年度预算", "工作方案", "实施细则", "公开目录", "会议纪要", "检查指标"];

/** Made-up sentences of an office, every one of them different. */
export const TEXT = SUBJECTS.flatMap((subject, s) =>
  VERBS.flatMap((verb, v) =>
    OBJECTS.map((object, o) => `${subject}于${2010 + s + v + o}年${verb}了${object}。现予通知！`),
  ),
);

const character = (unit: string, reading: string, shape: string) => ({
  unit: unit.charCodeAt(0),
  readings: [{ syllable: reading.slice(0, -1), tone: Number(reading.slice(-1)) }],
  shape,
});

export const CHARACTERS = [
  character("指", "zhi3", "QPA"),
  character("标", "biao1", "DMMF"),
  character("制", "zhi4", "HBLN"),
  character("只", "zhi3", "RC"),
  character("执", "zhi2", "QKNI"),
  character("脂", "zhi1", "BPA"),
  character("年", "nian2", "OQ"),
  character("兑", "dui4", "XCRHU"),
  character("党", "dang3", "FBRHU"),
];

const wordOf = (text: string, count: number) => ({ units: Uint16Array.from(text, (c) => c.charCodeAt(0)), count });

export const MATERIAL: Material = {
  lines: () => TEXT,
  words: () => [wordOf("指标", 20), wordOf("检查指标", 9), wordOf("工作方案", 300)],
  characters: CHARACTERS,
  shapes: new Map([["指".charCodeAt(0), new Set(["脂".charCodeAt(0)])]]),
  wanted: [0, 1e6, 1e6, 1e6],
  progress: () => undefined,
};

export const ALL = [0, 1e6, 1e6, 1e6];
export const FEW = [0, 120, 90, 60];
export const SIZES = [
  { name: "all", wanted: ALL },
  { name: "few", wanted: FEW },
];

export function levelsOf(lines: readonly string[]) {
  const vocabulary = vocabularyOf(lines, []);
  const stream = new IdStream(4);
  for (const line of lines) stream.add(line, vocabulary.ids);
  const ids = stream.ids.subarray(0, stream.length);
  return { vocabulary, ids, levels: treeOf(countedOrders(ids), vocabulary.units.length) };
}

/** Probabilities of every level as the estimator gave them, before anything was packed. */
export function chancesOf(levels: readonly Level[], kept: readonly Uint8Array[]) {
  const chances: Float64Array[] = [];
  const shares: Float64Array[] = [];
  levels.forEach((level, index) => {
    const below = levels[index - 1];
    const lower = chances[index - 1];
    if (below === undefined || lower === undefined) {
      chances.push(firstChances(level));
      return;
    }
    const found = estimate(below, level, lower, kept[index] ?? new Uint8Array(level.ids.length));
    chances.push(found.chances);
    shares.push(found.shares);
  });
  return { chances, shares };
}

export interface Run {
  readonly ids: Uint16Array;
  readonly level: number;
  readonly place: number;
}

/** Every n-gram of the tree with its ids. */
export function* runsOf(
  levels: readonly Level[],
  level = 0,
  before: readonly number[] = [],
  range?: [number, number],
): Generator<Run> {
  const [from, to] = range ?? [0, levels[0]?.ids.length ?? 0];
  for (let place = from; place < to; place += 1) {
    const ids = [...before, levels[level]?.ids[place] ?? 0];
    yield { ids: Uint16Array.from(ids), level, place };
    const begins = levels[level]?.begins ?? new Uint32Array(0);
    if (level + 1 < levels.length) yield* runsOf(levels, level + 1, ids, [begins[place] ?? 0, begins[place + 1] ?? 0]);
  }
}
