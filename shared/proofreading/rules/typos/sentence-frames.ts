/** MC-02: set phrases and frames of faulty sentences: said twice, one side for two, what is missing after 在 or 发挥. */
import { editing } from "../../authority";
import type { Pattern, PatternRule, TermRule } from "../../rule";
import { termsIn } from "../wording/term-rows";
import { faultPhrases } from "./fault-phrases";

const shared = {
  category: "collocation",
  fix: "suggest",
  authority: [editing("病句")],
  checks: ["MC-02"],
  yieldsToVocabulary: true,
} as const;

export const faultPhrase: TermRule = {
  ...shared,
  id: "grammar-fault-phrase",
  title: "重复赘余的说法",
  severity: "hint",
  confidence: 0.85,
  scope: "terms",
  terms: termsIn(faultPhrases, "语义重复或两种说法混在一起"),
  wrong: [
    { text: "不法商户⟦共同合谋⟧骗取补贴。", first: "合谋" },
    { text: "⟦令人堪忧⟧的现象仍然存在。", first: "令人担忧" },
    { text: "我县⟦享誉盛名⟧的茶叶上市了。", first: "享有盛名" },
    { text: "各单位⟦应该必须⟧按时报送。", first: "必须" },
    { text: "⟦各位家长们⟧请注意接送时间。", first: "各位家长" },
    { text: "增速⟦同比去年⟧提高两个百分点。", first: "比去年" },
  ],
  right: [
    "不法商户合谋骗取补贴。",
    "前景堪忧的企业应当及时预警。",
    "依法给予以下处罚，根据应急需要采取措施。",
    "各位家长请注意接送时间。",
    "增速比去年提高两个百分点。",
  ],
};

const ENDS = "(?=[，。；！]|$)";

/** What is missing behind its description: 发挥了积极, 在领导的关心. */
const missing: readonly (readonly [verbs: string, descriptions: string, noun: string])[] = [
  [
    "发挥了?|起到了?|起着",
    "积极|重要|关键|决定性|骨干|带头|示范|引领|推动|促进|主导|应有|榜样|表率|桥梁|纽带|模范|先锋|标杆",
    "作用",
  ],
  ["作出了?|做出了?", "积极|重要|突出|应有|更大|巨大|重大", "贡献"],
  ["取得了?", "显著|明显|积极|重大|良好|优异|丰硕|阶段性|突破性", "成效"],
  ["采取了?", "有力|有效|果断|积极|强有力|针对性", "措施"],
  ["产生了?", "深远|重大|积极|广泛|恶劣|不良", "影响"],
  ["提出了", "明确|具体|更高|严格|殷切", "要求"],
  ["奠定了?|打下了?", "坚实|良好|扎实|牢固", "基础"],
  ["营造了?", "良好|浓厚|和谐|公平", "氛围"],
];

const people = "我们|大家|广大|全体|干部|群众|同志|学生|党员|企业|居民|村民|人们|全[市县省区国]|我[市县省区国]";
const support = "领导|关心|支持|帮助|指导|推动|努力|配合|带领|协调|引导|关怀|重视|指引|共同努力";

const absent: readonly Pattern[] = [
  ...missing.map(
    ([verbs, descriptions, noun]): Pattern => ({
      regex: new RegExp(`(?:${verbs})[一-龥]{0,8}?(?<mark>${descriptions})${ENDS}`, "g"),
      message: `后面缺少宾语中心语，可补“${noun}”。`,
      suggest: (found) => [`${found.groups?.mark ?? ""}${noun}`],
    }),
  ),
  {
    regex: /(?:开展|举办|召开|组织|进行)了?(?<mark>以[^，。；]{2,20}为(?:主题|内容|重点|核心|主线|载体))(?=[，。；])/g,
    message: "后面缺少宾语中心语，应写“以……为主题的活动”一类。",
  },
  {
    regex: new RegExp(
      `(?<=^|[。；，])在[^，。；]{2,20}(?:的|坚强|正确|亲切|大力|共同|精心|统一|高度|鼎力)(?<mark>${support})(?=，)`,
      "g",
    ),
    message: "“在……”缺少方位词，可补“下”。",
    suggest: (found) => [`${found.groups?.mark ?? ""}下`],
  },
  ...(
    [
      ["基础", "上"],
      ["前提|情况|条件|背景|形势|格局", "下"],
      ["过程|(?:今后|日常|实际|具体|以后)的?(?:工作|学习|生活)", "中"],
      ["会议|大会|座谈会|发布会|研讨会|推进会|仪式|论坛|讲话", "上"],
    ] as const
  ).map(
    ([nouns, word]): Pattern => ({
      regex: new RegExp(`(?<=(?:^|[。；])在)(?:[^，。；在]{2,16}的)?(?<mark>${nouns})(?=，)`, "g"),
      message: `“在……”缺少方位词，可补“${word}”。`,
      suggest: (found) => [`${found.groups?.mark ?? ""}${word}`],
    }),
  ),
  {
    regex: /(?<=^|[。；])随着[^，。；]{3,20}(?<mark>的)(?=，)/g,
    message: "“随着……的”后面缺少中心语。",
  },
  {
    regex: new RegExp(`(?<=^|[。；！？])从[^，。；]{2,20}[中里]，(?<mark>使(?!用|命|者|馆)|让|令)(?=${people})`, "g"),
    message: "“从……中”与“使”连用，句子没有主语：删去其一。",
    suggest: "",
  },
  {
    regex: new RegExp(
      `(?<=(?:^|[。；！？])(?:通过|经过|随着|由于)[^，。；]{2,20})(?<mark>使得?|让)(?=(?:${people})[^，。；]{3,30}了)`,
      "g",
    ),
    message: "介词开头又用“使”，句子没有主语：删去其一。",
    suggest: "",
  },
];

