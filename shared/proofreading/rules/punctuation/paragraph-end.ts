/** What paragraphs and titles end with (GB/T 15834-2011 4.1, B.4). */
import { gb15834 } from "../../authority";
import type { BlockFact, BlockRole, BlockRule, DocumentRule, Match, TextBlock } from "../../rule";

/** How a paragraph ends that may lack its full stop. */
interface EndFact {
  /** A long paragraph with stops inside that ends in a character, or in a comma. */
  readonly open: "word" | "comma";
  readonly last: string;
  readonly length: number;
  readonly isNumbered: boolean;
  /** One clause or sentence: headlines in a list of headlines look so too. */
  readonly isSingle: boolean;
  /** （一）深化改革，扩大开放: one clause or two with a number, as a heading has it. */
  readonly mayHead: boolean;
}

const roles: readonly BlockRole[] = ["body", "list", "heading"];
const SHORTEST = 20;
const LONGEST_HEADING = 45;
const NUMBERED =
  /^[\s\u3000]{0,8}(?:第[一二三四五六七八九十百零〇\d]{1,6}[编章节条款]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、]|[①-⑳]|附件|附：)/;
const NO_SENTENCE =
  /(?:(?<!另行|及时|书面)通知|公告|公报|通报|意见|办法|方案|规定|细则|条例|函|(?<!及时|时间|立即|逐级|如实|主动|按时|书面)报告|决定|办公室|人民政府|委员会|局|厅|部|电|摄|文|图|报道|记者|年|月|日|(?<![称口账符])号|网|站|版|等|[”\d])$/;

/** Ends as a signature, a title or a list of numbers may, but says too much for one: 报送市财政局, 称号, 拨打122. */
function goesOnLong(body: string): boolean {
  const end = body.slice(-LAST);
  if (CLOCK.test(end) || SAID.test(end) || LABELLED.test(end)) return true;
  if (/(?:电话|联系|编号|邮编|传真|邮箱|账号|地址|网址|[：:])[^，。；]{0,16}$/.test(body) || SIGNED.test(body))
    return false;
  return /[。；][^。；]{8,}$/.test(body) || (body.length >= 28 && /，[^，]{2,}，[^，]{2,}$/.test(body));
}

/** So much of a paragraph tells how it ends. */
const LAST = 160;

/** 下午2:30至5:30. */
const CLOCK = /[至到]\d{1,2}[:：]\d{2}$/;
/** 结合实际，制定本《方案》: a title that a verb has for its object, not one that stands alone. */
const MADE = /，[^，。；《]{0,8}(?:制定|制订|印发|修订|出台|编制|起草|拟订|形成|发布)了?本?《[^《》]{1,30}》$/;
/** 现公开征求意见, 提出以下实施意见, 期限为……至12月31日: the last clause has its verb, so that its last word is no name and no date of a signature. */
const SAID =
  /[，。](?:现|特|并|就此|为此)?(?:向[^，。；]{2,10})?(?:公开)?(?:征求|听取|提出|作出|形成|制定|通过)了?[^，。；《]{0,16}(?:意见|办法|方案|规定|细则|条例|决定)$|[。；，][^，。；：]{2,24}[为自从是][^，。；：]{0,4}\d{1,4}年?[^，。；：]{0,8}至[^，。；：]{2,12}日$/;
/** 办公时间：……。邮政编码：353000: the field before it has its stop, so the last one has too. */
const LABELLED =
  /(?:^|[。；])[^。；：]{2,8}：[^。；]{2,60}[。；](?:[^。；：]{2,8}：[^。；]{2,60}[。；])*[^。；：]{2,8}：[^，。；]{2,24}$/;
/** 设下列机构：甲科、乙科、丙科: a list that a verb has led in. */
const LISTED =
  /^[^：]{0,60}(?:设|有|包括|包含|含|为|是|如下|下列|以下)[^，。；：]{0,8}：[^。；：、]{1,40}、[^。；：、]{1,40}、[^。；：]{2,300}$/;

