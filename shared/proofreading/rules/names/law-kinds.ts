/** 《信访工作办法》 for 《信访工作条例》, 《行政许可法》第八十五条 of eighty-three: kind and length of laws everybody cites (MC-26). */
import { cites } from "../../authority";
import { chineseNumber } from "../../characters";
import { hitsOf } from "../../hits";
import type { BlockRule, Match } from "../../rule";

const database = cites("国家法律法规数据库各法题注");

/** Titles by their own kind; none of them stands beside a text of the same name and another kind. */
const TITLES =
  "传染病防治法 政府采购法 义务教育法 环境保护法 公共场所卫生管理条例 危险化学品安全管理条例 城市市容和环境卫生管理条例 娱乐场所管理条例 营业性演出管理条例 取水许可和水资源费征收管理条例 河道管理条例 城市居民最低生活保障条例 公路安全保护条例 村庄和集镇规划建设管理条例 人民调解法 禁毒法 慈善法 档案法 社会保险费征缴暂行条例 重大动物疫情应急条例 动物防疫法 食盐专营办法 机动车交通事故责任强制保险条例 消防法 防洪法 森林法 草原法 水土保持法 就业促进法 职业病防治法 精神卫生法 献血法 药品管理法 招标投标法 预算法 审计法 统计法 反洗钱法 道路交通安全法 信访工作条例 优化营商环境条例 保障农民工工资支付条例 保障中小企业款项支付条例 重大行政决策程序暂行条例 机关事务管理条例 中国共产党纪律处分条例 中国共产党巡视工作条例 中国共产党党内监督条例 中国共产党问责条例 中国共产党廉洁自律准则 中国共产党党员教育管理工作条例 中国共产党农村基层组织工作条例 党政机关公文处理工作条例 党政机关厉行节约反对浪费条例 党政领导干部选拔任用工作条例 事业单位人事管理条例 不动产登记暂行条例 失业保险条例 工伤保险条例 物业管理条例 殡葬管理条例 社会救助暂行办法 残疾人保障法 老年人权益保障法 未成年人保护法 妇女权益保障法 农村五保供养工作条例 政府信息公开条例 国有土地上房屋征收与补偿条例 建设工程质量管理条例 城镇燃气管理条例 自然灾害救助条例 气象灾害防御条例 森林防火条例 森林病虫害防治条例 生产安全事故应急条例 生产安全事故报告和调查处理条例 退役军人安置条例 烈士褒扬条例 军人抚恤优待条例 职工带薪年休假条例 女职工劳动保护特别规定 劳动保障监察条例 住房公积金管理条例 医疗保障基金使用监督管理条例 社会保险经办条例 粮食流通管理条例 农药管理条例 兽药管理条例 城市绿化条例 城镇排水与污水处理条例 排污许可管理条例 建设项目环境保护管理条例 地质灾害防治条例 土地复垦条例 基本农田保护条例 志愿服务条例 宗教事务条例 全民健身条例 博物馆条例 校车安全管理条例 市场主体登记管理条例 促进个体工商户发展条例 公平竞争审查条例 政府投资条例 行政区划管理条例 地名管理条例 居住证暂行条例 防范和处置非法集资条例 乡村振兴促进法 农产品质量安全法 安全生产法 环境影响评价法 突发事件应对法 反家庭暴力法 家庭教育促进法 社区矫正法 退役军人保障法 固体废物污染环境防治法 行政许可法 行政处罚法 行政复议法 行政强制法 行政诉讼法 国家赔偿法".split(
    " ",
  );
const KIND = /(?:暂行|特别)?(?:条例|办法|规定|法|细则|准则|规则)$/;
const byStem = new Map(TITLES.map((title) => [title.replace(KIND, ""), title]));
/** Places whose own rules may bear the name. */
const LOCAL = /(?:[省市县区州盟旗]|自治区)(?:人民政府|政府)?(?:制定的|的|出台|印发|公布)?$/;
const TITLE = /《(?<nation>中华人民共和国)?(?<title>[^《》\n]{3,24})》/g;
const ENDS = /(?:条例|办法|规定|法|细则|准则|规则)$/;