const doubledFrames: readonly Pattern[] = [
  {
    regex: /(?:有利|有助|有益|不利)于(?<mark>对)(?![^，。；]{2,20}(?:进行|加以|予以|实施|实行|开展|作出|做到))/g,
    message: "“于”与“对”重复，删去“对”。",
    suggest: "",
  },
  {
    regex:
      /(?<=(?:是由|由)[^，。；]{2,24}(?:主办|举办|承办|组织|召开|发起|开展|建设|编制|制定|实施|发布|开发)的)(?<mark>活动|会议|培训|比赛|论坛|展览|项目|工程|文件|平台|方案|规划)(?=[。；]|$)/g,
    message: "主语与宾语重复，删去末尾的名词，或只写“由……主办”。",
    suggest: "",
    accept: (found, { text }) =>
      (
        text
          .slice(0, found.index)
          .split(/[。；]/)
          .at(-1) ?? ""
      ).includes(found[0]),
  },
  {
    regex:
      /(?<=原因(?:主要)?(?:是|在于)(?:由于|因为)?[^，。；]{2,40})(?:所)?(?<mark>造成|导致|引起|引发|所致|使然|的结果|的缘故)(?=[。；]|$)/g,
    message: "“原因是……”与“……造成”杂糅，删去后者。",
    suggest: "",
  },
  {
    regex:
      /(?<!这|也|都|均|就)(?:是)?由于[^，。；]{2,24}(?<mark>的(?:原因|缘故)(?:造成|导致|引起|所致)的?)(?=[，。；]|$)/g,
    message: "“由于……”与“……的原因造成”杂糅，留一种。",
    suggest: "",
  },
  {
    regex: /(?:为期|历时|用时|耗时)[^，。；为历]{1,6}(?:天|日|周|个月|年|小时|分钟)(?<mark>的?时间|期间|之久)/g,
    message: "前面已说明时间长短，删去后面的“时间”。",
    suggest: "",
  },
  ...["高", "长", "重", "宽", "深", "厚"].map(
    (word): Pattern => ({
      regex: new RegExp(`(?<=${word}达[\\d.]{1,7}(?:米|公里|千米|厘米|吨|公斤|千克))${word}(?![一-龥])`, "g"),
      message: `“${word}达”已经说明，后面不再重复。`,
      suggest: "",
    }),
  ),
  {
    regex: /(?<mark>较|比)(?=(?:上年|去年|前年|往年|以往|同期|上月|上季度|过去|以前)[^，。；]{0,8}相比)/g,
    message: "“比”与“相比”杂糅：写“与……相比”，或删去“相比”。",
    suggest: "与",
  },
  {
    regex: /(?:提出|作出|做好|采取|做到|注意)以下[^，。；：]{1,10}(?<mark>如下)(?=[：。])/g,
    message: "“以下”与“如下”重复，留一个。",
    suggest: "",
  },
  {
    regex: /(?<=占比|比例|比重)(?:达到?|为|是)?[\d.]{1,6}[%％](?<mark>的(?:比例|比重))/g,
    message: "“比例”重复，删去后面的。",
    suggest: "",
  },
  {
    regex:
      /[\d一二三四五六七八九十百千两数]{1,6}余?[名位](?:[一-龥]{0,4})(?:同志|同学|干部|学生|老师|教师|代表|委员|群众|居民|村民|职工|党员|专家|志愿者|队员|员工|家长)(?<mark>们)/g,
    message: "前面有确定的数目，不再用“们”。",
    suggest: "",
  },
];

