/** MC-38 within one item: a paragraph that stands twice with a word or two changed. */
import { inspection2019 } from "../../authority";
import type { BlockFact, DocumentRule, Match } from "../../rule";

interface Sample {
  /** A quarter of the hashes of all six-character stretches, ascending, once each. */
  readonly hashes: readonly number[];
  /** To leave exact repetition to its own rule. */
  readonly whole: string;
}

const STRETCH = 6;
const SHORTEST = 60;

export const nearDuplicate: DocumentRule<Sample> = {
  id: "near-duplicate",
  category: "repetition",
  title: "两段文字几乎相同",
  severity: "warning",
  fix: "none",
  authority: [inspection2019()],
  confidence: 0.75,
  checks: ["MC-38"],
  roles: ["body"],
  wraps: true,
  scope: "document",
  // A headline without a stop stands again before its story.
  facts: ({ text }) => (text.length < SHORTEST || !/[。；]/.test(text) ? null : sample(text)),
  judge,
  wrong: [
    {
      text: "各社区要在本月底前完成楼道杂物清理，登记飞线充电点位，逐户发放消防提示单，并把清理前后的照片交街道存档备查，街道办事处每周抽查一次。\n⟦各社区要在本月底前完成楼道杂物清理，登记飞线充电点位，逐户发放消防提示单，并把清理前后的照片交街道存档备查，街道办事处每月抽查一次。⟧",
    },
    {
      text: "申请人应当在公示期满后五个工作日内，携带身份证、户口簿和收入证明原件，到户籍所在地便民服务中心窗口办理确认手续，逾期未办的视为自愿放弃。\n其他事项见公告。\n⟦申请人应当在公示期满后五个工作日内，携带身份证、户口簿和收入证明原件，到户籍所在地便民服务中心窗口办理确认手续，过期未办的视为自愿放弃。⟧",
    },
    {
      text: "灌区管理站要提前检修渠系闸门和提灌设备，按照轮灌顺序公布放水时间，安排专人巡渠护水，协调处理用水纠纷，保证下游末级渠道同步见水。\n⟦灌区管理站要提前检修渠系闸门和提灌设备，按照轮灌顺序公布放水时间，安排专人巡渠护水，协调处理用水矛盾，保证下游末级渠道同步见水。⟧",
    },
  ],
  right: [
    "各社区要在本月底前完成楼道杂物清理，登记飞线充电点位，逐户发放消防提示单，并把清理前后的照片交街道存档备查，街道办事处每周抽查一次。\n各学校要在开学前完成教室照明检测，更换不达标灯具，建立视力健康档案，并把检测结果报县教育局备案，县疾控中心每学期抽查一次，结果向家长公开。",
    "清理楼道杂物。\n清理楼道杂物。",
    "县卫生健康局今天（1月2日）通报，1月1日0时至24时，全县报告新增确诊病例15例，其中城区9例，石桥镇6例，均已转入定点医院隔离治疗，密切接触者正在集中观察。\n县卫生健康局今天（1月3日）通报，1月2日0时至24时，全县报告新增确诊病例21例，其中城区12例，石桥镇9例，均已转入定点医院隔离治疗，密切接触者正在集中观察。",
    "申请人应当在公示期满后五个工作日内办理确认手续。\n申请人应当在公示期满后十个工作日内办理领取手续。",
  ],
};

/** A hash that many blocks share says little. */
const MOST_HOLDERS = 8;

function judge(facts: readonly BlockFact<Sample>[]): Match[] {
  const holders = new Map<number, number[]>();
  const matches: Match[] = [];
  facts.forEach(({ block, fact }, at) => {
    if (hasTwin(facts, at, holders)) {
      const message = "这一段与前面一段几乎相同，可能是重复粘贴，请核对。";
      matches.push({ block, start: 0, end: fact.whole.length, message });
    }
  });
  return matches;
}

/**
 * Two samples that share four fifths of their hashes share one of the first fifth and one more, in the order of the
 * hashes: only those are looked up and remembered.
 */
function hasTwin(facts: readonly BlockFact<Sample>[], at: number, holders: Map<number, number[]>): boolean {
  const own = facts[at]?.fact;
  if (own === undefined || own.hashes.length < FEWEST) return false;
  const first = own.hashes.length - Math.ceil((own.hashes.length * 4) / 5) + 1;
  let found = false;
  for (let i = 0; i < first; i += 1) {
    const hash = own.hashes[i] ?? 0;
    const before = holders.get(hash);
    if (before === undefined) {
      holders.set(hash, [at]);
      continue;
    }
    found ||= before.some((other) => isTwin(facts[other]?.fact, own));
    if (before.length < MOST_HOLDERS) before.push(at);
  }
  return found;
}

