/** MC-10, R14: what leads to a person's door, car, mailbox or passport. */

import { cites, newMedia2018, openGovernment, personalInformation } from "../../authority";
import { hitsOf } from "../../hits";
import { SURNAME } from "../../packs/surnames";
import { masked } from "../../privacy";
import type { BlockRule, Match, PatternRule, ProofContext, TextBlock } from "../../rule";
import { everywhere, isExempt } from "./personal-numbers";

const N = "[0-9０-９一二三四五六七八九十百]";
/** Words that only stand before where a person lives; 住所 and 地址 are those of companies too. */
const HOME =
  "家庭住址|家庭地址|家庭详细地址|居住地址|居住地|现住址|现居住地|住址|户籍地址|户籍所在地|户籍地|户口所在地|身份证地址|家住|现住|现居|常住|暂住|租住|居住(?:在|于)";
const LIVES = `(?:(?:${HOME})(?:在|于|为|是)?[：:]?[\\s　]{0,2}|(?<=[，,、；）)某])(?:现)?住(?:在|于)?(?![房宅院所宿户建持]))`;
/** Stands in whatever speaks of a home: cheap to look for. */
const SAYS_WHERE = new RegExp(`${HOME}|[，,、；）)某]现?住`);
const PLACE = "[一-龥A-Za-z·0-9]{1,30}?";
const DOOR = `(?:${N}{1,5}(?:-${N}{1,4})?号?(?:附${N}{1,3}号)?(?:院|小区|[一-龥]{0,8}?)?${N}{1,4}[栋幢座](?:楼)?(?:${N}{1,2}单元)?(?:${N}{1,2}楼|${N}{1,2}层)?${N}{0,5}[室号户]?|${N}{1,4}[栋幢座](?:楼)?(?:${N}{1,2}单元)?(?:${N}{1,2}[楼层])?${N}{0,5}[室号户]?|${N}{1,4}号楼(?:${N}{1,2}单元)?${N}{0,5}[室号户]?|${N}{1,2}单元${N}{2,5}[室号户]?|${N}{1,5}号(?:之${N}{1,2})?${N}{0,5}室?)`;
const GROUP = `${N}{1,3}(?:村民小)?[组队社](?:${N}{1,4}号)?`;
const homeDoor = new RegExp(`${LIVES}${PLACE}(?<mark>${DOOR})`, "dg");
const homeGroup = new RegExp(`${LIVES}${PLACE}(?:村|社区)(?:委会)?(?<mark>[一-龥]{0,6}?${GROUP})`, "dg");
const BODY = /(?:公司|单位|机关|企业|法人|机构|医院|学校|银行)[^，。；]{0,12}$/;

export const homeAddress: BlockRule = {
  id: "privacy-home-address",
  category: "privacy",
  title: "家庭住址写到门牌",
  severity: "block",
  fix: "suggest",
  authority: [personalInformation("第四条"), openGovernment("第十五条")],
  confidence: 0.93,
  checks: ["MC-10"],
  roles: everywhere,
  alsoInQuotations: true,
  scope: "block",
  needs: "住户居",
  find: (block, context) => {
    if (!SAYS_WHERE.test(block.text)) return [];
    const groups = addresses(block, homeGroup, context);
    const doors = addresses(block, homeDoor, context).filter(
      (door) => !groups.some((group) => door.start < group.end && group.start < door.end),
    );
    return [...doors, ...groups];
  },
  wrong: [
    { text: "王某，住幸福路⟦12号3栋2单元501室⟧。", first: "**号*栋*单元***室" },
    { text: "家庭住址：某市某区光明街⟦8号⟧" },
    { text: "申请人现住某县河东镇某小区⟦5栋302⟧。", first: "*栋***" },
    { text: "家住青山镇红旗村⟦三组25号⟧的李某领到了补助。", first: "*组**号" },
    { text: "户籍地址：某县某镇某村⟦2组⟧" },
    { text: "赵某（女），暂住和平里⟦3号楼1单元402室⟧。" },
  ],
  right: [
    "王某，住幸福路。",
    "被处罚单位住所：某市某区光明街8号3栋501室。",
    "办公地址：人民路12号行政中心3号楼205室。",
    "经营场所位于某市某区某路5号。",
    "户籍地在本市的，可以到任一窗口办理。",
    "王某，住某市某区。",
    "解决了3200户居民的住房问题，新建2号楼。",
  ],
};

