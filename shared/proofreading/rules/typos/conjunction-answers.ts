/** MC-02: what cannot answer a conjunction in the next clause, at its head or behind its subject, and where it stands. */
import { editing } from "../../authority";
import type { Pattern, PatternRule } from "../../rule";

const OPEN = "(?<=^|[。；，！？：])";
/** The subject may stand before the conjunction: 项目虽然……. */
const LED = "(?<=(?:^|[。；！？：，])[一-龥]{0,8}(?<![并决绝是正不]))";
const CLAUSE = "[^，。；：！？\\n]{2,32}";
/** A subject of the answering clause: short, without a verb that would open another thought. */
const SUBJECT = "(?<subject>[一-龥]{2,14}?)";

const BUT = "但是?(?!凡)|可是|然而|不过(?!是)";
const SO = "所以|因此|因而|故而|从而|于是|以致";
const AND = "而且|并且(?!是)";
const ELSE = "否则|不然";
/** 就 as an answer: 就业, 就近, 就餐 are words. */
const THEN = "就(?=[能会可要应得必]|把|让|使|有|没|不[能会可得])(?!会议|要求|有关|可行)";
const ONLY = "才(?=[能会可要应得必是把让使有])(?!能的|会)";
const YET = "却(?=[一-龥]{2})(?!步|之不恭)";

/** Words that open, what cannot answer at the head of the next clause, behind its subject, and what can. */
const rows: readonly (readonly [open: string, head: string, inner: string, right: string, isLed?: true])[] = [
  ["因为|由于", `${BUT}|${ELSE}|不如|${YET}`, "", "所以"],
  ["因(?![为此而素果由应])", "但是|然而|可是|却|否则", "", "故"],
  ["为了|随着|按照", "所以|因此|因而", "", "就"],
  [
    "虽然|虽说|虽(?![然说])|尽管|固然",
    `${SO}|${THEN}|${ONLY}|${AND}|${ELSE}|那么|不如|何况`,
    `${ONLY}|就(?=[能会]够?[一-龥])`,
    "但是",
    true,
  ],
  [
    "即使|即便|哪怕|纵使|就算|纵然",
    `${BUT}|${SO}|${ONLY}|${ELSE}|${YET}|那么|不如|而是`,
    `(?<!企业|问题)${YET}|${ONLY}`,
    "也",
    true,
  ],
  ["既然", `${BUT}|${SO}|${ONLY}|${AND}|${YET}|${ELSE}`, `${ONLY}|${YET}`, "就"],
  ["只要(?!是|有)|只要有|只要是", `${ONLY}|${SO}|${BUT}|${ELSE}|${YET}`, `${ONLY}|${YET}`, "就"],
  ["只有|唯有|惟有", `${THEN}|${ELSE}|那么|都能|都可以|都会|也能|便能|便可`, "就(?=[能会可])|都(?=[能会可])", "才"],
  ["无论|不论|不管(?!不)", `${BUT}|${SO}|${ONLY}|${THEN}|${AND}|${YET}|${ELSE}|那么|不如`, `${ONLY}|${YET}`, "都"],
  ["如果|假如|倘若|要是|若|一旦|万一", `${SO}|${ONLY}|${YET}|${BUT}`, `${ONLY}|${YET}`, "就"],
  ["凡是?(?!事|人|响)", `${ONLY}|${SO}|${BUT}|${YET}|${AND}|反而`, `${ONLY}|${YET}`, "都"],
  ["宁可|宁愿|宁肯", `${BUT}|${SO}|不如|而且|还是|就是|而是|就要|而要|${ONLY}`, "", "也不", true],
  ["除非", `${THEN}|${SO}|那么|${BUT}|而且|就`, "", "否则"],
  ["不但|不仅|不光|不只|不单|非但", `${SO}|${ONLY}|而要|不如|${ELSE}|或者|就(?=要|能|会)`, ONLY, "而且", true],
  ["一方面", "一边|一面|其次|第二|再者|二是", "", "另一方面"],
  ["要么", "或者|还是|就是|而是|而且|抑或", "", "要么"],
  ["(?<!或)或者(?!说)", "要么|还是|就是", "", "或者"],
  ["尚且", `${SO}|${BUT}|而且|就`, "", "何况"],
  ["除了?[^，。；]{2,14}(?:之?外|以外)", "而且|但是|所以|因此|却|不如", "", "还"],
];

