/** What readings of policies and service guides must hold (MC-27, MC-28, MC-35). */
import { emptyMetadata } from "../../../model/metadata";
import { cites, siteGuide2017 } from "../../authority";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";

interface Element {
  readonly name: string;
  /** One half of a field of the six, 依据条件 and 流程时限: the other half alone still tells something. */
  readonly half?: string;
  readonly pattern: RegExp;
}

interface Label {
  /** Index of the element the line speaks of; -1 for other text. */
  readonly element: number;
  /** The others of a label that names several: 办理机构及联系方式. */
  readonly others: readonly number[];
  /** The line says more than the label. */
  readonly isFilled: boolean;
  readonly isHeading: boolean;
  readonly length: number;
}

const LEAD =
  "^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\\d]{1,3}[)）]|\\d{1,2}[.．、]|第[一二三四五六七八九十]{1,2}[章节部分]{1,2})?[ \\u3000【\\[]{0,2}[★◆●▲■]?";

function factOf(block: TextBlock, elements: readonly Element[]): Label | null {
  if (block.role !== "title") return labelOf(block, elements);
  return { element: -1, others: [], isFilled: true, isHeading: false, length: block.text.length };
}

/** A short line, or the words before a colon, that names an element; what follows fills it. */
function labelOf(block: TextBlock, elements: readonly Element[]): Label | null {
  const text = block.text.trim().replace(/^(?:问|Q\d{0,2})[：:][ \u3000]{0,2}/, "");
  if (text === "") return null;
  const isHeading =
    block.part?.kind === "heading" ||
    (text.length <= 40 && /^[^。；，,]{2,40}[？?：:】\]]?$/.test(text)) ||
    block.role === "cell";
  const colon = /^([^：:。；]{2,24})[：:](.*)$/s.exec(text);
  const said = isHeading && !/[：:]./.test(text) ? text : (colon?.[1] ?? "");
  const [element = -1, ...others] = said === "" ? [] : elementsOf(said, elements);
  const isFilled = element < 0 || (colon !== null && (colon[2] ?? "").trim() !== "");
  return { element, others, isFilled, isHeading: element >= 0 && !isFilled, length: block.text.length };
}

/** 收费依据 speaks of the first, 收费和依据 of both. */
function elementsOf(said: string, elements: readonly Element[]): number[] {
  const named = elements
    .flatMap(({ pattern }, index) => {
      const word = pattern.exec(said)?.groups?.word;
      return word === undefined ? [] : [{ index, at: said.indexOf(word) }];
    })
    .sort((a, b) => a.at - b.at);
  return named
    .filter(({ at }, place) => place === 0 || /[和及与或、/]/.test(said.slice(named[place - 1]?.at ?? 0, at)))
    .map(({ index }) => index);
}

const element = (name: string, words: string): Element => ({
  name,
  pattern: new RegExp(`${LEAD}.{0,14}?(?<word>${words})`),
});

/** What is missing is told at the head of the item, what is empty at its own label. */
function lacking(facts: readonly BlockFact<Label>[], elements: readonly Element[], what: string): Match[] {
  const head = facts[0];
  if (head === undefined) return [];
  const lost = elements.filter((_, at) => !facts.some(({ fact }) => fact.element === at || fact.others.includes(at)));
  const missing = lost.map(({ name }) => name);
  const isHalf = lost.every(({ half }) => half !== undefined && !missing.includes(half));
  const absent: Match[] =
    missing.length === 0
      ? []
      : [
          {
            block: head.block,
            start: 0,
            end: head.fact.length,
            message: `${what}缺少${missing.map((name) => `“${name}”`).join("、")}，请补写。`,
            ...(isHalf ? { severity: "warning" as const } : {}),
          },
        ];
  const empty = facts.flatMap(({ block, fact }, at): Match[] => {
    const next = facts[at + 1];
    const isEmpty = fact.element >= 0 && !fact.isFilled && (next === undefined || next.fact.element >= 0);
    // One label may stand over another of its own element: 一、基本信息 …
    if (!isEmpty || next?.fact.element === fact.element) return [];
    return [
      { block, start: 0, end: fact.length, message: `“${elements[fact.element]?.name ?? ""}”下面没有内容，请补写。` },
    ];
  });
  return [...absent, ...empty];
}