const sides =
  "(?![^，。；]{0,24}(?:能否|是否|成败|与否|好坏|高低|优劣|胜负|得失|快慢|兴衰|存亡|能不能|如何|程度|衡量|检验|考验|问题|标志|标准|试金石|否))";

const oneSided: readonly Pattern[] = [
  {
    regex: new RegExp(
      `(?<mark>(?:能否|是否|能不能|有没有)[^，。；能]{2,24}，?(?:是|决定了?|关系到|影响到?))${sides}[^，。；]{2,22}(?:关键|根本|重点|核心|保证|保障|前提|条件|基础|水平|质量|提高|发展|实现|完成|成功)(?=[。；，]|$)`,
      "g",
    ),
    message: "前面说“能否”两面，后面只说一面，前后不一致。",
  },
  {
    regex:
      /(?:提高|增强|改善|成功|完成|实现|胜利|发展|保证|落实)，?(?:关键)?(?:取决于|决定于|在于)(?<mark>能否|是否|能不能|有没有)/g,
    message: "前面只说一面，后面说“能否”两面，前后不一致。",
    suggest: "",
  },
  {
    regex:
      /(?:防止|避免|杜绝|防范|严防|谨防|以防|以免|免得|预防|阻止)[^，。；、不再]{0,14}(?<mark>不再|不会|不要|不发生|不出现|没有发生)(?!符合|具备|享受|适用|需要|使用|具有|属于|担任|承担)/g,
    message: "“防止”“避免”与“不”连用，意思正好相反，删去“不”。",
    suggest: (found) => [(found.groups?.mark ?? "").replace(/^不会$|^不要$|^没有/, "").replace("不", "")],
  },
];

const clause = "[^，。；：！？\\n]{2,30}";

/** First word, wrong answer, right answer. */
const answers: readonly (readonly [string, string, string])[] = [
  ["不但|不仅|不光", "但是|却|所以|因此|就(?=[是会能要])|而是(?!且)", "而且"],
  ["虽然|虽说", "而且|并且|所以|因此|就(?=[是会能要])|才(?=[能会是])", "但是"],
  ["即使|即便|哪怕|纵然", "却|就(?=[是会能要])|才(?=[能会是])|所以|而且", "也"],
  ["如果|假如|倘若|要是", "才(?=[能会是])|但是|却|所以|而且", "就"],
  ["既然", "但是|却|才(?=[能会是])|而且", "就"],
  ["无论|不论|不管", "却|就(?=[是会能要])|才(?=[能会是])|所以|而且", "都"],
  ["因为|由于", "而且(?!是)|却", "所以"],
  ["只要", "都才", "就"],
  ["与其", "宁可|宁愿|也不|还是", "不如"],
  ["宁可|宁愿", "不如|就是|但是", "也不"],
  ["尽管", "而且|就(?=[是会能要])|所以", "但是"],
  ["除非", "就(?=[是会能要])|所以", "否则"],
];

export const sentenceFrame: PatternRule = {
  ...shared,
  id: "grammar-frame",
  title: "成分残缺、句式杂糅、两面对一面",
  severity: "warning",
  confidence: 0.8,
  scope: "pattern",
  patterns: [
    ...absent,
    ...doubledFrames,
    ...oneSided,
    ...answers.map(
      ([first, wrong, right]): Pattern => ({
        regex: new RegExp(`(?<=^|[。；：！？，])(?:${first})${clause}，(?<mark>${wrong})`, "g"),
        message: (found) => `关联词语“${found[0].slice(0, 2)}”与“${found.groups?.mark ?? ""}”不配，可写“${right}”。`,
        suggest: right,
      }),
    ),
  ],
  wrong: [
    { text: "本次论坛是由市商务局主办的⟦论坛⟧。", first: "" },
    { text: "落实新政，有利于⟦对⟧民生改善。", first: "" },
    { text: "在市委的坚强⟦领导⟧，各项工作稳步推进。", first: "领导下" },
    { text: "志愿服务队发挥了⟦积极⟧。", first: "积极作用" },
    { text: "⟦能否抓好落实，是⟧取得成效的关键。" },
    { text: "⟦比⟧去年同期相比，投诉量明显下降。", first: "与" },
    { text: "不但加快了进度，⟦所以⟧提高了质量。", first: "而且" },
  ],
  right: [
    "本次论坛由市商务局主办。",
    "有利于对市场主体进行分类监管。",
    "在市委的坚强领导下，各项工作稳步推进。",
    "能否抓好落实，是能否取得成效的关键。",
    "与去年同期相比，投诉量明显下降。",
    "不但加快了进度，而且提高了质量。",
    "防止不再符合条件的人员继续领取。",
    "随着经济的发展，用电量稳步增长。",
  ],
};
