/** The enumeration comma 顿号 where it does not belong (GB/T 15834-2011 4.5.3, B.1.2). A list is told once, not at each comma. */
import { editing, gb15834, gb15835 } from "../../authority";
import type { PatternRule } from "../../rule";

export const commaBetweenBooks: PatternRule = {
  id: "punct-dun-between-books",
  category: "quotation-mark",
  title: "书名号并列成分间一般不用顿号",
  severity: "hint",
  fix: "safe",
  authority: [gb15834("4.5.3.5")],
  confidence: 0.85,
  checks: ["MC-01"],
  scope: "pattern",
  wraps: true,
  patterns: [
    {
      regex: /(?<=[》〉])、(?:[《〈][^《》]{1,80}[》〉]、){0,20}(?=[《〈])/g,
      message: "并列的书名号之间通常不用顿号。",
      suggest: ([list]) => [list.replace(/(^|[》〉])、(?=[《〈]|$)/g, "$1")],
    },
  ],
  wrong: [
    { text: "按照《档案法》⟦、⟧《保密法》办理。", first: "" },
    { text: "修订《章程》⟦、《细则》、⟧《指南》。", first: "《细则》" },
    { text: "《关于废止〈办法一〉⟦、⟧〈办法二〉的决定》", first: "" },
  ],
  right: ["按照《档案法》《保密法》办理。", "按照《档案法》（2020年修订）、《保密法》办理。", "《章程》、细则和指南。"],
};

export const commaBetweenQuotes: PatternRule = {
  id: "punct-dun-between-quotes",
  category: "quotation-mark",
  title: "引号并列成分间一般不用顿号",
  severity: "hint",
  fix: "safe",
  authority: [gb15834("4.5.3.5")],
  confidence: 0.85,
  checks: ["MC-01"],
  scope: "pattern",
  wraps: true,
  patterns: [
    {
      regex: /(?<=[”’])、(?:[“‘][^“”]{1,80}[”’]、){0,20}(?=[“‘])/g,
      message: "并列的引号之间通常不用顿号。",
      suggest: ([list]) => [list.replace(/(^|[”’])、(?=[“‘]|$)/g, "$1")],
    },
  ],
  wrong: [
    { text: "推广“码上办”⟦、⟧“就近办”。", first: "" },
    { text: "整治“慵”⟦、“懒”、⟧“散”现象。", first: "“懒”" },
    { text: "他提到“既要‘快’⟦、⟧‘准’，又要稳”。", first: "" },
  ],
  right: ["推广“码上办”“就近办”。", "推广“码上办”（试行）、“就近办”。", "“码上办”、就近办和上门办。"],
};

const APPROXIMATE = "一、二|二、三|两、三|三、四|四、五|五、六|六、七|七、八|八、九";
const UNITS =
  "天|个(?!月份|季度)|次(?!供|产|会议|全会|大会|审议|元)|名|人|位|家|年(?!级|代|度|期)|岁|里|公里|千米|米|小时|分钟|周(?!岁)|成|倍|元|块|吨|亩|户|步|句|遍|趟|公斤|斤|百|千|万|十";