const readings: readonly Element[] = [
  element("背景依据", "背景|依据|起因|由来|为什么(?:要)?(?:出台|制定|修订)"),
  element("目标任务", "目标|任务|目的|总体(?:要求|思路)|意义|预期"),
  element(
    "主要内容",
    "主要(?:内容|措施|举措|条款|规定|变化)|(?:重点|核心|具体)(?:内容|措施|举措)|有哪些(?:内容|规定|措施|变化)|内容",
  ),
  element("解决的问题", "解决.{0,8}问题|问题|针对|创新|亮点|特点|难点"),
];

export const interpretationSections: DocumentRule<Label> = {
  id: "interpretation-sections",
  category: "interpretation",
  title: "政策解读要素不全",
  severity: "error",
  fix: "none",
  authority: [
    cites(
      "《国务院办公厅关于进一步加强政府信息公开回应社会关切提升政府公信力的意见》（国办发〔2013〕100号）",
      "2013-10",
    )(),
    siteGuide2017(),
  ],
  confidence: 0.88,
  checks: ["MC-28"],
  roles: ["title", "heading", "body", "list", "cell", "caption"],
  when: ({ metadata }) => metadata?.itemType === "interpretation",
  scope: "document",
  facts: (block) => factOf(block, readings),
  judge: (facts) => lacking(facts, readings, "政策解读"),
  setting: { role: "body", metadata: { ...emptyMetadata, itemType: "interpretation" } },
  wrong: [
    { text: "⟦《供水办法》解读。⟧\n一、出台背景\n略述。\n二、总体要求\n略述。\n三、主要措施\n略述。" },
    { text: "⟦《供水办法》解读。⟧\n一、主要内容\n略述。\n二、解决的问题\n略述。" },
    { text: "《供水办法》解读。\n背景：水价多年未变。\n目标：节约用水。\n主要内容：阶梯计价。\n⟦解决的问题：⟧" },
    { text: "⟦《供水办法》解读。⟧\n问：什么时候施行？\n答：下月。" },

    {
      text: "⟦《停车办法》的解读材料，供读者参考。⟧\n一、起草背景\n略述。\n二、目标任务\n略述。\n三、主要内容\n略述。",
    },
    {
      text: "《停车办法》的解读材料，供读者参考。\n一、背景依据\n略述。\n⟦二、目标任务⟧\n三、主要内容\n略述。\n四、解决的问题\n略述。",
    },
    { text: "⟦《停车办法》的解读材料，供读者参考。⟧\n停车难是老话题。" },
  ],
  right: [
    "《供水办法》解读。\n背景：水价多年未变。\n目标：节约用水。\n主要内容：阶梯计价。\n解决的问题：水费不均。",
    { text: "供水办法。\n一、背景\n略述。", metadata: { itemType: "policy", source: null } },

    "《停车办法》的解读材料，供读者参考。\n一、背景依据\n略述。\n二、目标任务\n略述。\n三、主要内容\n略述。\n四、解决的问题\n略述。",
    "《停车办法》的解读材料，供读者参考。\n问：为什么要出台这个办法？\n略述。\n问：目标是什么？\n略述。\n问：主要内容有哪些？\n略述。\n问：解决哪些问题？\n略述。",
    { text: "召开会议。\n一、背景", metadata: { itemType: "news" } },
  ],
};

interface Ties {
  readonly namesDocument: boolean;
  readonly namesReading: boolean;
  readonly length: number;
}

