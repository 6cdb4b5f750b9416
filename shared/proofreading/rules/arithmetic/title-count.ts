/** What the title counts, counted otherwise in every place of the text: 集中开工27个重点项目 (R13, MC-06). */
import { logic } from "../../authority";
import { remembered } from "../../memo";
import type { BlockFact, DocumentRule, Match } from "../../rule";
import { type Amount, amountsIn, shownAs } from "./amount";
import { bodyOf, isHeadline } from "./headline";

interface Counted {
  readonly start: number;
  readonly end: number;
  readonly amount: Amount;
  /** The words around it, by which two amounts are known to count one thing. */
  readonly words: string;
}

export const titleCount: DocumentRule<readonly Counted[]> = {
  id: "calc-title-count",
  category: "arithmetic",
  title: "标题里的数在正文中没有",
  severity: "warning",
  fix: "suggest",
  authority: [logic()],
  confidence: 0.8,
  checks: ["MC-06"],
  roles: ["title", "body", "list"],
  scope: "document",
  needs: "0123456789",
  facts: (block) => {
    const counted = isHeadline(block) ? countsIn(block.text, true) : [];
    return counted.length === 0 ? null : counted;
  },
  // The body is only read when the title counts something.
  judge: ([title], { blocks }) => {
    if (title === undefined || title.index !== 0) return [];
    const counted = bodyOf(blocks).flatMap(({ id, text }) =>
      /\d/.test(text) ? countsInBody(text).map((item) => ({ ...item, block: id })) : [],
    );
    return title.fact.flatMap((item) => unlike(title, item, counted));
  },
  wrong: [
    { text: "我市集中开工⟦27个⟧重点项目\n10月8日，全市重点项目集中开工，本次共开工⟦28个⟧项目。", first: "28个" },
    { text: "清河县新增就业岗位⟦3500个⟧\n今年以来，清河县新增城镇就业岗位⟦3600个⟧。", first: "3600个" },
    { text: "全市⟦12家⟧企业获评绿色工厂\n近日公布名单，我市⟦15家⟧企业获评省级绿色工厂。", first: "15家" },
  ],
  right: [
    "我市集中开工27个重点项目\n全市重点项目集中开工，本次共开工27个项目，其中工业项目12个。",
    "全市12家企业获评绿色工厂\n会议有30家单位参加。",
    "我市开展第3次检查\n检查网站12次。",
    "检查12家企业。\n复查15家企业。",
  ],
};

const NO_COUNT = /第|前|十大|百强|近|约|超|首/;

const countsInBody = remembered((text: string) => countsIn(text, false));

/** Only what the title holds and what may answer it: whole numbers above one with a unit. */
function countsIn(text: string, isTitle: boolean): readonly Counted[] {
  return amountsIn(text).flatMap((amount): Counted[] => {
    if (amount.isRounded || /\d[%％]|[年月日时]/.test(text.slice(amount.end - 2, amount.end))) return [];
    if (isTitle && NO_COUNT.test(amount.label.slice(-2))) return [];
    const words = wordsAround(text, amount);
    return [{ start: amount.start, end: amount.end, amount, words }];
  });
}

const SIDE = 14;
function wordsAround(text: string, { start, end }: Amount): string {
  const before =
    text
      .slice(Math.max(0, start - SIDE), start)
      .split(/[。；！？]/)
      .at(-1) ?? "";
  const after = text.slice(end, end + SIDE).split(/[。；！？，]/, 1)[0] ?? "";
  return `${before}|${after}`;
}

const COMMON = new Set([
  "全市",
  "我市",
  "全县",
  "全省",
  "全区",
  "今年",
  "以来",
  "近日",
  "目前",
  "其中",
  "本次",
  "共计",
  "累计",
  "完成",
  "开展",
  "实施",
]);

function pairsOf(words: string): Set<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 2 <= words.length; at += 1) {
    const pair = words.slice(at, at + 2);
    if (/^[\u4e00-\u9fff]{2}$/.test(pair) && !COMMON.has(pair)) pairs.add(pair);
  }
  return pairs;
}

interface InBody extends Counted {
  readonly block: string;
}

function unlike(title: BlockFact<readonly Counted[]>, item: Counted, body: readonly InBody[]): Match[] {
  const same = body.filter(({ amount }) => amount.unit === item.amount.unit);
  if (same.length === 0 || same.some(({ amount }) => amount.value === item.amount.value)) return [];
  const wanted = pairsOf(item.words);
  // Parts and neighbours count the same things too: the one that shares most words and comes first.
  let best: InBody | null = null;
  let most = 1;
  for (const other of same) {
    const shared = Array.from(pairsOf(other.words)).filter((pair) => wanted.has(pair)).length;
    if (shared > most && !/其中|每|平均|去年|上年|同比|增加|减少/.test(other.words)) [best, most] = [other, shared];
  }
  if (best === null) return [];
  const right = shownAs(best.amount.value, best.amount);
  const message = `标题是${shownAs(item.amount.value, item.amount)}，正文是${right}，请核对。`;
  const inTitle = { block: title.block, start: item.start, end: item.end, message, suggestions: [right] };
  const { block, start, end } = best;
  const suggestions = [shownAs(item.amount.value, item.amount)];
  return [inTitle, { block, start, end, message, suggestions }];
}
