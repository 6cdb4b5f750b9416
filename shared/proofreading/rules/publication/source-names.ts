/** 来源：安微日报, 来源：今日头条, and labels of a source with nothing behind them (MC-16). */
import { cites, siteGuide2017 } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockRule, Match, PatternRule } from "../../rule";
import { areConfusable, slipBetween } from "../names/near-miss";

const authority = [siteGuide2017(), cites("《互联网新闻信息服务管理规定》", "2017-06-01")()];

/** Their names are like no other's but for a slip. */
const NATIONAL =
  "新华社 新华网 人民日报 人民网 光明日报 经济日报 科技日报 工人日报 农民日报 法治日报 中国青年报 中国日报 解放军报 中国政府网 央视新闻 央视网 央广网 中央广播电视总台 中国新闻网 中国新闻社 中新社 中新网 学习时报 学习强国 中国纪检监察报 人民政协报 检察日报 人民法院报 中国教育报 中国环境报 中国交通报 中国水利报 中国自然资源报 中国应急管理报 中国社会报 中国妇女报 中国文化报 中国旅游报 中国税务报 中国财经报 中国组织人事报 中国县域经济报 参考消息 环球时报 中国气象报 中国市场监管报 中国医疗保险 半月谈 求是网 中国网 中国经济网 国家税务总局 国务院办公厅".split(
    " ",
  );
/** A town's paper may differ from a province's in one character: only one that sounds or looks alike is a slip. */
const PROVINCIAL =
  "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 解放 新华 浙江 安徽 福建 江西 大众 河南 湖北 湖南 南方 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆"
    .split(" ")
    .map((name) => `${name}日报`);
const NAMED =
  /(?:来源(?:于|自)?|转自|转载自|摘自|稿源|原载|载于?|据)[：:]?[ \u3000]?《?(?<name>[一-龥]{2,9}?)(?=[》（）()\s\u3000，。；、]|$|20\d\d|报道|客户端|记者|讯|第)/g;

export const sourceMisspelt: BlockRule = {
  id: "source-misspelt",
  category: "source",
  title: "来源媒体名称误写",
  severity: "error",
  fix: "suggest",
  authority,
  confidence: 0.92,
  checks: ["MC-16"],
  scope: "block",
  words: ["来源", "转自", "转载自", "摘自", "稿源", "原载", "载于", "据《"],
  find: ({ id, text }) =>
    hitsOf(text, NAMED).flatMap((found): Match[] => {
      const { name = "" } = found.groups ?? {};
      const right = meantBy(name);
      if (right === undefined) return [];
      const start = found.index + found[0].length - name.length;
      return [{ block: id, start, end: start + name.length, message: `应为“${right}”。`, suggestions: [right] }];
    }),
  wrong: [
    { text: "转自《⟦安微日报⟧》2026年9月12日第3版", first: "安徽日报" },
    { text: "来源：⟦新华涉⟧", first: "新华社" },
    { text: "来源：⟦光民日报⟧　发布日期：2026-04-20", first: "光明日报" },
    { text: "（来源：⟦中国政府网站⟧）", first: "中国政府网" },
  ],
  right: [
    "转自《安徽日报》2026年9月12日第3版",
    "来源：安庆日报",
    "来源：新华社",
    "数据来源：县统计局",
    "来源：云溪日报",
  ],
};

function meantBy(name: string): string | undefined {
  if (name.length < 3 || NATIONAL.includes(name) || PROVINCIAL.includes(name)) return undefined;
  const national = NATIONAL.find((right) => {
    const slip = slipBetween(right, name);
    if (slip === null) return false;
    if (slip.kind !== "changed") return right.length >= 5 || slip.kind === "swapped";
    return (
      areConfusable(slip.from, slip.to) ||
      /^新华/.test(right) ||
      (right.length >= 5 && /^中[国央]/.test(right) && !right.endsWith("网"))
    );
  });
  if (national !== undefined) return national;
  return PROVINCIAL.find((right) => {
    const slip = slipBetween(right, name);
    return slip?.kind === "changed" ? areConfusable(slip.from, slip.to) : slip?.kind === "swapped";
  });
}

const NEXT =
  "(?:发布时间|发布日期|发表时间|更新时间|日期|时间|作者|编辑|责任编辑|审核|浏览|点击|阅读|字号|字体|访问|来源|信息来源)";