/** MC-27 as far as one item shows it: a reading names what it reads; a policy points to its reading. */
export const interpretationTie: DocumentRule<Ties> = {
  id: "interpretation-tie",
  category: "interpretation",
  title: "政策与解读没有关联",
  severity: "error",
  fix: "none",
  authority: [siteGuide2017()],
  confidence: 0.85,
  checks: ["MC-27"],
  when: ({ metadata }) => metadata?.itemType === "interpretation" || metadata?.itemType === "policy",
  scope: "document",
  facts: ({ text }) => ({
    namesDocument: /《[^》]{2,60}》|〔\d{4}〕\d+号/.test(text),
    namesReading: /解读|问答|图解|答记者问/.test(text),
    length: text.length,
  }),
  judge: (facts, { metadata }) => {
    const head = facts[0];
    if (metadata === null || head === undefined) return [];
    const place = { block: head.block, start: 0, end: head.fact.length };
    if (metadata.itemType === "interpretation" && !facts.some(({ fact }) => fact.namesDocument))
      return [{ ...place, message: "政策解读没有写明解读的是哪份文件，请写出文件标题或发文字号并加链接。" }];
    if (metadata.itemType !== "policy" || facts.some(({ fact }) => fact.namesReading)) return [];
    return [{ ...place, severity: "hint", message: "政策文件应与解读材料同步发布、相互关联，本稿没有提到解读。" }];
  },
  setting: { metadata: { ...emptyMetadata, itemType: "interpretation" } },
  wrong: [
    { text: "⟦某县供水新规解读⟧\n水价调整。\n详见附件。" },
    { text: "⟦解读：看病更方便了⟧" },
    { text: "⟦关于调整水价的通知⟧\n请遵照执行。", metadata: { itemType: "policy" } },
    { text: "⟦某县供水管理办法⟧", metadata: { itemType: "policy" } },

    { text: "⟦新的停车政策解读⟧\n停车费下调。" },
    { text: "⟦一图看懂惠民措施⟧" },
    { text: "⟦关于停车收费的通知⟧\n请执行。", metadata: { itemType: "policy" } },
  ],
  right: [
    { text: "关于调整水价的通知\n政策问答另行发布。", metadata: { itemType: "policy" } },
    { text: "水价调整预告", metadata: { itemType: "survey" } },
    { text: "某县供水管理办法\n答记者问见链接。", metadata: { itemType: "policy" } },
    { text: "水价调整。", metadata: { itemType: "notice" } },
    { text: "某县供水管理办法\n图解见附件。", metadata: { itemType: "policy" } },
    { text: "供水问答", metadata: { itemType: "policy" } },

    "《停车管理办法》解读\n一、背景依据\n略述。\n二、目标任务\n略述。\n三、主要内容\n略述。\n四、解决的问题\n略述。",
    { text: "关于停车收费的通知\n相关解读见链接。", metadata: { itemType: "policy" } },
    { text: "停车费下调。", metadata: { itemType: "news" } },
    "某政发〔2026〕3号解读\n一、背景依据\n略述。\n二、目标任务\n略述。\n三、主要内容\n略述。\n四、解决的问题\n略述。",
  ],
};

const AND = "(?:[和及与或、/]|以及)";
/** What a label goes on in: 办理流程图, 收费依据及标准. A line that says more is a sentence or an item of a list. */
const GOES_ON = `(?:(?:${AND}[\\u4e00-\\u9fff、]{1,10}|情况|说明|标准|依据|要求|规定|内容|方式|图|表|介绍|事项|地址|地点|时间|范围|条件|信息|一览表?|清单|指南|须知|渠道|途径|名称){0,3}(?:[（(][^（）()]{1,20}[)）])?)[？?]?`;
/** Of a label that consists of a few words only. */
const label = (name: string, words: string, half?: string): Element => ({
  name,
  ...(half === undefined ? {} : { half }),
  pattern: new RegExp(
    `${LEAD}[\\u4e00-\\u9fff]{0,6}?(?:[\\u4e00-\\u9fff]{1,6}${AND})?(?<word>${words})${GOES_ON}[】\\]]?[：:]?$`,
  ),
});

const guides: readonly Element[] = [
  label("办理依据", "依据|法规|政策(?:文件|规定)", "申请条件"),
  label(
    "申请条件",
    "条件|受理范围|适用(?:范围|对象)|(?:办理|服务|申请|申报|受理|补贴|救助|保障)(?:对象|范围|主体|资格)|申请人(?:资格|条件|范围)?|谁(?:可以|能)(?:办|申请)",
    "办理依据",
  ),
  label("办理流程", "流程|程序|步骤|怎么办|如何办理|怎样办理", "办理时限"),
  label("办理时限", "时限|期限|(?:办结|办理|承诺|审批|法定)时间|多久(?:能)?办(?:好|结|完)", "办理流程"),
  label("收费标准", "收费|费用|缴费|收不收费|是否收费|工本费"),
  label("注意事项", "注意(?:事项)?|提示|提醒|须知|特别说明|备注|常见问题|说明事项|其他(?:事项|说明)"),
  label(
    "办理机构",
    "(?:办理|受理|实施|承办|审批|决定|主管|责任|服务|经办|审核|登记)(?:机构|机关|单位|部门|主体|地点|窗口|科室|场所)|实施主体|办公地址|办公地点|在哪里?办|哪里办",
  ),
  label("联系方式", "联系(?:方式|电话|人|我们|地址)?|电话|咨询|监督|投诉|热线"),
];

