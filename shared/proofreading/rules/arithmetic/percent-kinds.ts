/** Percent where percentage points are meant and the other way round, shares that cannot stand as written, ratios that make no hundred (MC-06). */
import { logic } from "../../authority";
import type { PatternRule } from "../../rule";

const N = "\\d{1,9}(?:\\.\\d{1,4})?";
const P = "\\d{1,3}(?:\\.\\d{1,3})?";
const YEAR = "(?:(?:19|20)\\d{2}年(?:末|底)?|上年|去年|今年)";
const CHANGED = "(?:提高|提升|上升|增长|增加|下降|降低|回落|减少|上涨|下调|上调)";
const AMOUNTS =
  "(?:产量|产值|增加值|用电量|用水量|销量|销售额|销售收入|零售总额|成交额|交易额|进出口总额|出口额|投资额|固定资产投资|预算收入|预算支出|税收收入|可支配收入|营业收入|总收入|游客(?:人数)?|客运量|货运量|吞吐量|总产量|面积|存款余额|贷款余额|人次|标准|价格|人数|户数|总额|总量|办件量|受理量)";

const scaled = (text: string | undefined): number => Math.round(Number(text) * 10_000);
const isGap = ({ a, b, c }: Readonly<Record<string, string>>): boolean =>
  scaled(c) > 0 && Math.abs(scaled(a) - scaled(b)) === scaled(c);

