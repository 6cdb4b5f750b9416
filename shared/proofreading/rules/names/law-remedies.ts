/** Terms of remedies and numbers of State Council orders, as the laws have them (MC-26). */
import { cites } from "../../authority";
import type { PatternRule } from "../../rule";

const litigation = cites("《中华人民共和国行政诉讼法》", "2017-07-01");
const reconsideration = cites("《中华人民共和国行政复议法》", "2024-01-01");
const orders = cites("国务院令目录");

export const remedyTerm: PatternRule = {
  id: "law-remedy-term",
  category: "law",
  title: "行政复议、行政诉讼的期限有误",
  severity: "warning",
  fix: "suggest",
  authority: [
    litigation("第四十五条", "verified"),
    litigation("第四十六条", "verified"),
    reconsideration("第二十条", "verified"),
  ],
  confidence: 0.88,
  checks: ["MC-26"],
  scope: "pattern",
  patterns: [
    {
      // Other laws may set other terms: only where the text gives none besides the general one for 复议.
      regex:
        /(?<=(?:六十日|60日)内[^。]{0,24}申请行政复议[^。]{0,20}?)(?<mark>三个月|3个月|十五日|15日|六十日|60日|二十日|一年)(?=(?:之)?内[^。，]{0,20}(?:依法)?[^。，]{0,10}(?:提起行政诉讼|提起诉讼|起诉))/g,
      message: "直接提起行政诉讼的期限为六个月，请核对。",
      suggest: "六个月",
      accept: ({ input, index }) =>
        !/复议决定|不予受理|期满|海关|税|专利|商标|土地|草原|林|治安/.test(input.slice(Math.max(0, index - 30), index)),
    },
    {
      regex:
        /(?<=(?:自|从)?(?:收到|知道|接到|送达)[^。，]{0,16}(?:之日|后)?起?)(?<mark>三十日|30日|十五日|15日|三个月|3个月|九十日|90日)(?=(?:之)?内[，]?(?:依法)?(?:可以?)?向[^。，]{0,24}申请行政复议)/g,
      message: "申请行政复议的期限为六十日，法律规定的期限超过六十日的除外，请核对。",
      suggest: "六十日",
    },
    {
      regex:
        /(?<=行政复议决定书?之日起)(?<mark>六个月|6个月|三个月|3个月|三十日|30日|六十日|60日)(?=(?:之)?内[^。]{0,16}提起(?:行政)?诉讼)/g,
      message: "对行政复议决定不服提起诉讼的期限为十五日，法律另有规定的除外，请核对。",
      suggest: "十五日",
    },
  ],
  wrong: [
    {
      text: "可以在收到之日起六十日内申请行政复议，或者在⟦三个月⟧内依法向人民法院提起行政诉讼。",
      first: "六个月",
    },
    { text: "可以自收到本决定书之日起⟦三十日⟧内向县人民政府申请行政复议。", first: "六十日" },
    { text: "可以自收到行政复议决定书之日起⟦六个月⟧内向人民法院提起诉讼。", first: "十五日" },
  ],
  right: [
    "可以自收到本决定书之日起六十日内向县人民政府申请行政复议，或者在六个月内向人民法院提起行政诉讼。",
    "不服行政复议决定的，可以自收到行政复议决定书之日起十五日内向人民法院提起诉讼。",
    "应当自收到申请之日起十五日内作出答复，六十日内办结。",
  ],
};

