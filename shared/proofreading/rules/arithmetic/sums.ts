/** Parts and their total in one sentence: 共检查网站62家，其中合格52家、不合格10家 (MC-06). */
import { logic } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { type Amount, amountsIn, roundingOf, shownAs, size } from "./amount";

export const wrongSum: BlockRule = {
  id: "calc-sum",
  category: "arithmetic",
  title: "分项之和不等于总数",
  severity: "error",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  roles: ["title", "heading", "body", "list", "caption", "attachment"],
  wraps: true,
  scope: "block",
  needs: "其分共合总含包（(：:中",
  find: (block) => {
    if (!/[\d一二三四五六七八九十百]/.test(block.text)) return [];
    const amounts = amountsIn(block.text);
    if (amounts.length < 3) return [];
    return distinct([...totalsFirst(block, amounts), ...totalsLast(block, amounts)]);
  },
  wrong: [
    { text: "全年受理投诉⟦12件。其中，服务类投诉6件，质量类投诉6件，价格类投诉1件⟧。" },
    { text: "共检查网站⟦62家，其中合格50家、不合格10家⟧。" },
    { text: "全市⟦62家网站中，合格50家，不合格10家⟧。" },
    { text: "投入资金⟦5000万元，其中中央资金2000万元、省级资金1500万元和市级资金1000万元⟧。" },
    { text: "县级⟦30人，乡级40人，合计80人⟧。" },
    { text: "共有职工⟦100人。其中，男职工60人，女职工45人⟧。" },
    { text: "检查网吧⟦20家、酒店15家、商场8家，共计45家⟧。" },
    { text: "全年办结⟦1.2万件，其中咨询类6000件、求助类4500件、其他2500件⟧。" },
    { text: "共收到来信⟦三十五件，其中咨询二十件、投诉十件⟧。" },
    { text: "举办培训⟦12期（线上5期、线下8期⟧）。" },
    { text: "总投资⟦3.5亿元，分别为中央1.5亿元、地方1.2亿元⟧。" },
    { text: "第一标段长⟦2.4公里，第二标段长3.1公里，第三标段长1.9公里，总长7.6公里⟧。" },
    { text: "招聘⟦153人，其中教师72人、医护21人、管理51人⟧。" },
    { text: "修订制度⟦3项、废止2项、新建4项，总计10项⟧。" },
  ],
  right: [
    "7家平台被处罚今天（4月17日），市场监管总局依法对甲、乙等7家平台处以罚款。",
    "全市共评出一等奖2名、二等奖5名、三等奖8名，共15名。",
    "全县卫生技术人员3150人，其中医师1180人、注册护士1460人。",
    "投资38.6亿元，是上一时期24.125亿元的1.6倍。其中，2021年6.2亿元，2022年7.1亿元，2023年7.8亿元，2024年8.3亿元，2025年9.2亿元。",
    "共检查网站1个、公众号42个、微博6个。其中合格47个，不合格2个。",
    "共安排资金320万元，实施项目3个：道路120万元，长2.4公里、宽4.5米；基地90万元，面积600亩；供水110万元，受益310户。",
    "共检查网站62家，其中合格52家、不合格10家。",
    "共检查网站62家，其中合格52家、不合格10家，约谈单位3家。",
    "共有职工100人，其中党员60人、女职工55人。",
    "投入资金3.5亿元，其中甲1.26亿元、乙1.75亿元、丙0.5亿元。",
    "全市共有网站62家，其中县级网站20家。",
    "出动执法人员30人、车辆5辆，共检查企业40家。",
    "培训200人，其中干部80人（女干部30人），群众120人。",
    "共受理120件，其中上半年50件，同比增加5件，下半年70件。",
    "检查酒店30家、网吧20家，共整改10家。",
    "去年62家，今年80家，两年合计142家。",
    "代表团由716人组成，其中运动员405人，包括男运动员136人、女运动员269人。",
    "共设置8个赛区，比赛使用的场馆中，有17个沿用旧馆，2个为新馆。",
    "该县40%的人口住在县城，其中55%有固定职业，21%从事零工。",
    "27部电影、30部电视剧、31首歌曲、28部图书，共186部作品获奖。",
    "共设40个大项，代表团将参加其中38个大项、376个小项的比赛。",
    "事故造成29人受伤，其中有20人伤势较轻，这20人已经出院，其余正在治疗。",
    "共有16人受伤，包括9名儿童和3名妇女。",
    "全国共发生地震100次，其中5级以上20次，6级以上5次。",
  ],
};

