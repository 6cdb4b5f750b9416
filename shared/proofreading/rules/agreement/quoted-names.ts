/** “云上法庭” and later “云端法庭”: a name in quotation or book marks with another character in it (MC-01). */
import { editing } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockFact, DocumentRule, Match } from "../../rule";
import { slipBetween } from "../names/near-miss";
import { sentenceAt } from "./sentences";

interface Quoted {
  readonly name: string;
  readonly isBook: boolean;
  readonly start: number;
  readonly sentence: number;
  /** Another such name stands right beside it. */
  readonly isListed: boolean;
}

const NAME = /(?<open>[“《])(?<name>[^“”《》，。；：、！？\n]{3,24})[”》]/g;
const FIGURE = /^[\d〇一二三四五六七八九十两]$/;
const LISTED = /[”》]?[、和与及或]?$/;

function namesIn(text: string): readonly Quoted[] | null {
  const names = hitsOf(text, NAME).map((found): Quoted => {
    const { name = "", open = "" } = found.groups ?? {};
    const end = found.index + found[0].length;
    const before = LISTED.exec(text.slice(Math.max(0, found.index - 2), found.index))?.[0] ?? "";
    const isListed = before !== "" || /^[、和与及或]?[“《]/.test(text.slice(end, end + 2));
    const sentence = sentenceAt(text, found.index);
    return { name, isBook: open === "《", start: found.index + 1, sentence, isListed };
  });
  return names.length === 0 ? null : names;
}

interface Placed extends Quoted {
  readonly block: string;
  readonly order: number;
}

const MOST = 300;
/** Of a block, so that its names follow those of the block before; and how far apart one thing is named. */
const ORDER = 10_000;
const FARTHEST = 20 * ORDER;

const placed = (facts: readonly BlockFact<readonly Quoted[]>[]): readonly Placed[] =>
  facts.flatMap(({ block, index, fact }) => fact.map((one) => ({ ...one, block, order: index * ORDER + one.start })));

export const oneQuotedApart: DocumentRule<readonly Quoted[]> = {
  id: "agree-quoted",
  category: "typo",
  title: "引号、书名号内的同一名称前后不一",
  severity: "warning",
  fix: "suggest",
  authority: [editing("前后一致")],
  confidence: 0.8,
  checks: ["MC-01"],
  roles: ["title", "heading", "body", "list"],
  scope: "document",
  seeks: [NAME],
  facts: ({ text }) => namesIn(text),
  judge: (facts) => {
    const count = facts.reduce((sum, { fact }) => sum + fact.length, 0);
    if (count < 2 || count > MOST) return [];
    const all = placed(facts);
    return all.flatMap((one) => oddOne(one, all));
  },
  wrong: [
    { text: "“云上法庭”共开庭36次。\n王某通过“⟦云端法庭⟧”参加庭审。", first: "云上法庭" },
    { text: "“乡音记忆”摄影展开幕。\n“⟦乡情记忆⟧”摄影展持续到5月底。", first: "乡音记忆" },
    { text: "印发《云溪县节约用水管理办法》。\n《⟦云溪县节约用水管理条例⟧》共六章。", first: "云溪县节约用水管理办法" },
    { text: "“惠民菜篮子”项目设点8个。\n“⟦惠民菜篓子⟧”项目惠及居民2万户。", first: "惠民菜篮子" },
  ],
  right: [
    "“云上法庭”共开庭36次。\n王某通过“云上法庭”参加庭审。",
    "开展“书香机关”“书香校园”创建。\n“书香校园”创建由县教育局负责。",
    "“十三五”期间建成28个，“十四五”期间建成36个。",
    "“批评和自我批评”是武器。\n开展“批评与自我批评”。",
    "2025年是“中越人文交流年”。\n越方表示，“越中人文交流年”意义重大。",
    "馆内设“中国馆”。\n他是“中国通”。",
    "印发《节水办法》。\n《节能办法》另行制定。",
  ],
};

function oddOne(one: Placed, all: readonly Placed[]): Match[] {
  if (one.isListed || all.some(({ name, order }) => name === one.name && order !== one.order)) return [];
  const alike = all.filter(
    (other) => other.isBook === one.isBook && Math.abs(other.order - one.order) < FARTHEST && isNear(other, one),
  );
  const [meant] = alike;
  if (meant === undefined || alike.some(({ name, isListed }) => name !== meant.name || isListed)) return [];
  if (alike.length === 1 && meant.order > one.order) return [];
  if (alike.some(({ block, sentence }) => block === one.block && sentence === one.sentence)) return [];
  const { block, start, name } = one;
  const message = `别处写作“${meant.name}”，此处写作“${name}”，请核对是否同一名称。`;
  return [{ block, start, end: start + name.length, message, suggestions: [meant.name] }];
}

const KIND =
  /(?:实施)?(?:办法|条例|规定|细则|方案|意见|规则|规划|计划|预案|通知|通告|公告|决定|标准|指南|规范|章程|措施)(?:[（(][^（）()]{1,6}[)）])?$/;

/** “11•24”事故 and “11·24”, 批评和自我批评 and 批评与自我批评: one name, and no other character in it. */
const plain = (name: string): string => name.replace(/[^一-龥\dA-Za-z]/g, "").replace(/[与及同]/g, "和");
/** 中越人文交流年 and 越中人文交流年: told from either side. */
const isTurned = (one: string, other: string): boolean =>
  one.slice(2) === other.slice(2) && one.charAt(0) === other.charAt(1) && one.charAt(1) === other.charAt(0);

function isNear({ name: right, isBook }: Quoted, { name: wrong }: Quoted): boolean {
  if (plain(right) === plain(wrong) || isTurned(right, wrong)) return false;
  const slip = slipBetween(right, wrong);
  if (slip === null) return isBook && isOtherKind(right, wrong);
  if (isBook && Math.min(right.length, wrong.length) < 6) return false;
  if (Math.min(right.length, wrong.length) < 4) return false;
  return slip.kind !== "changed" || (!FIGURE.test(slip.from) && !FIGURE.test(slip.to));
}

/** One name with another kind of document behind it. */
function isOtherKind(right: string, wrong: string): boolean {
  const stem = right.replace(KIND, "");
  return stem !== right && stem.length >= 7 && wrong.replace(KIND, "") === stem && wrong !== stem && wrong !== right;
}