export const percentKinds: PatternRule = {
  id: "calc-percent-kind",
  category: "amount",
  title: "百分比与百分点用错，或者百分数不合",
  severity: "warning",
  fix: "suggest",
  authority: [logic()],
  confidence: 0.86,
  checks: ["MC-06"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<a>${P})[%％][^。；%％\\d]{0,8}[^。；%％]{0,24}?(?<![\\d.])(?<b>${P})[%％][^。；%％\\d]{0,12}${CHANGED}了?(?<mark>(?<c>${P})[%％])`,
        "g",
      ),
      message: "两个百分比之间的差用“个百分点”，不用“%”。",
      accept: ({ groups = {}, 0: whole }) => isGap(groups) && !/增速|增幅|增长[\d.]+[%％][^。；]*增长/.test(whole),
      suggest: ({ groups }) => [`${groups?.c ?? ""}个百分点`],
    },
    {
      regex: new RegExp(
        `(?<=(?<a>(?<![\\d.])${P})[%％][^。；%％]{0,20}(?:上年|去年|同期|20\\d{2}年)[^。；%％，]{0,8}(?<![\\d.])(?<b>${P})[%％][，、]?[^，。；%％\\d]{0,6}${CHANGED}了?)(?<mark>(?<c>${P})个百分点)`,
        "g",
      ),
      message: "与前后两个百分比之差不符，请核对。",
      accept: ({ groups = {} }) => Math.abs(Math.abs(scaled(groups.a) - scaled(groups.b)) - scaled(groups.c)) > 1000,
      suggest: ({ groups }) => [`${Math.abs(scaled(groups?.a) - scaled(groups?.b)) / 10_000}个百分点`],
    },
    {
      regex: new RegExp(
        `(?<=${AMOUNTS}(?:达到?)?(?:${N}[万亿]?[一-龥]{1,4})?[，]?(?:同比|环比|比上年|较上年|比去年|较去年|比上年同期|较上年同期)(?:同期)?(?:增长|增加|下降|减少|上涨)了?)(?<mark>(?<c>${P})个百分点)`,
        "g",
      ),
      message: "这是数量的增减，用“%”；“个百分点”只用于百分比之差。",
      suggest: ({ groups }) => [`${groups?.c ?? ""}%`],
    },
    {
      regex: new RegExp(
        `(?<=[由从][^，。；%％]{0,16}?\\d[\\d.]{0,8}[万亿]?(?:元|人|户|吨|亩|家|件|公里|人次|公斤|千瓦时)[^，。；%％]{0,6}(?:提高|提升|增加|增长|上升|下降|降低|减少|上调|调整|下调|降|升|增)[到至为][^，。；%％]{0,10}\\d[\\d.]{0,8}[万亿]?(?:元|人|户|吨|亩|家|件|公里|人次|公斤|千瓦时)[^，。；%％\\d]{0,6}[，、][^，。；%％\\d]{0,8}${CHANGED}了?)(?<mark>(?<c>${P})个百分点)`,
        "g",
      ),
      message: "前面两个数不是百分比，增减的幅度用“%”。",
      suggest: ({ groups }) => [`${groups?.c ?? ""}%`],
    },
    {
      regex: new RegExp(
        `[由从](?:${YEAR}的?|[^，。；：、\\d]{0,12})?(?<mark>(?<![\\d.])(?<a>${N})(?<unit>[万亿]?(?:元|人次|人|户|吨|亩|家|件|公里|公斤|[%％]))[^，。；：、\\d]{0,6}(?<way>提高|提升|增加|增长|上升|上涨|扩大|增|升|下降|降低|减少|回落|压缩|缩短|缩小|降|减)(?:到|至|为)了?(?:${YEAR}的?)?(?<b>${N})\\k<unit>)`,
        "g",
      ),
      message: "前后两个数的大小与所说的增减相反，请核对。",
      accept: ({ groups }) => {
        const isUp = /提|增|升|涨|扩/.test(groups?.way ?? "");
        const [a, b] = [Number(groups?.a), Number(groups?.b)];
        return isUp ? b < a : b > a;
      },
      suggest: [],
    },
    {
      regex: new RegExp(
        `[由从][^，。；：、\\d]{0,12}(?<mark>(?<![\\d.])(?<a>${N})(?<unit>[万亿]?[一-龥]{1,3})[^，。；：、\\d]{0,6}(?:到|至)(?<b>${N})\\k<unit>，(?:翻了?(?<fold>[一两三])番|是原来的(?<times>${P})倍))`,
        "g",
      ),
      message: "翻番、倍数与前后两个数不符，请核对。",
      accept: ({ groups }) => {
        const real = Number(groups?.b) / Number(groups?.a);
        const told = groups?.times === undefined ? 2 ** " 一两三".indexOf(groups?.fold ?? "") : Number(groups.times);
        return Math.abs(real / told - 1) > 0.12;
      },
      suggest: [],
    },
    {
      regex: new RegExp(
        `每(?:人|户)?每?月(?:补助|补贴|发放|领取)?(?<mark>(?<a>${N})元[，、](?:全年|每年|一年|年)(?:共)?(?:补助|补贴|发放|领取|共计|合计)?(?<b>${N})元)`,
        "g",
      ),
      message: "一年的数不是每月的十二倍，请核对。",
      accept: ({ groups }) => Math.abs(Number(groups?.a) * 12 - Number(groups?.b)) > 0.5,
      suggest: [],
    },
    {
      regex: new RegExp(
        `(?<=(?:产业)?(?:结构|比例|占比|之比)[^，。；\\d]{0,10}(?:由[\\d.:：∶]{5,18}[^，。；\\d]{1,10})?)(?<mark>(?<a>${P})[:：∶](?<b>${P})[:：∶](?<c>${P}))(?![\\d.:：∶])`,
        "g",
      ),
      message: "三项之和不是100，请核对。",
      accept: ({ groups }) => {
        const sum = Number(groups?.a) + Number(groups?.b) + Number(groups?.c);
        return Math.abs(sum - 100) > 0.25 && sum > 85 && sum < 115;
      },
      suggest: [],
    },
    {
      regex: new RegExp(
        `(?<=[：:]|分别为)(?<mark>(?:[一-龥]{2,8}占?${P}[%％][、，]){1,7}(?:其他|其它|其余)[一-龥]{0,4}占?${P}[%％])`,
        "g",
      ),
      message: "各项相加不是100%，请核对。",
      accept: ({ groups }) => {
        const parts = Array.from((groups?.mark ?? "").matchAll(/(\d{1,3}(?:\.\d{1,3})?)[%％]/g), (found) =>
          Number(found[1]),
        );
        const sum = parts.reduce((all, part) => all + part, 0);
        return (
          Math.abs(sum - 100) > 0.05 * parts.length + 0.1 &&
          sum > 85 &&
          sum < 115 &&
          !/增|降|提高|率/.test(groups?.mark ?? "")
        );
      },
      suggest: [],
    },
    {
      regex:
        /(?<=(?:完成率|执行率|到位率|支付率|开工率|满意度|合格率|覆盖率|办结率|参保率|利用率|整改率|入住率|普及率)(?:为|达到?|是|提高到|上升到))(?<mark>\d{2,4}(?:\.\d{1,2})?)(?=[。，；])/g,
      message: "比率缺少“%”，请核对。",
      suggest: "$0%",
    },
  ],
  wrong: [
    { text: "2025年覆盖率为86%，较2024年的78%提高⟦8%⟧。", first: "8个百分点" },
    { text: "覆盖率78%，去年同期为72%，提高⟦8个百分点⟧。", first: "6个百分点" },
    { text: "粮食产量同比增长⟦3.6个百分点⟧。", first: "3.6%" },
    { text: "标准由每人每月720元提高到756元，提高了⟦5个百分点⟧。", first: "5%" },
    { text: "覆盖率由⟦92%提高到86%⟧。" },
    { text: "游客由⟦50万人次增加到100万人次，翻了两番⟧。" },
    { text: "每人每月补助⟦200元，全年补助2000元⟧。" },
    { text: "三次产业结构为⟦18:42:41⟧。" },
    { text: "支出比例为：⟦教育40%、医疗35%、其他35%⟧。" },
    { text: "群众满意度达到⟦99.6⟧。", first: "99.6%" },
  ],
  right: [
    "2025年覆盖率为86%，较2024年的78%提高8个百分点。",
    "粮食产量同比增长3.6%，增速比上年提高0.6个百分点。",
    "标准由每人每月720元提高到756元，提高了5%。",
    "三次产业结构由18:42:40调整为16:43:41。",
    "支出比例为：教育40%、医疗35%、其他25%。",
    "群众满意度达到99.6%，合格率为98%。",
    "工业增长8%，农业增长5%，比重提高3个百分点。",
  ],
};