/** Longer lists and wider gaps belong to no sentence that people write. */
const MOST_PARTS = 24;
const WIDEST_GAP = 60;

interface Frame {
  readonly total: Amount;
  readonly parts: readonly Amount[];
  /** The parts in the order in which fewer of them may already make the total. */
  readonly order: readonly Amount[];
  /** Whether nothing is left out by the look of it, so that any difference is a mistake. */
  readonly isClosed: () => boolean;
}

const OPENING =
  /其中|分别|包括|包含|分为|具体为|(?<=家|个|人|名|件|项|户|起|[\u4e00-\u9fff]{1,6})中[，,]|[（(](?!\d{1,2}[)）])|：|:|——/;
const COMPARED =
  /比|较|同比|环比|增[加长幅]|减少|下降|上升|提高|净增|上年|去年|同期|此前|原有|每|平均|人均|户均|均|占|率|最|标准|超|分别[增减]|目标|计划|截至|日均|累计达|另外?[有设]|还有|另|相当于|以上|以下|[这该]$|上述/;
/** Sets that may share members with others. */
const OVERLAPPING =
  /党员|少数民族|本科|研究生|硕士|博士|职称|高级|中级|骨干|贫困|脱贫|低保|残疾|兼职|重点|首次|新增|年轻|退休|规模以上|[以及]上|以下|女干部/;
const RESIDUAL = /^(?:以?及|和|另外?|还有)?(?:其他|其它|其余|剩余|余下|另有|未)/;
/** Ends a list of parts. */
const STOPS_LIST = /[。！？：]|其中|合计|共计|总计/;
const SUBTOTAL = /其中|含|包括/;

