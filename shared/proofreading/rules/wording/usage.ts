/** MC-05: wordings with a standard form: 一带一路, 新中国成立, superlatives, slang, names of policies. */

import { advertisingLaw, cites, newsWording } from "../../authority";
import { hitsOf } from "../../hits";
import type { DocumentRule, PatternRule, Term, TermRule } from "../../rule";

const beltRoad = cites("推进“一带一路”建设工作领导小组办公室规范译名与提法", "2015");
const policy = cites("中央文件和法律法规的规范提法");

export const beltAndRoad: PatternRule = {
  id: "wording-yidaiyilu",
  category: "party-wording",
  title: "“一带一路”倡议",
  severity: "error",
  fix: "safe",
  authority: [beltRoad()],
  confidence: 0.95,
  checks: ["MC-05"],
  scope: "pattern",
  patterns: [
    {
      regex: /“?一带一路”?(?:国家)?(?:发展)?战略(?!合作|对接|支点|伙伴|规划|研究|机遇|支撑|通道|节点|枢纽|部署|性)/g,
      message: "规范提法是“一带一路”倡议，不称“战略”。",
      suggest: "“一带一路”倡议",
    },
    { regex: /一代一路|一带一路带|一路一带|一带一陆|一代一陆/g, message: "应为“一带一路”。", suggest: "一带一路" },
    {
      regex: /丝绸之路经济圈|21世纪海上丝绸路(?!线)/g,
      message: "规范名称是“丝绸之路经济带”“21世纪海上丝绸之路”。",
      suggest: (found) => [found[0].startsWith("丝") ? "丝绸之路经济带" : "21世纪海上丝绸之路"],
    },
  ],
  wrong: [
    { text: "落实⟦“一带一路”战略⟧。", first: "“一带一路”倡议" },
    { text: "融入⟦一带一路战略⟧。", first: "“一带一路”倡议" },
    { text: "参与“⟦一路一带⟧”建设", first: "一带一路" },
  ],
  right: ["落实“一带一路”倡议。", "建设“一带一路”战略支点。", "共建“一带一路”国家。"],
};

interface BeltFact {
  readonly quoted: number;
  readonly bare: readonly number[];
}