export const guideFields: DocumentRule<Label> = {
  id: "guide-fields",
  category: "interpretation",
  title: "办事指南要素不全",
  severity: "error",
  fix: "none",
  authority: [siteGuide2017(), cites("GB/T 36114-2018《政务服务中心 进驻事项服务指南编制规范》", "2018-10-01")()],
  confidence: 0.88,
  checks: ["MC-35"],
  roles: ["title", "heading", "body", "list", "cell", "caption"],
  when: ({ metadata }) => metadata?.itemType === "guide",
  scope: "document",
  facts: (block) => factOf(block, guides),
  judge: (facts) => lacking(facts, guides, "办事指南"),
  setting: { role: "body", metadata: { ...emptyMetadata, itemType: "guide" } },
  wrong: [
    {
      text: "⟦居住证办理指南，请对照准备。⟧\n办理依据：居住证条例。\n办理条件：居住半年以上。\n办理流程：窗口受理。\n收费标准：不收费。\n注意事项：带身份证。\n办理机构：派出所。\n联系电话：见公告栏。",
    },
    {
      text: "⟦户口迁移指南，请对照准备。⟧\n设定依据：户籍规定。\n受理条件：有固定住所。\n办理流程：窗口受理。\n办结时限：当日。\n收费标准：不收费。\n办理机构：派出所。\n咨询电话：见公告栏。",
    },
    {
      text: "户口迁移指南，请对照准备。\n设定依据：户籍规定。\n⟦受理条件：⟧\n办理流程：窗口受理。\n办结时限：当日。\n收费标准：不收费。\n温馨提示：带户口簿。\n办理机构：派出所。\n咨询电话：见公告栏。",
    },
    { text: "⟦户口迁移指南，请对照准备。⟧\n受理条件：有固定住所。" },

    {
      text: "⟦老年人优待证办理指南，请对照准备。⟧\n办理依据：优待规定。\n办理条件：年满六十周岁。\n办理流程：窗口受理。\n办结时限：当日。\n收费标准：不收费。\n注意事项：带身份证。\n办理机构：县老龄办。",
    },
    {
      text: "老年人优待证办理指南，请对照准备。\n办理依据：优待规定。\n办理条件：年满六十周岁。\n办理流程：窗口受理。\n办结时限：当日。\n⟦收费标准：⟧\n注意事项：带身份证。\n办理机构：县老龄办。\n联系电话：见公告栏。",
    },
    { text: "⟦老年人优待证办理指南，请对照准备。⟧\n带身份证到窗口即可。" },
  ],
  right: [
    "户口迁移指南，请对照准备。\n设定依据：户籍规定。\n受理条件：有固定住所。\n办理流程：窗口受理。\n办结时限：当日。\n收费标准：不收费。\n温馨提示：带户口簿。\n办理机构：派出所。\n咨询电话：见公告栏。",
    { text: "户口迁移指南", metadata: { itemType: "news" } },

    "老年人优待证办理指南，请对照准备。\n办理依据：优待规定。\n办理条件：年满六十周岁。\n办理流程：窗口受理。\n办结时限：当日。\n收费标准：不收费。\n注意事项：带身份证。\n办理机构：县老龄办。\n联系电话：见公告栏。",
    "老年人优待证办理指南，请对照准备。\n一、设定依据和条件\n按规定。\n二、办理流程及时限\n当日。\n三、收费情况\n不收费。\n四、温馨提示\n带身份证。\n五、受理窗口\n大厅二楼。\n六、咨询方式\n现场咨询。",
    { text: "办理条件：年满六十周岁。", metadata: { itemType: "notice" } },
  ],
};
