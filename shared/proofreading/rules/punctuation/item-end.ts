/** Marks behind the items of a list that stand each on a line: （一）…；（二）…；（三）…。 (GB/T 15834-2011 4.6). */
import { gb15834 } from "../../authority";
import type { BlockFact, DocumentRule, Match } from "../../rule";

interface ItemFact {
  /** 一, 1, ①: what kind of number. */
  readonly style: string;
  readonly number: number;
  /** The last character. */
  readonly last: string;
  readonly end: number;
  /** No full stop inside: one clause, as items parted by ； are. */
  readonly isClause: boolean;
}

const STYLES: readonly (readonly [string, RegExp])[] = [
  ["（一）", /^[\s\u3000]{0,4}[（(]([一二三四五六七八九十]{1,3})[)）]/],
  ["（1）", /^[\s\u3000]{0,4}[（(](\d{1,2})[)）]/],
  ["1.", /^[\s\u3000]{0,4}(\d{1,2})[.．、](?!\d)/],
  ["①", /^[\s\u3000]{0,4}([①-⑳])/],
];
const HAN = "一二三四五六七八九十";

function numberOf(written: string): number {
  if (/^\d/.test(written)) return Number(written);
  if (/[①-⑳]/.test(written)) return written.charCodeAt(0) - 0x245f;
  const [tens, ones] = written.includes("十") ? written.split("十") : ["", written];
  return (
    (written.includes("十") ? (HAN.indexOf(tens ?? "") + 1 || 1) * 10 : 0) +
    HAN.indexOf(ones ?? "") +
    (ones === "" ? 0 : 1)
  );
}

export const itemEnd: DocumentRule<ItemFact> = {
  id: "punct-item-end",
  category: "punctuation",
  title: "分行列举的各项末尾标点不一致",
  severity: "warning",
  fix: "suggest",
  authority: [gb15834("4.6")],
  confidence: 0.82,
  checks: ["MC-01"],
  roles: ["body", "list"],
  scope: "document",
  facts: ({ text }) => {
    for (const [style, pattern] of STYLES) {
      const found = pattern.exec(text);
      if (found === null) continue;
      const body = text.trimEnd();
      const isClause = !/[。！？]/.test(body.slice(0, -1)) && body.length > found[0].length + 2;
      return { style, number: numberOf(found[1] ?? ""), last: body.slice(-1), end: body.length, isClause };
    }
    return null;
  },
  judge: (facts, { blocks }) => runsOf(facts).flatMap((run) => judgeRun(run, blocks.length)),
  wrong: [
    { text: "（一）凭身份证办理；\n（二）凭社保卡办理⟦，⟧\n（三）凭电子凭证办理。", first: "；" },
    { text: "1.年满18周岁；\n2.具有本县户籍；\n3.身体健康⟦；⟧", first: "。" },
    { text: "（一）制定方案；\n（二）开展检查；\n（三）落实整改⟦。⟧\n（四）总结上报。", first: "；" },
    { text: "（1）申请表；\n（2）身份证复印⟦件⟧\n（3）承诺书。", first: "件；" },
  ],
  right: [
    "（一）凭身份证办理；\n（二）凭社保卡办理；\n（三）凭电子凭证办理。",
    "（一）制定方案。\n（二）开展检查。\n（三）落实整改。",
    "1.申请表\n2.身份证复印件\n3.承诺书",
    "（一）制定方案，明确分工。月底前完成；\n（二）开展检查。",
    "（一）制定方案；\n（二）开展检查；\n（五）其他工作；",
  ],
};

type Item = BlockFact<ItemFact>;

/** Items on lines that follow each other, numbered from one. */
function runsOf(facts: readonly Item[]): readonly (readonly Item[])[] {
  const runs: Item[][] = [];
  for (const item of facts) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (
      run !== undefined &&
      before !== undefined &&
      item.index === before.index + 1 &&
      item.fact.style === before.fact.style &&
      item.fact.number === before.fact.number + 1
    )
      run.push(item);
    else if (item.fact.number === 1) runs.push([item]);
  }
  return runs.filter((run) => run.length >= 3);
}

function judgeRun(run: readonly Item[], length: number): Match[] {
  if (run.some(({ fact }) => !fact.isClause)) return [];
  const [last, ...others] = run.toReversed();
  if (last === undefined) return [];
  const parted = others.filter(({ fact }) => fact.last === "；").length;
  const odd = others.filter(({ fact }) => fact.last !== "；");
  const matches =
    odd.length === 1 && parted >= 1 && last.fact.last === "。" ? odd.flatMap((item) => asOthers(item)) : [];
  // The text may go on with an item that stands elsewhere: only at the very end is it known that none does.
  if (odd.length === 0 && /[；，、]/.test(last.fact.last) && last.index === length - 1)
    matches.push(matchOf(last, "这是最后一项，末尾用句号。", "。"));
  return matches;
}

function asOthers(item: Item): Match[] {
  if (/[，、。,;]/.test(item.fact.last)) return [matchOf(item, "其他各项末尾用分号，这一项也用分号。", "；")];
  return /[一-龥）”》]/.test(item.fact.last)
    ? [matchOf(item, "其他各项末尾用分号，这一项缺少分号。", `${item.fact.last}；`)]
    : [];
}

const matchOf = ({ block, fact }: Item, message: string, right: string): Match => ({
  block,
  start: fact.end - 1,
  end: fact.end,
  message,
  suggestions: [right],
});