/** Fewer hashes than this decide nothing. */
const FEWEST = 6;

function isTwin(other: Sample | undefined, own: Sample): boolean {
  if (other === undefined || other.whole === own.whole) return false;
  const most = Math.max(other.hashes.length, own.hashes.length);
  const least = Math.min(other.hashes.length, own.hashes.length);
  return (
    least * 10 >= most * 8 && sharedBy(other.hashes, own.hashes) * 10 >= most * 8 && !isForm(other.whole, own.whole)
  );
}

const ARTICLE = /^第[一二三四五六七八九十百千零〇\d]{1,9}条/;
const NUMBERS = /\d[\d.]*/g;
/** Fewer numbers that differ may be slips of a copy. */
const OTHER_NUMBERS = 3;

/** Two articles of a law, or two days of a bulletin: the words are a form, and what is filled in differs. */
function isForm(one: string, two: string): boolean {
  const [first, second] = [ARTICLE.exec(one)?.[0], ARTICLE.exec(two)?.[0]];
  if (first !== undefined && second !== undefined && first !== second) return true;
  const [numbers, others] = [one.match(NUMBERS) ?? [], two.match(NUMBERS) ?? []];
  const differing = numbers.filter((number, at) => others[at] !== number).length;
  return differing >= OTHER_NUMBERS && differing * 2 > numbers.length;
}

/** Both lists ascend. */
function sharedBy(left: readonly number[], right: readonly number[]): number {
  let [i, j, shared] = [0, 0, 0];
  while (i < left.length && j < right.length) {
    const difference = (left[i] ?? 0) - (right[j] ?? 0);
    if (difference === 0) shared += 1;
    if (difference <= 0) i += 1;
    if (difference >= 0) j += 1;
  }
  return shared;
}

const HAN = new Uint16Array(65_536);
const KEPT = new Uint32Array(65_536);
const kept = (count: number): Uint32Array => (count <= KEPT.length ? KEPT : new Uint32Array(count));

/** The Han of a text, and how many they are. */
function hanOf(text: string): { units: Uint16Array; count: number } {
  const units = text.length <= HAN.length ? HAN : new Uint16Array(text.length);
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x4e00 || unit > 0x9fff) continue;
    units[count] = unit;
    count += 1;
  }
  return { units, count };
}

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** The two lowest bits of a hash come of the two lowest bits of the units alone: 1 for those with which it divides by four. */
const WINDOWS = 4 ** STRETCH;
const IS_KEPT = Uint8Array.from({ length: WINDOWS }, (_, window) => {
  let hash = OFFSET;
  for (let at = STRETCH - 1; at >= 0; at -= 1) hash = Math.imul(hash ^ ((window >>> (2 * at)) & 3), PRIME);
  return (hash & 3) === 0 ? 1 : 0;
});

/** FNV-1a of every stretch; the quarter that divides by four is kept, without those two bits. */
function sample(text: string): Sample | null {
  const { units, count } = hanOf(text);
  if (count < SHORTEST - 10) return null;
  const all = kept(count);
  let size = 0;
  let window = 0;
  for (let end = 0; end < count; end += 1) {
    window = ((window << 2) | ((units[end] ?? 0) & 3)) & (WINDOWS - 1);
    if (end + 1 < STRETCH || IS_KEPT[window] === 0) continue;
    let hash = OFFSET;
    for (let i = end + 1 - STRETCH; i <= end; i += 1) hash = Math.imul(hash ^ (units[i] ?? 0), PRIME);
    all[size] = hash >>> 2;
    size += 1;
  }
  sortStart(all, size);
  const hashes: number[] = [];
  for (let at = 0; at < size; at += 1) if (at === 0 || all[at] !== all[at - 1]) hashes.push(all[at] ?? 0);
  return { hashes, whole: text };
}

/** More than so many are sorted faster by the library. */
const FEW = 64;

/** A paragraph has some dozens. */
function sortStart(list: Uint32Array, size: number): void {
  if (size > FEW) {
    list.subarray(0, size).sort();
    return;
  }
  for (let at = 1; at < size; at += 1) {
    const item = list[at] ?? 0;
    let to = at - 1;
    while (to >= 0 && (list[to] ?? 0) > item) {
      list[to + 1] = list[to] ?? 0;
      to -= 1;
    }
    list[to + 1] = item;
  }
}
