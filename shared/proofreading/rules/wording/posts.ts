/** Posts that a body does not have, 政协主任, 法院检察长, and lists of posts run together (MC-03). */
import { cites } from "../../authority";
import type { Pattern, PatternRule } from "../../rule";

const organic = cites("《中华人民共和国地方各级人民代表大会和地方各级人民政府组织法》", "2022-03-12");
const conference = cites("《中国人民政治协商会议章程》", "2023-03-11");
const AREA = "省市县区州旗盟";

/** A post of another body: `wrong` is what stands behind the body. */
function post(body: string, wrong: string, right: string): Pattern {
  return {
    regex: new RegExp(`(?<=${body}(?<deputy>(?:常务)?副|代)?)(?<mark>${wrong})`, "g"),
    message: `该机构没有“$0”这一职务，应为“${right}”。`,
    suggest: right,
  };
}

const bodies: readonly Pattern[] = [
  post(`(?:全国|[${AREA}])政协`, "(?:主任|委员长|书记)(?!委员|科员|医师|会议|室)", "主席"),
  post(`(?:省|市|自治[区州县旗]|县|[${AREA}])人大(?:常委会)?`, "(?:主席|委员长)(?!团)", "主任"),
  post("全国人大常委会", "(?:主任|主席|会长)(?!委员|科员|会议)", "委员长"),
  post("(?<!检察官学)(?:人民法院|中院|高院|法院)", "(?:检察长|检查长|主任|局长)(?!科员)", "院长"),
  post("(?:人民检察院|检察院)", "(?:院长|局长|主任)(?!科员)", "检察长"),
  post("(?:人民检察院|检察院)", "法官", "检察官"),
  post("(?:人民法院|中院|高院)", "检察官", "法官"),
  post(`[${AREA}]纪委`, "(?:主席|部长|局长|主任)(?!科员|医师)", "书记"),
  post(`[${AREA}]委?(?:组织|宣传|统战)部`, "(?:局长|主席|院长)(?!科员)", "部长"),
  post("(?:公安|财政|教育|民政|司法|审计|水利|统计|应急管理)局", "(?:厅长|部长|主席|院长)(?!科员)", "局长"),
  post("(?<=国务院)", "(?:主席|委员长)", "总理"),
  post(`(?:妇联|残联|工商联|文联|科协|侨联|红十字会)`, "(?:局长|院长|书记长)", "主席"),
];

const LEVELS: readonly (readonly [string, string])[] = [
  ["省", "市县"],
  ["市", "省县"],
  ["县", "省市区"],
  ["区", "省市县"],
];

/** 市委副书记、县长: the second post is the head of government of the same place. */
const levels: readonly Pattern[] = LEVELS.flatMap(([own, others]): Pattern[] => [
  {
    regex: new RegExp(
      `(?<=(?<![一-龥]{2}自治)${own}委副书记、(?:代理?|政府(?:党组书记、)?)?)(?<mark>[${others}]长)`,
      "g",
    ),
    message: `前面是${own}委的职务，“$0”级别不一致，请核对。`,
    suggest: `${own}长`,
  },
  {
    regex: new RegExp(
      `(?<mark>${own}长)(?=[一-龥]{2,3}(?:同志)?主持召开(?:了)?(?:全)?[${others}](?:人民)?政府(?:第)?[一-龥\\d]{0,8}(?:常务|全体|党组))`,
      "g",
    ),
    message: "主持人的职务与会议的级别不一致，请核对。",
  },
]);

export const officePost: PatternRule = {
  id: "wording-office-post",
  category: "wording",
  title: "职务与机构不符",
  severity: "error",
  fix: "suggest",
  authority: [organic(), conference()],
  confidence: 0.92,
  checks: ["MC-03"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: [
    ...bodies,
    ...levels,
    {
      regex: new RegExp(`(?<=[${AREA}])人大(?=(?:副)?主任(?!会议|委员|科员|医师|室))`, "g"),
      message: "职务全称为“人大常委会主任”“人大常委会副主任”。",
      suggest: "人大常委会",
      severity: "warning",
    },
    {
      regex: /全国人大(?:常务)?(?=副?委员长(?!会议))/g,
      message: "职务全称为“全国人大常委会委员长”“全国人大常委会副委员长”。",
      suggest: "全国人大常委会",
      severity: "warning",
    },
    {
      regex:
        /(?<=(?<![一-龥]驻|[市县区省州旗]人大|(?:常务|机关|工作))(?:省|市|县|区|州|旗)人大)常委(?=副?主任(?!会议|科员))/g,
      message: "职务全称为“人大常委会主任”“人大常委会副主任”。",
      suggest: "常委会",
    },
    {
      regex: /(?<=政协)(?:常委会|常务委员会)(?=副?主席)/g,
      message: "职务全称为“政协主席”“政协副主席”。",
      suggest: "",
    },
    {
      regex: /(?<area>[省市县区州旗])委(?<mark>\k<area>长)(?!热线|信箱|令|办公)/g,
      message: "党委没有这一职务，应分写为“×委副书记、×长”或只写“×长”。",
      suggest: (found) => [`副书记、${found.groups?.mark ?? ""}`],
    },
    {
      regex: new RegExp(
        `(?<=[${AREA}]委(?:副书记|书记|常委))(?=[${AREA}](?:委(?:组织|宣传|统战|政法|书记|副书记|秘书长|办公室)|长(?!热线|信箱)|政府(?:党组|副|常务)|人大常委会(?:副)?主任|政协(?:副)?主席|纪委书记))`,
        "g",
      ),
      message: "两个职务之间缺少顿号。",
      suggest: "、",
    },
  ],
  wrong: [
    { text: "县政协⟦主任⟧到会指导。", first: "主席" },
    { text: "市中级人民法院⟦检察长⟧作了说明。", first: "院长" },
    { text: "区人民检察院副⟦院长⟧参加座谈。", first: "检察长" },
    { text: "省人大常委会副⟦主席⟧带队视察。", first: "主任" },
    { text: "市委副书记、⟦县长⟧讲话。", first: "市长" },
    { text: "⟦县长⟧李四主持召开市政府常务会议。" },
    { text: "区委⟦区长⟧到社区调研。", first: "副书记、区长" },
    { text: "市⟦人大⟧副主任出席活动。", first: "人大常委会" },
    { text: "县人大⟦常委⟧副主任列席。", first: "常委会" },
  ],
  right: [
    "县政协主席、市政协办公室主任、省政协专门委员会主任委员到会。",
    "镇人大主席、市人大常委会主任会议、县人大常委会副主任列席。",
    "市中级人民法院院长、市人民检察院检察长列席会议。",
    "市委副书记、市长主持召开市政府常务会议，市委常委、区委书记参加。",
    "县委书记、县长热线，市委常委、秘书长出席。",
    "市委组织部部长、市委宣传部常务副部长讲话。",
  ],
};