function addresses(block: TextBlock, pattern: RegExp, context: ProofContext): Match[] {
  return hitsOf(block.text, pattern).flatMap((found) => {
    const place = found.indices?.groups?.mark;
    if (place === undefined || BODY.test(block.text.slice(Math.max(0, found.index - 20), found.index))) return [];
    const [start, end] = place;
    const form = masked("address", block.text.slice(start, end), context.lexicon.masks);
    const message = "住址写到村组或门牌号属个人信息，公开时写到街道、乡镇或村即可。";
    const severity = isExempt(context) ? { severity: "warning" as const } : {};
    return [{ block: block.id, start, end, message, suggestions: [form], ...severity }];
  });
}

/** A pattern with the masked form of its mark as the suggestion, by the city's own forms. */
export function masking(kind: "plate" | "email" | "passport", pattern: RegExp, message: string): BlockRule["find"] {
  return (block, context) =>
    hitsOf(block.text, pattern).flatMap((found) => {
      const [start, end] = found.indices?.groups?.mark ?? [0, 0];
      if (start === end) return [];
      const form = masked(kind, block.text.slice(start, end), context.lexicon.masks);
      return [{ block: block.id, start, end, message, suggestions: [form] }];
    });
}

const PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]";

export const plate: BlockRule = {
  id: "privacy-plate",
  category: "privacy",
  title: "机动车号牌",
  severity: "warning",
  fix: "suggest",
  authority: [personalInformation("第四条"), cites("GA 36-2018《中华人民共和国机动车号牌》", "2018")()],
  confidence: 0.92,
  checks: ["MC-10"],
  roles: everywhere,
  alsoInQuotations: true,
  scope: "block",
  needs: "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼",
  find: masking(
    "plate",
    new RegExp(
      `(?<mark>${PROVINCE}[A-HJ-NP-Z]\\s?[·•.]?\\s?(?=[A-Z0-9]{0,5}\\d[A-Z0-9]{0,5}\\d)[A-HJ-NP-Z0-9]{4,6}[学挂警港澳]?)(?![A-Za-z0-9])`,
      "dg",
    ),
    "机动车号牌可以识别到车主，公开前应当脱敏。",
  ),
  wrong: [
    { text: "车牌号⟦川A12345⟧的车辆。", first: "川A***45" },
    { text: "查获⟦渝B·D3456⟧小型客车一辆。" },
    { text: "⟦苏E12345挂⟧半挂车。" },
    { text: "新能源车⟦粤AD12345⟧违停。" },
  ],
  right: ["车牌号川A***45的车辆。", "川A号段今日限行。", "本次采购的型号为云A1。", "新S12高速公路通车。"],
};

const PERSONAL_HOST =
  "(?:(?:vip\\.)?qq|foxmail|163|126|yeah|188|sina|sohu|tom|21cn|139|189|wo|gmail|hotmail|outlook|live|msn|icloud|aliyun|yahoo|msn)(?:\\.com\\.cn|\\.com|\\.cn|\\.net)";

export const personalEmail: BlockRule = {
  id: "privacy-email-personal",
  category: "privacy",
  title: "个人邮箱",
  severity: "hint",
  fix: "suggest",
  authority: [newMedia2018(), cites("政务邮箱管理要求")()],
  confidence: 0.9,
  checks: ["MC-10"],
  roles: everywhere,
  scope: "block",
  needs: "@",
  find: masking(
    "email",
    new RegExp(`(?<![A-Za-z0-9._%+-])(?<mark>[A-Za-z0-9._%+-]{2,40}@${PERSONAL_HOST})(?![A-Za-z0-9])`, "dgi"),
    "这是个人邮箱：公开联系方式应当使用政务邮箱，属于当事人个人的应当脱敏。",
  ),
  wrong: [
    { text: "报送至⟦zhangsan@qq.com⟧。", first: "z*******@qq.com" },
    { text: "邮箱：⟦gov_office@163.com⟧" },
    { text: "请发送到⟦abc123@sina.com.cn⟧，逾期不候。" },
    { text: "E-mail:⟦someone@Gmail.com⟧" },
  ],
  right: ["报送至wzgl@example.gov.cn。", "邮箱z*******@qq.com。", "官方微博@某市发布", "邮箱：xxgk@sasac.gov.cn"],
};

const GIVEN = "(?!某)[一-龥](?:(?!某)[一-龥])?";
const FULL_NAME = `${SURNAME}${GIVEN}`;
const caseWords =
  "侵害 猥亵 强奸 性侵 拐卖 拐骗 虐待 殴打 伤害 霸凌 欺凌 遗弃 涉嫌 犯罪 盗窃 抢劫 抢夺 斗殴 被告人 被害人 受害人 嫌疑人 判处 拘留 违法 案件 失踪 溺亡 自杀 堵截 收养 监护".split(
    " ",
  );
const CASE = new RegExp(caseWords.join("|"));
const SENTENCE_OF = /[^。！？\n]{0,160}/g;