/** 记者某某报道, dates and issuers under a text. */
const SIGNED =
  /(?:电|摄|文|图|报道|记者|年|月|日|网|站|版|等|通知|公告|公报|通报|意见|办法|方案|规定|细则|条例|函|(?<!及时|时间|立即|逐级|如实|主动|按时|书面)报告|决定)$/;

/** A headline in running text: 某报评论：… and what a dash explains. */
const HEADLINE =
  /^[^，。；]{2,16}(?:文章|时评|快评|锐评|评论|社论|观察|侧记|综述)：[^。；]{1,60}$|^[^。；]{6,40}——[^。；]{6,40}$/;

/** Marks that are open at the end: the line was cut inside them. */
const isOpen = (text: string): boolean => /[“《（(〔][^”》）)〕]{0,200}$/.test(text.slice(-200));

/** Nothing for a paragraph that ends as it should. */
function factOf({ text, role }: TextBlock): EndFact | null {
  const body = text.trimEnd();
  const last = body.slice(-1);
  if (
    body.length < SHORTEST ||
    isHeading(role) ||
    HEADLINE.test(body) ||
    /[。！？…][”’]$/.test(body) ||
    (!/[\u4e00-\u9fff%％‰℃，、”\d]/.test(last) && !MADE.test(body)) ||
    (!/[，；。]/.test(body) && !LISTED.test(body))
  )
    return null;
  const isNumbered = NUMBERED.test(body);
  const isComma = last === "，" || last === "、";
  const mayBeName = NO_SENTENCE.test(body.slice(-6)) && (!isNumbered || /[”\d]$/.test(body));
  if (!isComma && ((mayBeName && !goesOnLong(body)) || isOpen(body))) return null;
  return {
    open: isComma ? "comma" : "word",
    last,
    length: body.length,
    isNumbered,
    isSingle: !isNumbered && !/[。；！？：]/.test(body),
    mayHead: isNumbered && body.length <= LONGEST_HEADING && !/[。；：]/.test(body),
  };
}

/** Begins with what only goes on: a closing mark, a stop, or a scrap before one, if it is none of the scraps that begin a sentence. */
const goesOn = (text: string): boolean =>
  /^[，。；：、）”》！？]|^[^，。；、“《（\s]{1,3}[，。；、]/.test(text) && !BEGINS.test(text);

/** 据了解，下一步，水清了，: a sentence begins here, whatever stands before. */
const BEGINS =
  /^(?:据(?:了解|悉|介绍|统计)|下一步|近年来|近期|近日|日前|目前|当前|截至|今年|去年|同时|此外|另外|其间|期间|其中|随后|最后|首先|其次|如今|现在|为此|对此|会上|会后|会前|但是|不过|因此|所以|然而|接着|第[一二三四五]|[一二三]要|[一二三四五六]是|[^，。；、的]{2}[了来后时上])，/;

/** With this share of cut lines a text was broken by its typesetting, and no line says anything. */
const CUT_SHARE = 0.34;
/** So few say nothing about the typesetting. */
const FEW_OPEN = 3;