function totalsFirst(block: TextBlock, amounts: readonly Amount[]): Match[] {
  const { text } = block;
  return amounts.flatMap((first, index) => {
    const before = amounts[index - 1];
    if (before === undefined) return [];
    const gap = text.slice(before.end, first.start);
    if (gap.length > WIDEST_GAP) return [];
    // 今天（4月17日），…: what a bracket opens, it also closes.
    const opening = OPENING.exec(gap.replace(/（[^（）]{0,20}）/g, ({ length }) => " ".repeat(length)));
    if (opening === null || /[。；！？]/.test(gap.slice(opening.index))) return [];
    const second = amounts[index + 1];
    // Another opening before the second part: there is no list.
    if (second === undefined || STOPS_LIST.test(text.slice(first.end, Math.min(second.start, first.end + WIDEST_GAP))))
      return [];
    const total = totalBefore(text, {
      amounts: amounts.slice(Math.max(0, index - MOST_PARTS), index),
      unit: first.unit,
      opening: before.end + opening.index,
    });
    // 8个赛区，场馆中，有17个: the parts are of something that is named in between.
    if (total !== null && /^中/.test(opening[0]) && /，/.test(text.slice(total.end, before.end + opening.index)))
      return [];
    if (total === null) return [];
    const isBracket = /[（(]/.test(opening[0]);
    const parts = partsFrom(text, { amounts: amounts.slice(index, index + MOST_PARTS), unit: first.unit, isBracket });
    const isWeak = /[：:包—（(]/.test(opening[0]);
    // 16人，包括9名儿童和3名妇女: some of them.
    const isClosed = () =>
      !/^包[括含]/.test(opening[0]) &&
      (isComplete(parts, text) || (!isWeak && (/共|总|合计|累计|全部/.test(total.label) || /分/.test(opening[0]))));
    return verdict(block, { total, parts, order: parts, isClosed });
  });
}

/** The nearest amount of the same unit in this sentence, or in the one before when that has nothing else. */
function totalBefore(
  text: string,
  { amounts, unit, opening }: { amounts: readonly Amount[]; unit: string; opening: number },
): Amount | null {
  const at = amounts.findLastIndex((amount) => amount.unit === unit && !isBase(text, amount));
  const [before, total] = [amounts[at - 1], amounts[at]];
  // 网站1个、公众号42个、微博6个，其中合格47个: the total is their sum, which nobody wrote.
  if (
    total !== undefined &&
    before?.unit === unit &&
    /^[^，。；！？]{0,12}、[^，。；！？]{0,12}$/.test(text.slice(before.end, total.start))
  )
    return null;
  if (total === undefined || total.isRounded || COMPARED.test(total.label.replace(/累计|率先/, ""))) return null;
  const between = text.slice(total.end, opening);
  if (/[！？；]/.test(between) || between.length > 40 || /其中|分别/.test(between)) return null;
  return between.includes("。") && !/^[^。]{0,12}。$/.test(between) ? null : total;
}

/** 是“十三五”时期24亿元的1.6倍: what something is measured by. */
const isBase = (text: string, { end }: Amount): boolean =>
  /^的[\d一二两三四五六七八九十]/.test(text.slice(end, end + 2));

function partsFrom(
  text: string,
  { amounts, unit, isBracket }: { amounts: readonly Amount[]; unit: string; isBracket: boolean },
): readonly Amount[] {
  const parts: Amount[] = [];
  let end = amounts[0]?.start ?? 0;
  // Members that each have a clause of their own are parted by ；: …120万元，长2.4公里；…90万元，面积600亩；….
  let isOfClauses = false;
  for (const amount of amounts) {
    const gap = text.slice(end, amount.start);
    const isParted = gap.includes("；");
    if (parts.length > 0 && (STOPS_LIST.test(gap) || (isParted && parts.length >= 2 && !isOfClauses))) break;
    isOfClauses ||= isParted && parts.length === 1;
    if (isBracket && /[)）]/.test(gap)) break;
    end = amount.end;
    if (amount.unit !== unit || (!isBracket && isBracketed(text, amount.start)) || COMPARED.test(amount.label))
      continue;
    parts.push(amount);
  }
  return parts;
}

/** Inside brackets that opened not long before. */
function isBracketed(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 40), at);
  return (
    Math.max(before.lastIndexOf("（"), before.lastIndexOf("(")) >
    Math.max(before.lastIndexOf("）"), before.lastIndexOf(")"))
  );
}

/** 合格 and 不合格, 男 and 女, or a last 其他: together they are all there is. */
function isComplete(parts: readonly Amount[], text: string): boolean {
  const labels = parts.map(({ label }) => label.replace(/^(?:其中|分别为?|包括|和|及|以及)+/, ""));
  const last = labels.at(-1) ?? "";
  const final = parts.at(-1);
  const joined = final === undefined ? "" : text.slice(final.start - last.length - 2, final.start);
  return (
    RESIDUAL.test(last) ||
    /[和及]/.test(joined) ||
    (labels.some((label) => label.startsWith("男")) && labels.some((label) => label.startsWith("女"))) ||
    labels.some((label) => label !== "" && ["不", "未", "非", "无"].some((no) => labels.includes(no + label)))
  );
}

const SUMMED =
  /(?:^|[^一-龥]|三|两|以上|[各几]项|累)(?<word>合计|共计|总计|一共|总共|总数|总(?:投资|长度?|里程|面积|金额|额|人数|收入|支出|产量|费用|价|户数|重量)|共)(?:有|为|达|是|约)?$/;

const PIECES = /^[部首篇幅件本册台套辆]$/;