const BELT = "一带一路";
/** Titles, quotations and names of sites have it without marks. */
const BELT_NAMED = /《[^》]{0,120}》|【[^】]{0,40}】|[“"‘][^”"’]{0,84}[”"’]|[\w.-]{0,20}一带一路(?:网|官网|新闻|报)/g;
const BELT_BARE = /(?<![“‘"「『《])一带一路(?!战略|[”’"」』》])/g;

function beltFact(text: string): BeltFact | null {
  if (!text.includes(BELT)) return null;
  const named = hitsOf(text, BELT_NAMED).map((found) => [found.index, found.index + found[0].length] as const);
  const bare = hitsOf(text, BELT_BARE).map(({ index }) => index);
  return {
    quoted: text.split(`“${BELT}”`).length - 1,
    bare: bare.filter((at) => !named.some(([start, end]) => start <= at && at < end)),
  };
}

/** Where a text has it with marks as often as not, every bare one is out of line; any other text is told once. */
export const beltAndRoadQuote: DocumentRule<BeltFact> = {
  id: "wording-yidaiyilu-quote",
  category: "party-wording",
  title: "“一带一路”加引号",
  severity: "hint",
  fix: "safe",
  authority: [beltRoad()],
  confidence: 0.9,
  checks: ["MC-05"],
  scope: "document",
  words: [BELT],
  facts: ({ text }) => beltFact(text),
  judge: (facts) => {
    const places = facts.flatMap(({ block, fact }) => fact.bare.map((start) => ({ block, start })));
    const quoted = facts.reduce((sum, { fact }) => sum + fact.quoted, 0);
    const shown = quoted > 0 && quoted >= places.length ? places : places.slice(0, 1);
    return shown.map(({ block, start }) => ({
      block,
      start,
      end: start + BELT.length,
      message: "“一带一路”应加引号。",
      suggestions: [`“${BELT}”`],
    }));
  },
  wrong: [
    { text: "参与⟦一带一路⟧建设。", first: "“一带一路”" },
    { text: "共建⟦一带一路⟧高质量发展", first: "“一带一路”" },
    { text: "深化“一带一路”合作，共建⟦一带一路⟧，走深“一带一路”。", first: "“一带一路”" },
    { text: "深化⟦一带一路⟧国际合作，推进一带一路建设。", first: "“一带一路”" },
  ],
  right: [
    "参与“一带一路”建设。",
    "《推进一带一路建设的意见》",
    "“共建一带一路”座谈会",
    "【一带一路新图景】港口里的新年",
  ],
};

export const founding: PatternRule = {
  id: "wording-jianguo",
  category: "party-wording",
  title: "“建国”“解放”前后",
  severity: "warning",
  fix: "suggest",
  authority: [newsWording()],
  confidence: 0.88,
  checks: ["MC-05"],
  yieldsToVocabulary: true,
  antipatterns: [
    /《[^》]{0,40}(?:建国|解放)[^》]{0,40}》|关于建国以来党的若干历史问题/,
    /(?:韩国|美国|以色列|巴基斯坦|印度|朝鲜|老挝|越南|缅甸|柬埔寨|泰国|古巴|白俄罗斯|非洲|阿联酋|哈萨克斯坦|南苏丹|新加坡|蒙古国|伊朗|台独)[^，。；]{0,10}建国/,
  ],
  scope: "pattern",
  patterns: [
    {
      regex:
        /建国(?=(?:[\d一二三四五六七八九十]{1,3})(?:多)?(?:周)?年|前后?|以来|以后|初期?|之初|后|大业|伊始)(?!前后?[卫大兵])/g,
      message: "应写“新中国成立”。",
      suggest: "新中国成立",
    },
    {
      regex: /(?<=[，。；、]|^|自|从|在|于)(?:全国)?解放(?=以前|以来|以后|初期?|前夕?|后)(?!前线|后方)/g,
      message: "时间分界应写“新中国成立”。",
      suggest: "新中国成立",
    },
    {
      regex: /(?:中华人民共和国|新中国)(?:建国|建立)(?=[\d一二三四五六七八九十]{1,3}(?:周年|年)|以来|后|初)/g,
      message: "应写“成立”。",
      suggest: "中华人民共和国成立",
    },
  ],
  wrong: [
    { text: "⟦建国⟧70周年以来成就巨大。", first: "新中国成立" },
    { text: "⟦解放⟧初期，全县只有一所中学。", first: "新中国成立" },
    { text: "⟦建国⟧以来的经验", first: "新中国成立" },
  ],
  right: [
    "新中国成立70周年以来成就巨大。",
    "《建国以来重要文献选编》",
    "解放思想，实事求是。",
    "思想解放后，干劲更足。",
    "学习关于建国以来党的若干历史问题的决议。",
  ],
};

const claims =
  "最好|最佳|最先进|最优|最优秀|最高级|最高档|最强|最美味|最受欢迎|最顶级|最权威|最具影响力|最大规模|最便宜|最低价";

export const superlative: PatternRule = {
  id: "wording-superlative",
  category: "wording",
  title: "绝对化用语",
  severity: "warning",
  fix: "none",
  authority: [advertisingLaw("第九条"), newsWording()],
  confidence: 0.8,
  checks: ["MC-05", "MC-13"],
  yieldsToVocabulary: true,
  antipatterns: [
    /(?:争创|努力|力争|争做|要|建成|建设|评为|不得|不使用|禁止)[^，。；]{0,4}(?:全[国省市]|世界)?(?:最|一流|顶级)/,
  ],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?:全国|全省|全市|国内|国际|(?<!历)史上|业内|行业|同类|全县|全网)(?:范围内)?(?:上)?(?:${claims})(?!水平|实践|案例|时期|状态)`,
        "g",
      ),
      message: "绝对化用语须有依据，没有权威来源应改写。",
    },
    {
      regex:
        /(?:全国|全球|世界|宇宙|(?<!历)史上|业界|行业|全网)(?:排名)?第一(?:品牌|名牌|平台|网站|家园|流)|独一无二的?(?=产品|品牌|平台|服务|技术)|空前绝后|史无前例|(?:世界|全球|国际)顶级|顶级(?=品牌|产品|服务|享受|配置)|极致(?=体验|享受|产品)|王牌产品|国家级(?=产品|品牌|名牌)|万能(?=产品|药|神)|百分之百(?=有效|安全|满意|成功)|100%(?=有效|安全|满意|成功)|(?<!口粮|所谓的?|不是|没有|并非|追求)绝对(?=安全|有效|权威|领先|优势地位|可靠)/g,
      message: "绝对化用语须有依据，没有权威来源应改写。",
    },
  ],
  wrong: [
    { text: "打造⟦全国最好⟧、最先进的平台。" },
    { text: "本产品⟦全球第一品牌⟧。" },
    { text: "⟦顶级⟧服务，⟦极致⟧体验。" },
    { text: "疗效⟦百分之百⟧有效。" },
  ],
  right: ["打造国内先进的平台。", "全省最低工资标准调整。", "我市空气质量全省排名第一。", "建设一流营商环境。"],
};

const coarse =
  "YYDS|yyds|TMD|tmd|NMD|WTF|awsl|AWSL|xswl|nbcs|zqsg|u1s1|屌丝|逼格|牛逼|牛掰|傻逼|(?<!武)装逼(?!近)|撕逼|苦逼|二逼|逗逼|傻叉|蛋疼|(?<![一-龥、])尼玛(?=的|[！!]|$)|你妹的|他妈的|妈的(?=，|！|。)|特么的|卧槽|我靠(?=，|！|。)|我擦(?=，|！|。)|草泥马|绿茶婊|心机婊|碧池|滚粗|屁民|砖家叫兽|土肥圆|矮矬穷|矮穷矬|装X|(?<!武)装13(?!日)|爆菊|玛拉戈壁|法克鱿|浮尸国|菊爆|蛋碎|跪舔|绝绝子|栓Q|集美们|家人们谁懂啊|老铁(?=们|，|。|双击)|666(?=！|，老铁)|打call|蓝瘦香菇|然并卵|不明觉厉|人艰不拆|累觉不爱|喜大普奔|十动然拒|火钳刘明|神马都是浮云|涨姿势|鲜肉(?=们|演员|明星)|躺平即正义|卷王|舔狗|白莲花(?=女|们)|杠精|键盘侠(?=们)";

export const slang: PatternRule = {
  id: "wording-slang",
  category: "wording",
  title: "网络粗俗语、缩写",
  severity: "error",
  fix: "none",
  authority: [newsWording("不文明用语")],
  confidence: 0.92,
  checks: ["MC-05", "MC-21"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(`(?<![A-Za-z\\d“])(?:${coarse})(?![A-Za-z\\d”])`, "g"),
      message: "“$0”是网络粗俗语或缩写，不用于政府网站。",
    },
  ],
  wrong: [{ text: "该平台真是⟦YYDS⟧。" }, { text: "这个设计很有⟦逼格⟧。" }, { text: "今天的活动⟦绝绝子⟧。" }],
  right: ["该平台获得群众好评。", "茶园产出的绿茶远销各地。", "网友戏称“屌丝”心态要不得。", "当地武装13日发表声明。"],
};

const rows: readonly (readonly [wrong: string, right: string, unless?: readonly string[]])[] = [
  ["法制政府", "法治政府"],
  ["法制社会", "法治社会"],
  ["法制国家", "法治国家"],
  ["法制化营商环境", "法治化营商环境"],
  ["依法制市", "依法治市"],
  ["依法制县", "依法治县"],
  ["依法制省", "依法治省"],
  ["刁民", "群众", ["刁民政", "刁民间"]],
  ["盲流", "流动人口"],
  ["政治协商委员会", "政治协商会议"],
  ["政协代表", "政协委员", ["政协代表团"]],
  ["中共中央国务院办公厅", "中共中央办公厅、国务院办公厅"],
  ["中央国务院", "党中央、国务院", ["共中央国务院"]],
  ["省委省府", "省委、省政府"],
  ["市委市府", "市委、市政府"],
  ["县委县府", "县委、县政府"],
  ["测绘地信部门", "测绘地理信息部门"],
  ["测绘地信主管部门", "测绘地理信息主管部门"],
  ["绿水青山是金山银山", "绿水青山就是金山银山"],
];

export const standardWording: TermRule = {
  id: "wording-standard",
  category: "wording",
  title: "提法不规范",
  severity: "warning",
  fix: "suggest",
  authority: [policy()],
  confidence: 0.88,
  checks: ["MC-05"],
  yieldsToVocabulary: true,
  scope: "terms",
  terms: rows.map(
    ([wrong, right, unless]): Term => ({
      wrong,
      right: [right],
      why: "以法律、中央文件的提法为准",
      ...(unless === undefined ? {} : { unless }),
    }),
  ),
  wrong: [
    { text: "建设⟦法制政府⟧。", first: "法治政府" },
    { text: "由⟦测绘地信部门⟧审核。", first: "测绘地理信息部门" },
    { text: "列席会议的⟦政协代表⟧", first: "政协委员" },
  ],
  right: ["建设法治政府，加强法制宣传。", "由测绘地理信息部门审核。", "列席会议的政协委员，政协代表团讨论。"],
};