export const paragraphEnd: DocumentRule<EndFact> = {
  id: "punct-para-no-end",
  category: "punctuation",
  title: "正文段末缺少句末点号",
  severity: "warning",
  fix: "suggest",
  authority: [gb15834("4.1")],
  confidence: 0.75,
  checks: ["MC-01"],
  wraps: true,
  roles,
  scope: "document",
  facts: factOf,
  judge: (facts, { blocks }) => {
    if (facts.length === 0) return [];
    const open = facts.filter(({ fact }) => fact.open === "word" && !fact.isNumbered).length;
    const isBroken = open > FEW_OPEN && open > blocks.filter(isLongText).length * CUT_SHARE;
    const single = facts.filter(({ fact }) => fact.open === "word" && fact.isSingle).length;
    const read = single > 1 ? facts.filter(({ fact }) => fact.open !== "word" || !fact.isSingle) : facts;
    return read.flatMap((one) => judgeEnd(one, blocks, isBroken));
  },
  wrong: [
    { text: "各镇要健全值班制度，明确带班领导，遇有突发事件第一时间报告并妥善处⟦置⟧", first: "置。" },
    { text: "第一条 为规范平台运行，根据有关规定，结合本县实际，制定本细⟦则⟧\n第二条 适用范围。", first: "则。" },
    { text: "（一）平台由主办单位管理，每月抽查一次并及时反馈结⟦果⟧\n（二）另行规定。", first: "果。" },
    { text: "各单位要核实数据，汇总后加盖公章，于本月底前一次报送县财政⟦局⟧", first: "局。" },
    { text: "遇有拥堵请听从指挥。车辆发生事故的，驾驶人应当立即停车，拨打12⟦2⟧", first: "2。" },
    { text: "遇有险情请勿靠近，立即撤离。可以向执勤民警求助，也可以拨打12⟦2⟧", first: "2。" },
    { text: "报名时间为4月1日至4月3日，上午9:00至12:00，下午2:30至5:3⟦0⟧\n报名地点另行通知。", first: "0。" },
    { text: "根据上级有关文件要求，结合我县实际，制定本《方案⟦》⟧\n一、总体目标", first: "》。" },
    { text: "全年办结各类事项一万余件，群众满意率达到98.5⟦%⟧", first: "%。" },
    {
      text: "全市开工项目28个，总投资126.5亿元，年度计划投资38.2亿⟦元⟧\n据了解，这些项目涵盖多个行业。",
      first: "元。",
    },
    { text: "为建设一支素质优良的技能人才队伍，结合我县实际，提出以下实施意⟦见⟧\n一、主要目标", first: "见。" },
    { text: "办公时间：工作日上午9:00至下午5:00。邮政编码：35300⟦0⟧", first: "0。" },
    { text: "本局设下列内设机构：办公室、综合科、法规科、财务⟦科⟧", first: "科。" },
    { text: "本报告由办公室编制。报告中数据的统计期限为2025年1月1日至2025年12月31⟦日⟧", first: "日。" },
    { text: "（一）平台由主办单位管理，每月抽查一次并及时反馈结果⟦，⟧\n（二）另行规定。", first: "。" },
  ],
  right: [
    "各镇要健全值班制度，明确带班领导，遇有突发事件第一时间报告并妥善处置。",
    "某县人民政府办公室关于做好平台检查、整改和报送工作的通知",
    "本县负责统筹各镇平台建设，各镇负责信息采集，县直部门负责统\n筹本单位的信息采集，并及时报送。",
    "由县政府办公室统筹。\n各镇按照分工要求，做好本区域的平台建设和信息采集工作，县直部门负责统\n筹本单位的信息采集，并及时报送。",
    "某县人民政府办公室，2024年1月11日",
    "（五）深化经济体制改革，进一步提高对外开放水平\n推进重点领域改革，完善各项配套制度。",
    "各镇人民政府，县政府各部门、各直属机构，有关单位：",
    "秋粮收购全面展开，农户售粮不再排队\n夜间公交开通，晚归工人有车可乘",
    "联系单位：县发展改革局、县财政局、县教育局、县民政局",
    "意见请于本月底前反馈。\n联系人：张某，电话：0599-8456789",
    "由县政府办公室统筹。\n各镇按照分工要求，做好本区域的平台建设和信息采集工作，县直部门负责统筹\n本单位，并及时报送。",
    "村里的路修好了。家住河边的村民说，出门方便多了，“这条路，修到了大家的心坎上。”",
    "晚报时评：管好一盏路灯，照亮一条小巷",
    "扛起责任，守好一渠清水——全县冬修水利工作侧记",
  ],
};

