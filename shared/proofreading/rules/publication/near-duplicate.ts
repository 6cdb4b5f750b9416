/** MC-38 within one item: a paragraph that stands twice with a word or two changed. */
import { inspection2019 } from "../../authority";
import type { DocumentRule, Match } from "../../rule";

interface Sample {
  /** A quarter of the hashes of all six-character stretches, sorted, once each. */
  readonly hashes: readonly number[];
  /** Hash of the whole, to leave exact repetition to its own rule. */
  readonly whole: number;
  readonly length: number;
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
  facts: ({ text }) => (text.length < SHORTEST ? null : sample(text)),
  judge: (facts) => {
    const holders = new Map<number, number[]>();
    return facts.flatMap(({ block, fact }, at): Match[] => {
      const shared = new Map<number, number>();
      for (const hash of fact.hashes) {
        const before = holders.get(hash) ?? [];
        for (const other of before) shared.set(other, (shared.get(other) ?? 0) + 1);
        if (before.length < 8) holders.set(hash, [...before, at]);
      }
      const twin = [...shared].find(([other, count]) => isTwin(facts[other]?.fact, fact, count));
      if (twin === undefined) return [];
      const message = "这一段与前面一段几乎相同，可能是重复粘贴，请核对。";
      return [{ block, start: 0, end: fact.length, message }];
    });
  },
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
    "申请人应当在公示期满后五个工作日内办理确认手续。\n申请人应当在公示期满后十个工作日内办理领取手续。",
  ],
};

function sample(text: string): Sample | null {
  const kept = text.replace(/[^\u4e00-\u9fff]/g, "");
  if (kept.length < SHORTEST - 10) return null;
  const hashes = new Set<number>();
  for (let at = 0; at + STRETCH <= kept.length; at += 1) {
    const hash = hashOf(kept, at, at + STRETCH);
    if (hash % 4 === 0) hashes.add(hash);
  }
  return { hashes: [...hashes].sort((a, b) => a - b), whole: hashOf(text, 0, text.length), length: text.length };
}

/** FNV-1a. */
function hashOf(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}

function isTwin(other: Sample | undefined, own: Sample, shared: number): boolean {
  if (other === undefined || other.whole === own.whole) return false;
  const most = Math.max(other.hashes.length, own.hashes.length);
  return most >= 6 && shared * 10 >= most * 8;
}