function answers([open, head, inner, right, isLed]: (typeof rows)[number]): Pattern[] {
  const from = isLed === true ? LED : OPEN;
  const message = (found: RegExpExecArray) =>
    `关联词语“${found.groups?.open ?? ""}”与“${found.groups?.mark ?? ""}”不配，可写“${right}”。`;
  const at = (place: string): Pattern => ({
    regex: new RegExp(`${from}(?<open>${open})${CLAUSE}，${place}`, "g"),
    message,
    suggest: right,
    accept: ({ groups, index, 0: whole }, { text }) =>
      !/[这那此其]|[和与的]$|[不而才却就]/.test(groups?.subject ?? "") &&
      !isFurther(
        [groups?.open ?? "", whole.slice(0, whole.lastIndexOf("，") + 1), groups?.mark ?? ""],
        text.slice(index + whole.length),
      ),
  });
  return [at(`(?<mark>${head})`), ...(inner === "" ? [] : [at(`${SUBJECT}(?<mark>${inner})`)])];
}

/** 如果……，但需要修改的，……; 因……，但符合条件的，……: not the answer but a further condition. */
function isFurther([open, clause, mark]: readonly [string, string, string], rest: string): boolean {
  if (!/^(?:但|可是|然而)/.test(mark)) return false;
  if (clause.endsWith("除外，")) return true;
  return /^(?:如果|假如|倘若|要是|若|一旦|万一)/.test(open)
    ? /^[^。；]{0,60}，/.test(rest)
    : /^[^，。；]{0,30}的，/.test(rest);
}

/** What answers so badly that a clause between the two does not matter. */
const farther: readonly (readonly [open: string, wrong: string, right: string])[] = [
  ["即使|即便|哪怕", "却|但是|然而|才(?=[能会可])", "也"],
  ["只要(?!是)", "才(?=[能会可])", "就"],
  ["只有|唯有", "就(?=[能会可])(?!会议)|都能|那么", "才"],
  ["凡是?(?!事|人|响)", "才(?=[应能会可要])|却", "都"],
  ["无论|不论|不管(?!不)", "才(?=[能会可])|却|但是", "都"],
  ["既然", "但是|却|才(?=[能会可])", "就"],
];

const far = farther.map(
  ([open, wrong, right]): Pattern => ({
    regex: new RegExp(
      `(?<=^|[。；！？])(?<open>${open})${CLAUSE}，[^，。；：！？\\n]{2,20}，(?<between>[一-龥]{0,6}?)(?<mark>${wrong})`,
      "g",
    ),
    message: ({ groups }) => `关联词语“${groups?.open ?? ""}”与“${groups?.mark ?? ""}”不配，可写“${right}”。`,
    suggest: right,
    accept: ({ 0: whole }) => !/，(?:[^，]{0,8}[也都就才便]|所以|因此|但)[^，]*，/.test(whole),
  }),
);

/** 与其……: a choice is asked for, and nothing else can follow. */
const choices: readonly Pattern[] = [
  {
    regex: new RegExp(
      `(?<=(?:^|[。；！？：，])[一-龥]{0,2})与其(?!他|它|余|[本中相所实间产签岗])${CLAUSE}，(?<mark>而要|而是|而应|就要|就应|就是|还要|也要|更要|都要|倒是|应当|应该|必须|需要|要(?!求)|应|但是?|宁可|宁愿|也不|还是|而且|反而|才(?=[能会是])|那就|却|则)`,
      "g",
    ),
    message: "“与其……”后面用“不如……”。",
    suggest: "不如",
  },
  {
    regex: new RegExp(
      `${LED}不是(?!说|因为|为了)[^。；！？是]{2,30}，(?<mark>就是(?=要|为了|把|让|使|通过|从|靠|真|实|主动|积极|想方设法|尽力|全力|下|扎|切|深|用心|认真|创新|努力|以)|而且(?=要|是)|才要|不如)`,
      "g",
    ),
    message: "否定前者、肯定后者，用“不是……而是……”。",
    suggest: "而是",
    // 不是要……，就是要……: one of the two.
    accept: ({ groups, 0: whole }) => groups?.mark !== "就是" || !/为了|要/.test(whole.slice(0, whole.indexOf("，"))),
  },
  {
    regex:
      /(?<!不)既(?![然定往得成望])(?<verb>要|不|没有?|未|能够?|会|可以?|有|是|应|需|解决了?|保护了?|提高了?|促进了?|增加了?|节约了?|方便了?|丰富了?|减轻了?|改善了?|降低了?)[^，。；]{1,16}，(?<mark>但(?!又|也)是?|却|(?:而且|并且)(?=要)|所以|因此|才|就(?=[要能会可])|而(?=要|应|能|会|是))/g,
    message: "“既”与“又”“也”呼应。",
    suggest: "又",
    accept: ({ 0: whole }) => !/[也又]/.test(whole),
  },
];