export const sourceLabel: PatternRule = {
  id: "source-label-empty",
  category: "source",
  title: "来源等项没有填写或不能作为来源",
  severity: "warning",
  fix: "none",
  authority,
  confidence: 0.88,
  checks: ["MC-16"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<=^|[ \\u3000（(])(?<mark>(?:信息来源|文章来源|稿件来源|内容来源|新闻来源|来源|稿源|责任编辑|作者)[：:])(?=[ \\u3000]{1,8}${NEXT}[：:次]|[ \\u3000]{0,4}[）)]?$)`,
        "g",
      ),
      message: "这一项没有填写，请补齐。",
    },
    {
      regex:
        /(?:来源|转自|转载自|摘自|稿源|图源|出处|供稿)(?:于|自)?[：:]?[ ]?《?(?<mark>今日头条|百度(?:图片|百科|文库|知道)?|抖音|微博|新浪微博|微信|微信公众号|朋友圈|微信群|知乎|小红书|快手|网易号|搜狐号|百家号|头条号|网友(?:投稿|提供)?|佚名|不详|未知|本站|转载|自媒体|论坛|贴吧)(?=$|[）)》。，；\s\u3000])/g,
      message: "不能作为稿件来源，请写明首发单位的名称。",
    },
    {
      regex: /(?<=作者[：:][ ]?)(?:佚名|不详|未知|网友)/g,
      message: "作者不明的稿件不宜转载，请核对。",
    },
    {
      regex:
        /(?:来源|转自|稿源|图源)[：:][ ]?(?<mark>网上|网络|互联网|综合网络|网络综合|网络整理|综合整理)(?=$|[）)。，；\s\u3000])/g,
      message: "不能作为稿件来源，请写明首发单位的名称。",
    },
    {
      regex: /(?:^|[。；])(?<mark>据(?:网上|网络|网传|互联网)(?:消息|报道|传言|流传)?)(?=[，,]|$)/g,
      message: "网上流传的消息不能作为依据，请写明权威来源。",
    },
    {
      regex:
        /(?<=^|[（(，、 \u3000]|信息|文章|稿件|注明)(?:来原|耒源|来沅|稿原|稿圆|出外|转栽自|转哉自)(?=[：:）)]|$)/g,
      message: "应为“来源”“稿源”“出处”“转载自”，请核对。",
    },
    {
      regex: /^[ \u3000]{0,4}(?<mark>(?:转载自|转自|摘自|供稿|原标题|审图号|图文来源)[：:。]?)[ \u3000]{0,4}$/g,
      message: "这一项没有填写，请补齐。",
    },
    {
      regex:
        /(?:本文|文章|以上)?(?:观点|内容)?(?:仅代表作者(?:个人|本人)?(?:观点|意见|立场)|不代表本(?:网|站|平台|公众号)(?:观点|立场))[^。]{0,24}/g,
      message: "政府网站对发布的内容负责，不写这样的声明。",
    },
    {
      regex: /(?:文|图|摄影|撰文|编辑|编|制图)(?:\/|／|[：:])[ ]?(?<mark>小编|网络|网友|佚名)(?=$|[ \u3000。，；）)])/g,
      message: "应写作者、供图者的姓名或者单位。",
    },
    {
      regex:
        /(?:新华社|中新社)[一-龥]{2,6}(?<mark>\d{1,2}月\d{1,2}[月曰号目](?=[电讯])|2月3[01]日|(?:4|6|9|11)月31日)/g,
      message: "电头的日期有误，请核对。",
    },
    {
      regex: /转载请?注明出(?<mark>[外来自])(?![处源])/g,
      message: "应为“转载请注明出处”。",
    },
    {
      regex:
        /^[ \u3000]{0,4}[（(]?(?:新华社|中新社|新华网|人民网)(?:北京|上海|[一-龥]{2,4})(?<mark>电|讯)(?=[ \u3000（(])/g,
      message: "电头缺少日期，请补上“×月×日”。",
    },
  ],
  wrong: [
    { text: "⟦信息来源：⟧　发布时间：2026-08-03 10:12" },
    { text: "转载自⟦今日头条⟧" },
    { text: "作者：⟦佚名⟧" },
    { text: "新华社北京⟦电⟧　会议3月5日召开。" },
  ],
  right: [
    "信息来源：县交通运输局　发布时间：2026-08-03 10:12",
    "来源：“云溪发布”微信公众号",
    "来源：新华社\n新华社北京3月5日电　会议召开。",
    "资金来源：\n一、财政拨款",
  ],
};
