/** One figure told twice and differently: in two sentences, in headline and body (R13, MC-06). */
import { logic } from "../../authority";
import { remembered } from "../../memo";
import type { DocumentRule, Match, TextBlock } from "../../rule";
import { type Amount, amountsIn, shownAs } from "./amount";
import { bodyOf, isHeadline } from "./headline";

interface Told {
  readonly start: number;
  readonly end: number;
  /** What it is the figure of. */
  readonly name: string;
  readonly value: bigint;
  readonly unit: string;
  readonly multiple: string;
}

const shown = (told: Told): string => shownAs(told.value, told);

/** 合格率为, 总投资达, 参会人数共: the name of a figure, and nothing but that in its clause. */
const NAMES =
  "率|总数|总额|总量|总投资|总面积|总人口|面积|人数|总产值|总收入|户数|家数|件数|总值|投资额|金额|总里程|长度|比重|占比|覆盖面";
const NAME = new RegExp(
  `^(?:其|该|全[市省县区]|我[市省县区]|本[市省县区])?(?<name>[\\u4e00-\\u9fff]{0,8}(?:${NAMES}))(?:共|约|均)?(?:为|是|达到?|共计?|有)(?:约)?$`,
);
/** Clauses before it in the sentence that leave the subject as it was. */
const NEUTRAL =
  /^(?:经?(?:统计|核查|核实|初步统计|汇总|抽查|检查|测算|审核)|据统计|据了解|结果显示|结果表明|数据显示|其中|目前|总的看|综上|可见|通报称|通报指出|会议指出)?$/;
/** Another period, another aim: not the same figure. */
const OTHER =
  /年|月|季度|上期|同期|去|同比|环比|目标|预期|计划|以前|此前|原|将|曾|从|由|比|较|提高|力争|不低于|分别|历史|最/;

export const inconsistentAmount: DocumentRule<readonly Told[]> = {
  id: "calc-amount-inconsistent",
  category: "arithmetic",
  title: "同一指标前后数值不一致",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.75,
  checks: ["MC-06"],
  roles: ["title", "body", "list", "caption", "attachment"],
  scope: "document",
  seeks: [new RegExp(NAMES)],
  facts: toldIn,
  judge: (facts) => {
    const first = new Map<string, Told>();
    return facts.flatMap(({ block, fact }) =>
      fact.flatMap((item): Match[] => {
        const key = `${item.name} ${item.unit}`;
        const other = first.get(key);
        if (other === undefined) first.set(key, item);
        if (other === undefined || other.value === item.value) return [];
        const message = `前文的${item.name}是${shown(other)}，这里是${shown(item)}，请核对。`;
        return [{ block, start: item.start, end: item.end, message }];
      }),
    );
  },
  wrong: [
    { text: "合格率为95%。经统计，合格率为⟦96%⟧。" },
    { text: "全市网站总数为62家。\n据统计，网站总数为⟦63家⟧。" },
    { text: "项目总投资达3500万元。\n项目总投资为⟦3600万元⟧。" },
    { text: "参会人数为120人。结果显示，参会人数为⟦102人⟧。" },
  ],
  right: [
    "合格率为95%。经统计，合格率为95%。",
    "甲县检查网站62家，合格率为95%。乙县检查网站30家，合格率为96%。",
    "2023年，合格率为95%。2024年，合格率为96%。",
    "合格率为95%。上期合格率为96%。",
    "办结率为95%，满意率为96%。",
  ],
};

function toldIn({ text }: TextBlock): readonly Told[] | null {
  if (!/\d|百分之/.test(text)) return null;
  const told = amountsIn(text).flatMap((amount): Told[] => {
    const name = NAME.exec(amount.label)?.groups?.name;
    if (name === undefined || amount.isRounded) return [];
    const sentence =
      text
        .slice(Math.max(0, amount.start - 80), amount.start)
        .split(/[。！？；\n]/)
        .at(-1) ?? "";
    const clauses = sentence.slice(0, sentence.length - amount.label.length).split(/[，：、]/);
    if (OTHER.test(sentence) || clauses.some((clause) => !NEUTRAL.test(clause.trim()))) return [];
    return [toldOf(amount, name)];
  });
  return told.length === 0 ? null : told;
}