/** Regulations by the number of the order that issued their present text. */
export const orderTitles: Readonly<Record<string, string>> = {
  "279": "建设工程质量管理条例",
  "375": "工伤保险条例",
  "379": "物业管理条例",
  "393": "建设工程安全生产管理条例",
  "397": "安全生产许可证条例",
  "405": "道路交通安全法实施条例",
  "423": "劳动保障监察条例",
  "456": "农村五保供养工作条例",
  "488": "残疾人就业条例",
  "493": "生产安全事故报告和调查处理条例",
  "514": "职工带薪年休假条例",
  "535": "劳动合同法实施条例",
  "541": "森林防火条例",
  "549": "特种设备安全监察条例",
  "559": "规划环境影响评价条例",
  "560": "全民健身条例",
  "577": "自然灾害救助条例",
  "583": "城镇燃气管理条例",
  "590": "国有土地上房屋征收与补偿条例",
  "591": "危险化学品安全管理条例",
  "593": "公路安全保护条例",
  "601": "烈士褒扬条例",
  "613": "招标投标法实施条例",
  "617": "校车安全管理条例",
  "619": "女职工劳动保护特别规定",
  "621": "机关事务管理条例",
  "641": "城镇排水与污水处理条例",
  "643": "畜禽规模养殖污染防治条例",
  "649": "社会救助暂行办法",
  "652": "事业单位人事管理条例",
  "654": "企业信息公示暂行条例",
  "656": "不动产登记暂行条例",
  "658": "政府采购法实施条例",
  "663": "居住证暂行条例",
  "684": "无证无照经营查处办法",
  "686": "宗教事务条例",
  "693": "环境保护税法实施条例",
  "697": "快递暂行条例",
  "700": "人力资源市场暂行条例",
  "707": "个人所得税法实施条例",
  "708": "生产安全事故应急条例",
  "711": "政府信息公开条例",
  "712": "政府投资条例",
  "713": "重大行政决策程序暂行条例",
  "721": "食品安全法实施条例",
  "722": "优化营商环境条例",
  "724": "保障农民工工资支付条例",
  "735": "医疗保障基金使用监督管理条例",
  "736": "排污许可管理条例",
  "737": "防范和处置非法集资条例",
  "739": "医疗器械监督管理条例",
  "740": "粮食流通管理条例",
  "741": "民办教育促进法实施条例",
  "743": "土地管理法实施条例",
  "745": "关键信息基础设施安全保护条例",
  "746": "市场主体登记管理条例",
  "748": "地下水管理条例",
  "753": "地名管理条例",
  "755": "促进个体工商户发展条例",
  "761": "无人驾驶航空器飞行管理暂行条例",
  "766": "未成年人网络保护条例",
  "778": "消费者权益保护法实施条例",
  "783": "公平竞争审查条例",
};
const bare = (title: string): string => title.replace(/^中华人民共和国/, "").replace(/〈|〉/g, "");

export const orderNumber: PatternRule = {
  id: "law-order-number",
  category: "law",
  title: "行政法规名称与国务院令号不符",
  severity: "warning",
  fix: "none",
  authority: [orders()],
  confidence: 0.9,
  checks: ["MC-26"],
  scope: "pattern",
  patterns: [
    {
      regex: /《(?<title>[^《》]{4,30})》[（(](?:中华人民共和国)?国务院令第?(?<number>\d{3})号/g,
      message: ({ groups }) =>
        `国务院令第${groups?.number ?? ""}号公布的是《${orderTitles[groups?.number ?? ""] ?? ""}》，请核对。`,
      accept: ({ groups }) => isOther(bare(groups?.title ?? ""), groups?.number ?? ""),
    },
  ],
  wrong: [
    { text: "根据⟦《重大行政决策程序暂行规定》（国务院令第713号⟧）执行。" },
    { text: "根据⟦《保障农民工工资支付办法》（国务院令第724号⟧）执行。" },
    { text: "依照⟦《中华人民共和国政府信息公开条例》（国务院令第712号⟧）执行。" },
  ],
  right: [
    "根据《重大行政决策程序暂行条例》（国务院令第713号）执行。",
    "根据《中华人民共和国政府信息公开条例》（国务院令第711号）执行，原《条例》为国务院令第492号。",
    "根据《物业管理条例》（国务院令第698号修订）执行。",
  ],
};

/** The order of another text; a number we do not know may be an amendment's. */
function isOther(title: string, number: string): boolean {
  const right = orderTitles[number];
  return right !== undefined && right !== title;
}