/** Which text ends in 则 is told by the row before: 制定本细则 is a sentence, 《实施细则》 a name. */
function judgeEnd(
  { block, index, fact }: BlockFact<EndFact>,
  blocks: readonly TextBlock[],
  isBroken: boolean,
): Match[] {
  const next = nextRow(blocks, index);
  const isNextNumbered = next !== undefined && NUMBERED.test(next.text.trimEnd());
  // The text under a heading is no item of the same list.
  if (fact.mayHead && next !== undefined && !isNextNumbered) return [];
  if (next !== undefined && !isNextNumbered && !isHeading(next.role)) {
    if (isBroken || fact.open === "comma" || goesOn(next.text)) return [];
    if (isWordElsewhere(blocks, fact.last + next.text.trimStart().charAt(0))) return [];
  }
  const { length: end, last } = fact;
  const right = fact.open === "comma" ? "。" : `${last}。`;
  const message = fact.open === "comma" ? `段落到此结束，末尾的“${last}”应为句号。` : "段落末尾缺少句末标点。";
  return [{ block, start: end - 1, end, message, suggestions: [right] }];
}

/** The next block of running text. */
function nextRow(blocks: readonly TextBlock[], index: number): TextBlock | undefined {
  for (let at = index + 1; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (block !== undefined && roles.includes(block.role)) return block;
  }
  return undefined;
}

const isLongText = ({ role, text }: TextBlock): boolean =>
  (role === "body" || role === "list") && text.length >= SHORTEST && text.trimEnd().length >= SHORTEST;

/** A line cut inside a word: the two halves stand together somewhere else. */
const isWordElsewhere = (blocks: readonly TextBlock[], seam: string): boolean =>
  blocks.some(({ role, text }) => roles.includes(role) && text.includes(seam));

const isHeading = (role: BlockRole): boolean => role === "heading" || role === "title";

export const titleStop: BlockRule = {
  id: "punct-title-period",
  category: "punctuation",
  title: "标题末用句号",
  severity: "warning",
  fix: "suggest",
  authority: [gb15834("附录B.4")],
  confidence: 0.88,
  checks: ["MC-01"],
  roles: ["title", "heading", "body"],
  scope: "block",
  needs: "。，；、.：:;,",
  find: ({ id, role, text }) => {
    const body = text.trimEnd();
    if (body.length > LONGEST_TITLE || !isTitle(role, body)) return [];
    const end = body.length;
    return [{ block: id, start: end - 1, end, message: "标题末尾不用句号一类标点。", suggestions: [""] }];
  },
  wrong: [
    { text: "关于开展值班值守抽查的通知⟦。⟧", first: "" },
    { text: "某县人民政府关于表彰先进集体的决定⟦。⟧", first: "" },
    { text: "第三章 监督考核⟦。⟧", first: "" },
    { text: "关于公布《权责清单》的公告⟦，⟧", first: "" },
    { text: "关于调整公交线路的通告⟦：⟧", first: "" },
  ],
  right: [
    "关于开展值班值守抽查的通知",
    "关于值班值守的安排，请见通知。",
    "第三章规定了监督考核。",
    "现印发关于值班值守的通知。",
  ],
};

const LONGEST_TITLE = 60;
const KIND = "通知|公告|通告|意见|决定|通报|报告|请示|批复|函|纪要|方案|办法|规定|细则|命令|议案|倡议书|公示";
const TITLE_LINE = new RegExp(
  `^(?!撤销|审|听取|根据|按照|依照|执行|落实|现|对|就)(?:《?[\\u4e00-\\u9fff（）、]{2,20}(?:政府|办公室|局|委员会|厅|部|院|会|中心|办))?关于[^。，；：！？\\n]{2,45}的(?:${KIND})(?:（[^（）]{1,12}）)?[。，；、.：:;,]$`,
);

function isTitle(role: BlockRole, text: string): boolean {
  if (
    TITLE_LINE.test(text) ||
    /^第[一二三四五六七八九十百]{1,4}[编章节][\s\u3000]{1,3}[^，。；：]{1,15}[。，；、.：:;,]$/.test(text)
  )
    return true;
  if (role === "title") return /[。，；、：:;,.]$/.test(text);
  return role === "heading" && text.length <= 42 && /^[^。；]{2,41}[。，；、：;,]$/.test(text);
}