export const minorName: BlockRule = {
  id: "privacy-minor",
  category: "privacy",
  title: "涉案未成年人姓名",
  severity: "error",
  fix: "none",
  authority: [cites("《中华人民共和国未成年人保护法》", "2021-06-01")("第一百零三条")],
  confidence: 0.88,
  checks: ["MC-10"],
  roles: everywhere,
  alsoInQuotations: true,
  scope: "block",
  needs: "岁未少童女生",
  words: caseWords,
  find: (block) =>
    hitsOf(block.text, SENTENCE_OF)
      .filter((sentence) => CASE.test(sentence[0]))
      .flatMap((sentence) => minorsIn(block, sentence[0], sentence.index)),
  wrong: [
    { text: "未成年人⟦张小明⟧（12岁）遭受侵害。" },
    { text: "被害人⟦李晓雨⟧，女，9岁，系某小学学生。" },
    { text: "⟦王强⟧（男，16岁）因涉嫌盗窃被抓获。" },
    { text: "12岁的小学生⟦王小明⟧被同学殴打。" },
    { text: "经查，未成年人⟦赵小飞⟧因结伙斗殴被批评教育。" },
  ],
  right: [
    "未成年人张某某遭受侵害。",
    "被害人李某，女，9岁，系某小学学生。",
    "王强（男，46岁）因涉嫌盗窃被抓获。",
    "张小明（12岁）获得全省少年组一等奖。",
    "未成年人保护案件由少年法庭审理。",
  ],
};

const minorFrames: readonly RegExp[] = [
  new RegExp(
    `(?<mark>${FULL_NAME})(?=[（(，,]\\s?(?:[男女]\\s?[，,、]\\s?)?(?:年仅|年)?(?:[1-9]|1[0-7])(?:周)?岁)`,
    "dg",
  ),
  new RegExp(
    `(?:未成年人|(?:[1-9]|1[0-7])(?:周)?岁的(?:小学生|中学生|初中生|高中生|学生|女生|男生|女孩|男孩|孩子)?|少年|少女|男童|女童|幼童|幼女|未成年学生)(?<mark>${FULL_NAME})(?=遭|被|因|涉|在|受|与|[（(，,])`,
    "dg",
  ),
];

function minorsIn(block: TextBlock, sentence: string, offset: number): Match[] {
  const places = new Map<number, number>();
  for (const frame of minorFrames)
    for (const found of hitsOf(sentence, frame)) {
      const [start, end] = found.indices?.groups?.mark ?? [0, 0];
      if (start !== end && !/[某×]/.test(sentence.slice(start, end))) places.set(start, end);
    }
  return [...places].map(([start, end]) => ({
    block: block.id,
    start: offset + start,
    end: offset + end,
    message: "案件涉及未成年人的，不得披露其姓名、影像、住所、就读学校以及其他可能识别身份的信息，请用“某某”。",
  }));
}

const ILL =
  "肺结核|艾滋|HIV|乙肝|肝炎|癌|肿瘤|精神(?:障碍|病|分裂)|抑郁|梅毒|白血病|尿毒症|残疾[一二三四]级|[一二三四]级残疾|智力残疾|肢体残疾|确诊|病历|患(?:有|者)";
const BORN = "(?:19|20)\\d{2}年\\d{1,2}月\\d{1,2}日(?:出)?生";

export const listedPerson: PatternRule = {
  id: "privacy-list-full-name",
  category: "privacy",
  title: "名单公示的个人要素过多",
  severity: "hint",
  fix: "none",
  authority: [personalInformation("第六条"), openGovernment("第十五条")],
  confidence: 0.8,
  checks: ["MC-10"],
  roles: everywhere,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<mark>${FULL_NAME})(?=[，,、（( ](?:[男女][，,、 ])(?:[^。；]{0,30}?${BORN}[^。；]{0,30}?(?:${ILL})|[^。；]{0,40}?(?:${ILL})))`,
        "g",
      ),
      message: "同时公示姓名、出生日期和病情、残疾等情况，超出必要范围：请只保留公示所必需的内容，姓名隐去一字。",
    },
  ],
  wrong: [
    { text: "⟦张三⟧，男，1980年1月2日生，肺结核患者。" },
    { text: "⟦李明霞⟧，女，1966年3月5日出生，肢体残疾二级。" },
    { text: "⟦王国强⟧、男、患有尿毒症，拟给予救助。" },
  ],
  right: [
    "张某，男，肺结核患者。",
    "张三，男，1980年1月生，汉族，大学学历，拟任副局长。",
    "肺结核患者可以到定点医院就诊。",
    "李明霞，女，1966年3月5日出生，中共党员。",
  ],
};