export const commaInApproximate: PatternRule = {
  id: "punct-dun-approx",
  category: "punctuation",
  title: "相邻数字表概数不用顿号",
  severity: "error",
  fix: "safe",
  authority: [gb15834("4.5.3.4"), gb15835("5.2.1")],
  confidence: 0.92,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<=[\\u4e00-\\u9fff，][^第、]?)(?<![第零〇百千万亿一二三四五六七八九]|第[一二三四五六七八九]?)(?:十)?(?<!第[一二三四五六七八九]?十)(?:${APPROXIMATE})(?=(?:十|百|千|万|亿){0,2}[余多]?(?:${UNITS})(?!、))(?![^，。；]{0,4}[、和][一二三四五六七八九十](?:个|次|名|等))`,
        "g",
      ),
      message: ({ 0: text }) => `“${text}”在这里表示大概的数目，中间不用顿号。`,
      suggest: ({ 0: text }) => [text.replace("、", "")],
    },
  ],
  wrong: [
    { text: "办理大约要⟦两、三⟧天。", first: "两三" },
    { text: "全村有⟦四、五⟧百户居民。", first: "四五" },
    { text: "工期还剩⟦七、八⟧个月。", first: "七八" },
    { text: "孩子不过⟦十三、四⟧岁。", first: "十三四" },
  ],
  right: [
    "办理大约要两三天。",
    "三、四年级学生参加测试。",
    "三、四个专项行动同步推进",
    "第二、三次会议审议通过，第二十一、二十二届评选结果揭晓。",
    "一、二线城市和一、二次供水。",
    "发展二、三产业。",
  ],
};

export const commaBeforeDeng: PatternRule = {
  id: "punct-dun-and-deng",
  category: "punctuation",
  title: "“、”紧接“等”",
  severity: "hint",
  fix: "suggest",
  authority: [gb15834("附录B.1.2")],
  confidence: 0.85,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<=[\u4e00-\u9fffA-Za-z0-9”》）])、(?=等(?!级|候|待|于|同|值|效|比|额|差|距|高|温|分|边|离|腰|外|身|量|式|次|压|位|价|权|闲|号|速|积|渗))/g,
      message: "“等”前面不用顿号。",
      suggest: () => [""],
    },
  ],
  wrong: [
    { text: "配备桌椅、电脑⟦、⟧等设施。", first: "" },
    { text: "涉及教育、医疗⟦、⟧等多个领域。", first: "" },
    { text: "出台《章程》《细则》⟦、⟧等制度。", first: "" },
  ],
  right: [
    "配备桌椅、电脑等设施。",
    "按类别、等级分别管理。",
    "大厅设取号、等候、办理三个区域。",
    "实行同质、等价交换。",
  ],
};

/** Words that begin with 和, 与, 及, 或 and are no conjunction. */
const WORDS =
  "和(?!平|谐|解|睦|好|顺|善|气|声|美|合|田|县(?![\\u4e00-\\u9fff]{2,6}[局委办院])|龙|政|静|硕|布|林|而|衷|风|亲|弦|服|面|牌|约|乐|蔼|悦|缓|盘|局|顺|记|信|润|泰|兴|家|记|为|民生关|众)";

export const commaBeforeAnd: PatternRule = {
  id: "punct-dun-before-he",
  category: "punctuation",
  title: "顿号后紧接“和、与、及、或”",
  severity: "hint",
  fix: "suggest",
  authority: [editing()],
  confidence: 0.75,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<=[\\u4e00-\\u9fff”》）])、(?=(?:${WORDS}|及(?!时|格|早|第|物|至|笄|远)|或(?!有|然|缺|许|可能|多或))[\\u4e00-\\u9fff“《]{1,12}(?:[，。；）]|等|$|(?<=局|委|办|中心|部门|单位|政府|公司|学校|医院|街道|小组|法院|建设|管理|服务|储备|工作)(?:联合|共同|分别|负责|有关|相关|要|应|的?(?:主要|有关)?负责(?:人|同志)|情况|工作)))`,
        "g",
      ),
      message: "顿号后面不再用“和、及、或”一类连词，两者留一个。",
      suggest: () => [""],
    },
    {
      regex: /、(?<=、[^，。；、]{1,10}、)(?=与(?!会|此|时|日|民|人|众|世|企|本)[\u4e00-\u9fff]{1,5}[，。；等])/g,
      message: "顿号后面不再用“与”，两者留一个。",
      suggest: () => [""],
    },
  ],
  wrong: [
    { text: "汇总文件、表格⟦、⟧和照片。", first: "" },
    { text: "涉及土地、房屋⟦、⟧及附属设施。", first: "" },
    { text: "提交原件、复印件⟦、⟧或扫描件。", first: "" },
    { text: "汇总文件、表格⟦、⟧与照片。", first: "" },
    { text: "县财政局、县审计局⟦、⟧和县教育局联合开展检查。", first: "" },
  ],
  right: [
    "汇总文件、表格和照片。",
    "维护团结、和谐的局面。",
    "做到准确、及时。",
    "涉及资产、或有负债等事项。",
    "促进友好、和平与发展。",
  ],
};