const MENDED = "减少|下降|降低|缩小|缓解|解决|好转|改善|减轻|减弱|消除|缩短";
const WORSE = "增加|上升|提高|扩大|加剧|恶化|加重|增多|延长|增长|反弹";

/** What must come behind, somewhere in the sentence. */
const unanswered: readonly Pattern[] = [
  {
    regex:
      /(?<=^|[。；！？])(?<mark>只有|唯有)(?=(?:通过|坚持|加强|不断|依靠|把|做到|严格|抓住|抓好|真正|深入|全面|切实|始终|牢固|坚决|充分|统筹|紧紧|从|在|扎实|认真|建立|完善|提高|强化|压实|落实)(?!的)[^。；！？才方唯惟]{6,70}[。；！？])(?![^。；！？]{0,70}(?:，是|没有|不[能会可]|，[这否]))/g,
    message: "“只有”后面没有“才”与它呼应。",
  },
  {
    regex:
      /(?<=^|[。；！？])(?<mark>即使|即便|哪怕|纵使)(?=[^。；！？也还仍都依照同又总再却但可]{8,70}[。；！？])(?![^。；！？]{0,70}(?:不|没|未|就|始终|一样))/g,
    message: "“$0”后面没有“也”与它呼应。",
  },
  {
    regex:
      /(?<=^|[。；！？])(?<mark>无论|不论|不管)(?!不|如何)(?=[^。；！？都也均皆总全一始概仍还依将]{8,70}[。；！？])(?![^。；！？]{0,70}(?:应当|不得|须|必|凡|只要|从来|绝不|决不|永远|，[^，]{0,8}不))/g,
    message: "“$0”后面没有“都”“也”与它呼应。",
  },
  {
    regex: new RegExp(
      `不[但仅](?:没有?|未能?|不)[^，。；]{0,10}(?:${MENDED})[^，。；]{0,4}，(?<mark>而且|并且)(?=[^，。；没不未]{0,8}(?:${WORSE}))`,
      "g",
    ),
    message: "后面说的与愿望相反，用“反而”。",
    suggest: "反而",
  },
  {
    regex:
      /(?:无论|不论|不管)(?![^，。；]{0,20}(?:什么|谁|何|哪|怎|多|几|是否|能否|可否|还是|或|与否|不|没|大小|好坏|如|再))[^，。；]{0,6}(?<mark>恶劣|艰苦|困难|艰巨|复杂|遥远|严峻|紧张|繁忙|偏远|危险|炎热|寒冷|漫长|艰难)(?=，[^，。；]{0,10}[都也])/g,
    message: "“无论”“不管”后面要有不定的说法，可写“多么$0”，或者把连词改为“尽管”。",
    suggest: ({ groups }) => [`多么${groups?.mark ?? ""}`],
  },
];

const WHO =
  "(?:[一-龥]{0,8}(?:工作队|服务队|小分队|救援队|医疗队|工作组|专班|领导小组|党支部|党委|政府|[县市区镇乡村](?:教育|民政|财政|水利|农业农村|公安|卫生健康|市场监管|住建|税务|林业|交通运输|文旅)局|法院|检察院|医院|学校|幼儿园|公司|企业|银行|合作社|协会|社区|街道|村委会|居委会|派出所|消防站|民警|干部|党员|教师|老师|医生|医护人员|网格员|志愿者|工作人员|队员|村民|群众|居民|该[局村镇县校院所站]|全[县市镇村]|我[县市局院校镇]))";