function toldOf(amount: Amount, name: string): Told {
  const { start, end, value, unit, multiple } = amount;
  return { start, end, name, value, unit, multiple };
}

/** What is counted stands behind the unit: 62家|网站. */
const COUNTED = /^(?:政府|政务|各类|全市)?(?<noun>[\u4e00-\u9fff]{2})/;
const NO_NOUN =
  /^(?:的|左右|以上|以下|以内|通过|获|被|将|正式|同|为|是|均|全部|完成|参加|达|占|共|和|及|与|在|已|受|等)/;

export const headlineNumber: DocumentRule<readonly Told[]> = {
  id: "calc-title-number",
  category: "arithmetic",
  title: "标题与正文数字不一致",
  severity: "error",
  fix: "none",
  authority: [logic()],
  confidence: 0.8,
  checks: ["MC-06"],
  roles: ["title", "body", "list"],
  scope: "document",
  needs: "0123456789０１２３４５６７８９一二两三四五六七八九十百千零〇",
  facts: (block) => (isHeadline(block) ? someOf(countedIn(block.text, block.role === "title")) : null),
  // The body is only read when the headline has a number.
  judge: ([headline], { blocks }) => {
    if (headline === undefined || headline.index !== 0) return [];
    const told = bodyOf(blocks).map(({ id, text }) => ({ block: id, told: countedInBody(text) }));
    return headline.fact.flatMap((item) => unlikeBody(headline.block, item, told));
  },
  wrong: [
    { text: "我市⟦62家网站⟧通过检查\n近日，全市⟦63家网站⟧通过检查。" },
    { text: "关于开展⟦120名干部⟧培训的通知\n本次培训⟦102名干部⟧，为期三天。" },
    { text: "清河县兑现补助⟦3500万元⟧\n今年以来，清河县兑现补助⟦350万元⟧，惠及群众。" },
    { text: "全市办件量增长⟦12.5%⟧\n上半年，全市办件量增长⟦15.2%⟧。" },
  ],
  right: [
    "我市62家网站通过检查\n近日，全市62家网站通过检查，其中县级网站20家。",
    "我市62家网站通过检查\n此前检查63家网站，有62家网站通过。",
    "我市近百家网站通过检查\n近日，全市98家网站通过检查。",
    "全市办件量增长12.5%\n满意率增长3.5%。",
    "检查62家网站，发现问题5个。\n复查63家网站。",
  ],
};

const someOf = (told: readonly Told[]): readonly Told[] | null => (told.length === 0 ? null : told);
const countedInBody = remembered((text: string) => countedIn(text, false));

function countedIn(text: string, isTitle: boolean): readonly Told[] {
  return amountsIn(text).flatMap((amount): Told[] => {
    if (amount.isRounded || (isTitle && /第|前|十大|百强/.test(amount.label.slice(-2)))) return [];
    const after = text.slice(amount.end, amount.end + 6);
    const found = NO_NOUN.test(after) ? null : COUNTED.exec(after);
    const noun = found?.groups?.noun;
    if (noun !== undefined && found !== null) return [{ ...toldOf(amount, noun), end: amount.end + found[0].length }];
    return amount.label.length >= 3 ? [toldOf(amount, amount.label.slice(-4))] : [];
  });
}

/** Where the body counts the same thing and never comes to the headline's number, one of the two is wrong. */
function unlikeBody(
  block: string,
  item: Told,
  body: readonly { readonly block: string; readonly told: readonly Told[] }[],
): Match[] {
  const same = body.flatMap((other) =>
    other.told
      .filter(({ name, unit }) => name === item.name && unit === item.unit)
      .map((told) => ({ ...told, block: other.block })),
  );
  const [first] = same;
  if (first === undefined || same.some(({ value }) => value === item.value)) return [];
  const inTitle = {
    block,
    start: item.start,
    end: item.end,
    message: `标题是${shown(item)}，正文是${shown(first)}，请核对。`,
  };
  if (same.length > 1) return [inTitle];
  const inBody = {
    block: first.block,
    start: first.start,
    end: first.end,
    message: `标题是${shown(item)}，正文是${shown(first)}，请核对。`,
  };
  return [inTitle, inBody];
}