function totalsLast(block: TextBlock, amounts: readonly Amount[]): Match[] {
  const { text } = block;
  return amounts.flatMap((total, index) => {
    if (total.isRounded || !/[共计总]/.test(total.label) || !SUMMED.test(total.label)) return [];
    const parts: Amount[] = [];
    let start = total.start;
    for (const amount of amounts.slice(Math.max(0, index - MOST_PARTS), index).reverse()) {
      const gap = text.slice(amount.end, start);
      if (/[。；！？]/.test(gap) || SUBTOTAL.test(gap)) break;
      start = amount.start;
      // 30部电视剧、31首歌曲，共61部: pieces of two kinds were added up.
      if (amount.unit !== total.unit && PIECES.test(amount.unit) && PIECES.test(total.unit)) return [];
      if (
        amount.unit !== total.unit ||
        isBracketed(text, amount.start) ||
        COMPARED.test(amount.label.replace(/去年|上年/, ""))
      )
        continue;
      // 共评出一等奖2名、二等奖5名，共7名: the first part, told by what stands behind 共.
      if (/共[一-龥]{3,}$/.test(amount.label)) parts.unshift(amount);
      if (/共|总|合计/.test(amount.label)) break;
      parts.unshift(amount);
    }
    const isClosed = () =>
      !/^共/.test(SUMMED.exec(total.label)?.groups?.word ?? "") ||
      /[，、]$/.test(text.slice(Math.max(0, total.start - total.label.length - 1), total.start - total.label.length));
    return verdict(block, { total, parts, order: parts.toReversed(), isClosed });
  });
}

function verdict(block: TextBlock, { total, parts, order, isClosed: asks }: Frame): Match[] {
  if (parts.length < 2 || parts.some(({ isRounded }) => isRounded)) return [];
  if (isNested(block.text, parts) || isOfOtherKinds(block.text, total, parts)) return [];
  const rounding = roundingOf(total, parts);
  let sum = 0n;
  for (const [index, { value }] of order.entries()) {
    sum += value;
    // All of them rounded by a whole half, and in one direction, is not met with.
    const isOpen = index < order.length - 1 && areAlike(parts);
    if (index > 0 && !isOpen && (sum === total.value || size(sum - total.value) < rounding)) return [];
  }
  // A list far below its total leaves something out; sets that share members may exceed it.
  if (sum * 10n < total.value * 5n || parts.some(({ label }) => OVERLAPPING.test(label))) return [];
  // 40%的人口，其中55%…: of another whole.
  if (total.unit === "%" && parts.some(({ value }) => value > total.value)) return [];
  const isClosed = asks();
  // Two of several kinds leave the others unsaid.
  const isFew = parts.length === 2 && sum < total.value;
  if (!isClosed && (isFew || sum * 10n < total.value * 8n)) return [];
  const start = Math.min(total.start, ...parts.map((part) => part.start));
  const end = Math.max(total.end, ...parts.map((part) => part.end));
  const message = `各分项相加为${shownAs(sum, total)}，与总数${shownAs(total.value, total)}不符，请核对。`;
  return [{ block: block.id, start, end, message, severity: isClosed ? "error" : "warning" }];
}

/** 道路运输事故, 建筑施工事故, 工矿商贸事故: kinds of one thing, of which none is part of another. */
function areAlike(parts: readonly Amount[]): boolean {
  const ends = parts.map(({ label }) => label.replace(/^其中/, "").slice(-2));
  const [first = ""] = ends;
  return parts.length >= 3 && /^[一-龥]{2}$/.test(first) && ends.every((end) => end === first);
}

/** 运动员405人，包括男运动员136人、女运动员269人: those behind make up one before them. */
function isNested(text: string, parts: readonly Amount[]): boolean {
  let rest = 0n;
  let begin = 0;
  for (const { value, start, end } of parts.toReversed()) {
    if (value === rest && SUBTOTAL_BEHIND.test(text.slice(end, begin))) return true;
    rest += value;
    begin = start;
  }
  return false;
}
const SUBTOTAL_BEHIND = /包括|包含|其中|含|分别|[（(]/;

/** 40个大项，其中38个大项、376个小项: what is counted has another name. */
function isOfOtherKinds(text: string, total: Amount, parts: readonly Amount[]): boolean {
  const kind = text.slice(total.end, total.end + 2);
  return parts.some(({ end }) => {
    const other = text.slice(end, end + 2);
    return /^[一-龥]{4}$/.test(kind + other) && other !== kind && other.at(1) === kind.at(1);
  });
}

function distinct(matches: readonly Match[]): Match[] {
  const seen = new Set<string>();
  return matches.filter(({ start, end }) => {
    const key = `${start} ${end}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