const ACTS =
  "(?:帮|为|给|把|将|主动|积极|带头|组织|开展|提供|举办|坚持|建立|制定|投入|协调|争取|解决|完成|实现|通过|向|对|在|能|会|要|按时|免费|定期|深入|及时|认真|多次|修|建|种|引|带|提高|改善|获得|取得|荣获|推出|出台|参加|参与|宣传|清理|捐)";

const places: readonly Pattern[] = [
  {
    regex: new RegExp(
      `(?<=^|[。；！？])(?<mark>(?<link>不但|不仅|不光)(?<who>${WHO}))(?=${ACTS}[^，。；]{2,30}，(?:还|更|也)(?=[一-龥]{2})(?!有[^，。；]{0,12}(?:也|都)))`,
      "g",
    ),
    message: "前后主语相同，连词放在主语后面。",
    suggest: ({ groups }) => [`${groups?.who ?? ""}${groups?.link ?? ""}`],
  },
  {
    regex:
      /(?<=^|[。；！？])(?<mark>(?<who>(?:这[项一](?:举措|做法|工程|活动|政策)|该(?:项目|工程|政策|举措)|此举|项目|活动))(?<link>不但|不仅))(?=[^，。；]{2,24}，(?:而且|并且)?(?:群众|企业|居民|村民|周边群众|广大群众|老百姓)也)/g,
    message: "前后主语不同，连词放在主语前面。",
    suggest: ({ groups }) => [`${groups?.link ?? ""}${groups?.who ?? ""}`],
  },
];

export const conjunctionAnswer: PatternRule = {
  id: "grammar-conjunction-answer",
  category: "collocation",
  title: "关联词语前后不呼应",
  severity: "warning",
  fix: "suggest",
  authority: [editing("关联词语")],
  confidence: 0.85,
  checks: ["MC-02"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: [...rows.flatMap(answers), ...far, ...choices, ...unanswered, ...places],
  wrong: [
    { text: "即使连日阴雨，施工队⟦却⟧没有停工。", first: "也" },
    { text: "因为渠道淤积，⟦但⟧灌溉用水不足。", first: "所以" },
    { text: "与其四处借钱，⟦而要⟧先把账目理清。", first: "不如" },
    { text: "凡是列入名录的古树，⟦才⟧应当挂牌保护。", first: "都" },
    { text: "哪怕山高路远，邮路再难走，邮递员⟦却⟧从不缺勤。", first: "也" },
    { text: "补短板不是一时之功，⟦就是⟧要久久为功。", first: "而是" },
    { text: "投诉不但没有减少，⟦而且⟧增加了两成。", first: "反而" },
    { text: "⟦不仅县供电公司⟧主动上门检修线路，还为养殖户减免了电费。", first: "县供电公司不仅" },
    { text: "⟦只有⟧坚持一张蓝图绘到底，乡村面貌焕然一新。" },
    { text: "无论路况⟦复杂⟧，救援队都按时赶到。", first: "多么复杂" },
  ],
  right: [
    "即使连日阴雨，施工队也没有停工；因为渠道淤积，所以用水不足。",
    "与其四处借钱，不如先把账目理清；与其本人有利害关系的，应当回避。",
    "凡是列入名录的古树，都应当挂牌保护；不管不顾，那么小事也能酿成大祸。",
    "既不放松也不收紧，而是稳健推进；这不仅仅是一句口号，而是实际行动。",
    "投诉不但没有减少，反而增加；不仅企业受益，而且群众满意。",
    "只有坚持一张蓝图绘到底，乡村面貌才会焕然一新。无论如何，改革将继续。",
    "虽然历经波折，甚至面临停工，但项目最终建成。",
    "因依法公开的除外，但是应当隐去姓名；捐赠用于与其宗旨相符的活动，但不得强迫。",
    "如果同意该议案，但需要作个别修改，经会议同意可以修改后表决；工会应当代表职工与其交涉，要求改正。",
  ],
};
