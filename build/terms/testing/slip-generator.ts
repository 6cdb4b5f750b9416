/**
 * Makes slips of the pen in phrases, from the readings of the General Standard table and a list of pairs of its own: it
 * knows nothing of the tables the finder goes by.
 */
import { allCharacters } from "../../spelling/characters";

export const families = ["homophone", "key", "shape", "swapped", "dropped", "doubled"] as const;
export type Family = (typeof families)[number];

export interface GeneratedSlip {
  readonly wrong: string;
  readonly right: string;
  readonly family: Family;
}

/** Characters taken for one another by eye or by a neighbouring Wubi code. */
const SHAPES =
  "己已 已巳 未末 土士 日曰 千干 干于 人入 大太 天夭 拨拔 候侯 侯候 辩辨 辨辩 辩辫 政攻 政故 除险 险验 检险 令今 今令 刀力 力刀 办为 治冶 准淮 折拆 析折 防妨 妨防 扬杨 场扬 响晌 蓝篮 籍藉 历厉 厉历 练炼 续读 洽恰 稽嵇 揭竭 竭揭 竟竞 竞竟 贷货 货贷 质贡 责贵 贵责 徒徙 栽裁 裁栽 载栽 密蜜 幕墓 暮慕 募幕 副幅 幅副 祥详 详祥 栏拦 拦栏 坚竖 竖坚 微徽 徽微 遣遗 遗遣 卷券 券卷 博搏 搏博 拟似 导异 宣宜 宜宣 态志 基甚 抓扒 任仕 仕任 休体 体休 推准 进迸 展屐 统充 流琉 经径 径经 清请 请清 情清 精情 施旋 旅旋 活话 话活 记纪 纪记 根恨 很根 限跟 银跟 供洪 洪供 刚纲 纲钢 观现 现观 规观 视规 明朋 服报 报服 管菅 官宫 宫官 客容 容客 家冢";

type Draw = (below: number) => number;

/** Mulberry32: the same slips for the same seed. */
export function drawer(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export class SlipGenerator {
  private readonly draw: Draw;
  private readonly readings: ReadonlyMap<string, string>;
  private readonly bySyllable: ReadonlyMap<string, readonly string[]>;
  private readonly shapes = new Map<string, string>();

  /** Wrong characters are taken from `common`. */
  constructor(draw: Draw, common: ReadonlySet<string>) {
    this.draw = draw;
    this.readings = new Map(
      allCharacters().map(({ unit, readings }) => [String.fromCharCode(unit), readings[0]?.syllable ?? ""]),
    );
    const bySyllable = new Map<string, string[]>();
    for (const [character, syllable] of this.readings) {
      if (!common.has(character)) continue;
      bySyllable.set(syllable, [...(bySyllable.get(syllable) ?? []), character]);
    }
    this.bySyllable = bySyllable;
    for (const pair of SHAPES.split(" ")) {
      this.shapes.set(pair.charAt(0), (this.shapes.get(pair.charAt(0)) ?? "") + pair.charAt(1));
    }
  }

  /** A slip of the family at a place of the phrase; `null` when there is none. */
  slip(right: string, at: number, family: Family): GeneratedSlip | null {
    const wrong = this.wrongForm(right, family, at);
    return wrong === null || wrong === right ? null : { wrong, right, family };
  }

  private wrongForm(right: string, family: Family, at: number): string | null {
    const head = right.slice(0, at);
    const tail = right.slice(at + 1);
    const here = right.charAt(at);
    const isInside = at > 0 && at + 1 < right.length && right.length > 4;
    switch (family) {
      case "homophone":
      case "key":
      case "shape": {
        const other = this.other(here, family);
        return other === null ? null : head + other + tail;
      }
      case "swapped":
        return tail === "" ? null : head + tail.charAt(0) + here + tail.slice(1);
      case "dropped":
        return isInside ? head + tail : null;
      case "doubled":
        return isInside ? head + here + here + tail : null;
    }
  }

  private other(here: string, family: "homophone" | "key" | "shape"): string | null {
    const syllable = this.readings.get(here) ?? "";
    const list =
      family === "shape"
        ? [...(this.shapes.get(here) ?? "")]
        : family === "homophone"
          ? this.bySyllable.get(syllable)
          : this.bySyllable.get(neighbour(syllable));
    const others = (list ?? []).filter((character) => character !== here);
    return others.length === 0 ? null : (others[this.draw(others.length)] ?? null);
  }
}

/** The syllable one slip away: zh for z, n for l, in for ing. */
function neighbour(syllable: string): string {
  if (/^(zh|ch|sh)/u.test(syllable)) return syllable.charAt(0) + syllable.slice(2);
  if (/^[zcs]/u.test(syllable)) return `${syllable.charAt(0)}h${syllable.slice(1)}`;
  if (/^[nl]/u.test(syllable)) return (syllable.startsWith("n") ? "l" : "n") + syllable.slice(1);
  if (/[aei]ng$/u.test(syllable)) return syllable.slice(0, -1);
  return /[aei]n$/u.test(syllable) ? `${syllable}g` : syllable;
}
