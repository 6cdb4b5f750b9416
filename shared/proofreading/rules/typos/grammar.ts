/** MC-02: sentences that do not stand: no subject (通过…使…), two prepositions, two structures run together. */
import { editing } from "../../authority";
import type { PatternRule } from "../../rule";

const shared = {
  category: "collocation",
  severity: "warning",
  authority: [editing("病句")],
  confidence: 0.85,
  checks: ["MC-02"],
  yieldsToVocabulary: true,
  scope: "pattern",
} as const;

export const missingSubject: PatternRule = {
  ...shared,
  id: "grammar-missing-subject",
  title: "缺少主语",
  fix: "suggest",
  patterns: [
    {
      regex:
        /(?<=^|[。；！？])(?:近年来，|去年以来，|今年以来，|目前，)?(?:通过|经过|由于|随着|根据|按照|为了)[^，。；！？]{2,40}，(?<mark>使得?|让)(?=(?:我们|我[国省市县区]|广大|群众|全[国省市县区]|干部|大家|农民|居民|企业|人们|学生|该[市县区村]|他们|职工|社区|乡村|村民|老百姓|百姓|更多|当地)[^，。；！？]{2,40}[，。；])/g,
      message: (found) =>
        `介词开头又用“${found.groups?.mark ?? ""}”，句子没有主语：删去“${found.groups?.mark ?? ""}”，或删去开头的介词。`,
      suggest: "",
    },
  ],
  wrong: [
    { text: "通过开展专题学习，⟦使⟧我们提高了认识。", first: "" },
    { text: "经过一年的整治，⟦使⟧全市营商环境明显改善。", first: "" },
    { text: "由于政策落实到位，⟦让⟧企业得到了实惠。", first: "" },
  ],
  right: [
    "通过开展专题学习，我们提高了认识。",
    "开展专题学习，使我们提高了认识。",
    "通过流程再造，审批更快，使企业得到实惠的做法已推广。",
    "为了使群众少跑路，我局优化了流程。",
  ],
};

export const doubledPreposition: PatternRule = {
  ...shared,
  id: "grammar-doubled-preposition",
  title: "介词重复",
  fix: "suggest",
  patterns: [
    { regex: /应当?按要求(?:按照|依照|根据)/g, message: "“按要求”与“按照”重复，句式杂糅。", suggest: "应当按照" },
    { regex: /按照?要求(?:按照|依照|根据)/g, message: "“按要求”与“按照”重复，句式杂糅。", suggest: "按照" },
    {
      regex: /(?:按照|根据|依据|依照|遵照)(?:按照|根据|依据|依照|遵照)(?!地|书)/g,
      message: "介词重复，留一个。",
      suggest: (found) => [found[0].slice(0, 2)],
    },
    { regex: /(?:关于|对于)(?:对于|关于)/g, message: "介词重复，留一个。", suggest: (found) => [found[0].slice(0, 2)] },
    {
      regex: /(?:关于|对于?)[^，。；：《》\n]{2,20}的?问题(?<mark>上?进行了?)(?=[。，；]|$)/g,
      message: "“关于……的问题”后面缺动词，句子不完整。",
    },
    { regex: /(?:通过|经过)(?:通过|经过)/g, message: "介词重复，留一个。", suggest: (found) => [found[0].slice(0, 2)] },
    { regex: /(?:为了|为)(?:为了)/g, message: "介词重复，留一个。", suggest: "为了" },
    { regex: /(?:在)(?:对于|针对)[^，。；]{2,20}(?:方面|上)(?=，)/g, message: "“在”与“对于”重复，留一个。" },
    { regex: /由于因为|因为由于|鉴于由于/g, message: "连词重复，留一个。", suggest: "由于" },
    {
      regex: /(?:并且并|而且并且|以及和|和以及|或者或|但是但|因此所以|所以因此|如果假如)(?![购通网])/g,
      message: "连词重复，留一个。",
    },
    { regex: /自从?(?=[^，。；]{1,20}(?:自今|至今为止以来))/g, message: "“自”与“以来”“为止”不能混用。" },
  ],
  wrong: [
    { text: "各单位⟦应当按要求按照⟧规定办理。", first: "应当按照" },
    { text: "⟦根据按照⟧文件精神，制定本办法。", first: "根据" },
    { text: "会议⟦关于对于⟧安全问题作了部署。", first: "关于" },
    { text: "⟦由于因为⟧降雨，活动延期。", first: "由于" },
  ],
  right: [
    "各单位应当按照规定办理。",
    "根据文件精神，按照要求制定本办法。",
    "会议关于安全问题作了部署，对于基层意见逐条研究。",
    "由于降雨，活动延期。",
  ],
};