export const lawKind: BlockRule = {
  id: "law-kind",
  category: "law",
  title: "法规名称的“条例”“办法”等写错",
  severity: "warning",
  fix: "suggest",
  authority: [database()],
  confidence: 0.88,
  checks: ["MC-26"],
  scope: "block",
  needs: "《",
  find: ({ id, text }) =>
    hitsOf(text, TITLE).flatMap((found): Match[] => {
      const { nation = "", title = "" } = found.groups ?? {};
      const right = ENDS.test(title) ? byStem.get(title.replace(KIND, "")) : undefined;
      if (right === undefined || right === title || LOCAL.test(text.slice(0, found.index))) return [];
      // 《失业保险法》 is no law, but 《工伤保险条例实施细则》 has another name altogether.
      const start = found.index + 1 + nation.length;
      return [
        { block: id, start, end: start + title.length, message: `应为《${right}》，请核对。`, suggestions: [right] },
      ];
    }),
  wrong: [
    { text: "依照《⟦信访工作办法⟧》，自受理之日起60日内办结。", first: "信访工作条例" },
    { text: "根据《⟦优化营商环境规定⟧》执行。", first: "优化营商环境条例" },
    { text: "根据《中华人民共和国⟦安全生产条例⟧》执行。", first: "安全生产法" },
    { text: "根据《⟦党政机关公文处理工作办法⟧》执行。", first: "党政机关公文处理工作条例" },
  ],
  right: [
    "依照《信访工作条例》，自受理之日起60日内办结。",
    "根据《安徽省优化营商环境条例》执行。",
    "省政府制定的《优化营商环境办法》施行。",
    "根据《中华人民共和国安全生产法》执行。",
  ],
};

/** The number of articles of the present text; older texts of these are shorter or cited no more. */
const ARTICLES: ReadonlyMap<string, number> = new Map(
  "行政许可法 83 行政处罚法 86 行政复议法 90 行政诉讼法 103 行政强制法 71 公务员法 113 土地管理法 87 城乡规划法 70 城市房地产管理法 73 道路交通安全法 124 食品安全法 154 环境保护法 70 安全生产法 119 消防法 74 劳动法 107 劳动合同法 98 民法典 1260 社会保险法 98 未成年人保护法 132 义务教育法 63 教育法 86 森林法 84 水法 82 消费者权益保护法 63 个人信息保护法 74 数据安全法 55 保守国家秘密法 65 政府信息公开条例 56 信访工作条例 50 优化营商环境条例 72 保障农民工工资支付条例 64 物业管理条例 67 乡村振兴促进法 74 退役军人保障法 85 招标投标法 68 政府采购法 88 预算法 101 村民委员会组织法 41 反家庭暴力法 38 农村土地承包法 70 工伤保险条例 67 城镇燃气管理条例 55 国有土地上房屋征收与补偿条例 35 治安管理处罚法 144 突发事件应对法 106 无障碍环境建设法 72 妇女权益保障法 86 老年人权益保障法 85 大气污染防治法 129 水污染防治法 103 固体废物污染环境防治法 126 反电信网络诈骗法 50 法律援助法 71 家庭教育促进法 55 档案法 53"
    .match(/\S+ \d+/g)
    ?.map((row): readonly [string, number] => {
      const [title = "", count = "0"] = row.split(" ");
      return [title, Number(count)];
    }) ?? [],
);
const CITED =
  /《(?:中华人民共和国)?(?<title>[^《》\n]{2,20})》(?:[（(][^（()）\n]{1,40}[）)])?(?:的)?(?<mark>第(?<number>[一二三四五六七八九十百千零]{1,9})条)/g;

export const articleBeyond: BlockRule = {
  id: "law-article-beyond",
  category: "law",
  title: "所引条款超出该法条数",
  severity: "warning",
  fix: "none",
  authority: [database()],
  confidence: 0.9,
  checks: ["MC-26"],
  scope: "block",
  needs: "《",
  find: ({ id, text }) =>
    hitsOf(text, CITED).flatMap((found): Match[] => {
      const { title = "", mark = "", number = "" } = found.groups ?? {};
      const last = ARTICLES.get(title);
      const cited = chineseNumber(number);
      if (last === undefined || cited === null || cited <= last) return [];
      const start = found.index + found[0].length - mark.length;
      const message = `《${title}》现行文本共${last}条，没有${mark}，请核对。`;
      return [{ block: id, start, end: start + mark.length, message }];
    }),
  wrong: [
    { text: "根据《中华人民共和国行政许可法》⟦第八十五条⟧办理。" },
    { text: "依照《行政处罚法》⟦第九十条⟧规定。" },
    { text: "《政府信息公开条例》⟦第六十条⟧规定。" },
  ],
  right: [
    "根据《中华人民共和国行政许可法》第八十三条办理。",
    "依照《某省安全生产条例》第一百二十条规定。",
    "《中华人民共和国民法典》第一千二百六十条规定。",
  ],
};