export const mixedStructure: PatternRule = {
  ...shared,
  id: "grammar-mixed-structure",
  title: "句式杂糅",
  fix: "suggest",
  patterns: [
    {
      regex: /(?<=以[^，。；]{2,30})为(?:主要)?(?:组成部分|内容|成员)(?:所)?组成/g,
      message: "“以……为……”与“由……组成”杂糅，用一种。",
    },
    {
      regex: /(?<=由[^，。；]{2,30})(?:所)?(?<mark>组成的?为主|构成为主)/g,
      message: "“由……组成”与“以……为主”杂糅，用一种。",
    },
    {
      regex: /(?<=原因(?:主要)?是[^，。；]{2,40})(?:所)?(?<mark>造成的|导致的|引起的|所致|的原因)(?=[。；，]|$)/g,
      message: "“原因是……”与“……造成的”杂糅，删去后者。",
      suggest: "",
    },
    {
      regex: /(?<=本着|按照|遵循)[^，。；]{2,20}(?:的)?(?<mark>为原则|为指导)(?=[，。；])/g,
      message: "“本着……的原则”与“以……为原则”杂糅。",
      suggest: "的原则",
    },
    { regex: /(?<=以)[^，。；以]{2,16}(?<mark>的名义为|的方式为)(?=由)/g, message: "句式杂糅，用一种说法。" },
    { regex: /(?<=是)(?:为了|出于)[^，。；]{2,30}(?<mark>的目的是)/g, message: "“是为了”与“目的是”杂糅。" },
    {
      regex: /(?<=对)[^，。；]{2,20}(?<mark>表示出)(?=感谢|慰问|祝贺|敬意)/g,
      message: "应为“表示”。",
      suggest: "表示",
    },
    {
      regex: /(?<mark>管理具体的)工作人员/g,
      message: "修饰关系不清：管理的是工作人员，还是具体负责管理的人员？可写“具体负责管理的”。",
      suggest: "具体负责管理的",
    },
    { regex: /(?<=取决于)[^，。；]{2,24}(?<mark>决定的)/g, message: "“取决于……”与“由……决定”杂糅。", suggest: "" },
    {
      regex: /(?<=围绕)[^，。；]{2,24}(?<mark>为中心)(?=[，。；])/g,
      message: "“围绕……”与“以……为中心”杂糅，可写“围绕……这一中心”。",
      suggest: "",
    },
    { regex: /(?<=靠)[^，。；]{2,20}(?<mark>取得的结果)/g, message: "句式杂糅，用一种说法。" },
    {
      regex: /(?<=受到)[^，。；]{2,20}(?<mark>所(?:欢迎|重视|影响|好评))/g,
      message: "“受到……”与“为……所……”杂糅。",
      suggest: (found) => [(found.groups?.mark ?? "").slice(1)],
    },
    {
      regex: /深受[^，。；]{2,14}(?<mark>所(?:喜爱|欢迎|信任|好评))/g,
      message: "“深受……”与“为……所……”杂糅。",
      suggest: (found) => [`的${(found.groups?.mark ?? "").slice(1)}`],
    },
  ],
  wrong: [
    { text: "领导小组以各部门负责人⟦为主要组成部分组成⟧。" },
    { text: "事故的原因是操作不当⟦造成的⟧。", first: "" },
    { text: "⟦管理具体的⟧工作人员应当签名。", first: "具体负责管理的" },
    { text: "活动深受群众⟦所喜爱⟧。", first: "的喜爱" },
  ],
  right: [
    "领导小组由各部门负责人组成。",
    "事故的原因是操作不当，这次事故是操作不当造成的。",
    "具体负责管理的工作人员应当签名。",
    "活动深受群众的喜爱，为群众所喜爱。",
    "以经济建设为中心。",
  ],
};
