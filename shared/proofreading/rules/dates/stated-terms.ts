/** A term in years or months and the two dates it lies between: 有效期5年…期满, 学制四年, 党龄56年, 工期18个月 (MC-34). */
import { logic } from "../../authority";
import { dayNumber } from "../../calendar";
import { chineseNumber } from "../../characters";
import type { PatternRule } from "../../rule";

const COUNT = "(?<count>\\d{1,2}|[一二两三四五六七八九十]{1,3})";
const YEAR = "(?:19|20)\\d{2}";
const START = `(?<y1>${YEAR})年(?<m1>\\d{1,2})月(?<d1>\\d{1,2})日`;
const END = `(?<y2>${YEAR})年(?<m2>\\d{1,2})月(?<d2>\\d{1,2})日`;
const MONTH = "(?:\\d{1,2}月)?(?:\\d{1,2}日)?";

type Groups = Readonly<Record<string, string>> | undefined;

function countOf(groups: Groups): number {
  const written = groups?.count ?? "";
  return written === "两" ? 2 : /^\d/.test(written) ? Number(written) : (chineseNumber(written) ?? 0);
}

const yearsOf = (groups: Groups): number => Number(groups?.y2) - Number(groups?.y1);

/** Days by which the end lies behind the last day of so many years. */
function daysBehind(groups: Groups): number {
  const { y1 = "0", m1 = "1", d1 = "1", y2 = "0", m2 = "1", d2 = "1" } = groups ?? {};
  return (
    dayNumber(Number(y2), Number(m2), Number(d2)) - dayNumber(Number(y1) + countOf(groups), Number(m1), Number(d1)) + 1
  );
}

const NOT_EXACT = "(?<![近约逾超过多余])";

export const statedTerm: PatternRule = {
  id: "date-stated-term",
  category: "period",
  title: "年限与起止时间不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.88,
  checks: ["MC-34"],
  wraps: true,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<mark>${START}起(?:正式|试)?(?:施行|实施|执行|生效|试行|计算)?[，,；]?(?:有效期|试行期|有效期限|期限|服务期|合同期|租期|聘期)(?:限)?为?${COUNT}年[，,；（(]?(?:有效期)?(?:于|至|到|截至)${END})(?=[^。；]{0,4}(?:止|期满|届满|到期|失效|终止|[，。；）)]|$))`,
        "g",
      ),
      message: ({ groups }) =>
        Math.abs(daysBehind(groups)) > 1
          ? "按施行日期和年限推算，截止日期不是这一天，请核对。"
          : "从施行之日起算满年限的最后一天是前一天，请核对截止日期。",
      accept: ({ groups }) => daysBehind(groups) !== 0,
    },
    {
      regex: new RegExp(
        `(?<mark>(?<y1>${YEAR})年${MONTH}(?:考入|进入|入学|入读)?[^，。；\\d]{0,14}(?:入学|入读|就读)?，(?:学制(?:为)?)?${COUNT}年(?:制)?，[^，。；\\d]{0,8}(?<y2>${YEAR})年${MONTH}[^，。；\\d]{0,6}毕业)`,
        "g",
      ),
      message: "入学、毕业的年份与学制不符，请核对。",
      accept: ({ groups }) => yearsOf(groups) !== countOf(groups),
    },
    {
      regex: new RegExp(
        `(?<mark>学制(?:为)?${COUNT}年[，,（(][^，。；\\d]{0,8}(?<y1>${YEAR})年${MONTH}[^，。；\\d]{0,8}(?:入学|开学|报到)[，,、至][^，。；\\d]{0,8}(?<y2>${YEAR})年${MONTH}[^，。；\\d]{0,6}毕业)`,
        "g",
      ),
      message: "入学、毕业的年份与学制不符，请核对。",
      accept: ({ groups }) => yearsOf(groups) !== countOf(groups),
    },
    {
      regex: new RegExp(
        `(?<mark>(?<y1>${YEAR})年${MONTH}[^，。；\\d]{0,6}(?:加入中国共产党|入党)[^。；]{0,40}?(?<![\\d～—-])(?<y2>20\\d{2})年[^。；\\d]{0,14}(?:\\d{2,3}岁[，、])?[^。；\\d]{0,6}党龄(?:已|有|达|满|为){0,2}${NOT_EXACT}${COUNT}年)`,
        "g",
      ),
      message: "党龄与入党的年份不符，请核对。",
      accept: ({ groups }) => Math.abs(yearsOf(groups) - countOf(groups)) > 1,
    },
    {
      regex: new RegExp(
        `(?<mark>(?<y1>${YEAR})年${MONTH}[^，。；\\d]{0,8}(?:参加工作|入伍|参军|从教|任教|从医|行医|入职|走上讲台|当上[一-龥]{2,6})[^。；]{0,36}?(?<![\\d～—-])(?<y2>20\\d{2})年${MONTH}(?:[^。；\\d]{0,14}(?:退休|离休|退役|离任|卸任|去世))[，、][^。；\\d]{0,8}(?:工龄|教龄|军龄|从教|从医|任教|行医|工作|服役|坚守)(?:已|有|达|满|为|了){0,2}${NOT_EXACT}${COUNT}年)`,
        "g",
      ),
      message: "年数与前面的起止年份不符，请核对。",
      accept: ({ groups }) => Math.abs(yearsOf(groups) - countOf(groups)) > 1,
    },
    {
      regex: new RegExp(
        `(?<mark>(?<y1>${YEAR})年?${MONTH}(?:至|到|—|－|-)(?<y2>${YEAR})年${MONTH}[，,（(]?(?:连续|历时|为期|整整|前后|共|一共|期限)(?:共|为|历时)?${NOT_EXACT}${COUNT}(?:个)?(?:年(?![度级代份])))`,
        "g",
      ),
      message: "年数与前面的起止年份不符，请核对。",
      accept: ({ groups }) => ![yearsOf(groups), yearsOf(groups) + 1].includes(countOf(groups)),
    },
    {
      regex: new RegExp(
        `(?<mark>(?:工期|建设期|建设周期|实施期|项目期|任期|聘期|服务期|合同期|规划期|试点期)(?:限)?(?:为|是)?${COUNT}年[，,（(：](?:即|从|自)?(?<y1>${YEAR})年?(?:\\d{1,2}月)?(?:至|到|—|－|-)(?<y2>${YEAR})年(?:\\d{1,2}月)?)(?!\\d)`,
        "g",
      ),
      message: "年限与后面的起止年份不符，请核对。",
      accept: ({ groups }) => ![yearsOf(groups), yearsOf(groups) + 1].includes(countOf(groups)),
    },
    {
      regex: new RegExp(
        `(?<mark>连续${COUNT}(?:个)?年(?:度)?[（(](?<y1>${YEAR})年?(?:至|到|—|－|-)(?<y2>${YEAR})年?(?:度)?)[）)]`,
        "g",
      ),
      message: "年数与括号里的起止年份不符，请核对。",
      accept: ({ groups }) => yearsOf(groups) + 1 !== countOf(groups),
    },
    {
      regex: new RegExp(
        `(?<mark>(?:试用期|聘期|任期|服务期|挂职期|挂职时间|期限|租期|合同期)(?:限)?(?:为)?${COUNT}年[，,（(：](?:即|自|从)?(?<y1>${YEAR})年(?<m1>\\d{1,2})月起?(?:至|到|—|－|-)(?<y2>${YEAR})年(?<m2>\\d{1,2})月)(?!\\d)`,
        "g",
      ),
      message: "年限与后面的起止时间不符，请核对。",
      accept: ({ groups }) => {
        const months = yearsOf(groups) * 12 + Number(groups?.m2) - Number(groups?.m1);
        return ![0, -1].includes(months - countOf(groups) * 12);
      },
    },
    {
      regex: new RegExp(
        `(?<mark>工期(?:为|是)?(?<count>\\d{2,3})(?:个)?(?:日历)?[天日]，(?:计划)?(?:开工(?:日期|时间)?(?:为|：)?|自)${START}[^。；\\d]{0,14}(?:竣工|完工)?(?:日期|时间)?(?:为|：|至|到)?${END})`,
        "g",
      ),
      message: "工期与开工、竣工日期之间的天数不符，请核对。",
      accept: ({ groups }) => {
        const { y1 = "0", m1 = "1", d1 = "1", y2 = "0", m2 = "1", d2 = "1" } = groups ?? {};
        const days = dayNumber(Number(y2), Number(m2), Number(d2)) - dayNumber(Number(y1), Number(m1), Number(d1));
        return days > 0 && ![0, 1, -1].includes(days - Number(groups?.count));
      },
    },
    {
      regex:
        /(?<mark>(?:第(?<quarter>[一二三四1-4])季度|(?<half>[上下])半年)[^。；\d]{0,20}自(?<m1>\d{1,2})月1日起?[，,]?(?:至|到)(?<m2>\d{1,2})月(?<d2>\d{1,2})日)/g,
      message: "起止日期与季度、半年不符，请核对。",
      accept: ({ groups }) => {
        const { quarter = "", half, m1, m2, d2 } = groups ?? {};
        const whole = half === undefined ? 3 : 6;
        const last =
          half === undefined ? ("一二三四".indexOf(quarter) + 1 || Number(quarter)) * 3 : half === "上" ? 6 : 12;
        return Number(m1) === last - whole + 1 && !(Number(m2) === last && Number(d2) >= 30);
      },
    },
    {
      regex:
        /(?<mark>(?:总?工期|建设周期|建设工期)(?:限)?(?:为|是)?(?<count>\d{1,2})个月[，；][^。；\d]{0,12}(?<y1>20\d{2})年(?<m1>\d{1,2})月(?:\d{1,2}日)?[^。；\d]{0,8}(?:开工|动工|进场)[^。；\d]{0,12}(?<y2>20\d{2})年(?<m2>\d{1,2})月(?:\d{1,2}日|底)?[^。；\d]{0,8}(?:竣工|完工|建成|交付))/g,
      message: "工期与开工、完工的时间不符，请核对。",
      accept: ({ groups }) => {
        const months = yearsOf(groups) * 12 + Number(groups?.m2) - Number(groups?.m1);
        return months > 0 && Math.abs(months - Number(groups?.count)) > 2;
      },
    },
  ],
  wrong: [
    { text: "本办法自⟦2022年3月1日起施行，有效期3年，至2026年2月28日⟧止。" },
    { text: "学员⟦2021年9月入学，学制四年，2024年6月毕业⟧。" },
    { text: "张某于⟦2019年9月入读，五年制，2023年6月毕业⟧。" },
    { text: "老人⟦1970年入党，2026年78岁，党龄46年⟧。" },
    { text: "她⟦1990年参加工作，2026年退休，从教26年⟧。" },
    { text: "规划⟦2021—2025年，为期八年⟧。" },
    { text: "⟦连续六年（2021—2025年⟧）获评先进。" },
    { text: "项目⟦建设期3年（2024—2028年⟧）。" },
    { text: "⟦试用期一年，自2024年11月起至2024年11月⟧止。" },
    { text: "⟦工期90日历天，计划开工日期为2025年9月1日，计划竣工日期为2025年10月30日⟧。" },
    { text: "⟦第三季度调度自7月1日起，至8月30日⟧止。" },
    { text: "计划⟦工期12个月，2025年3月开工，2026年9月竣工⟧。" },
  ],
  right: [
    "本办法自2022年3月1日起施行，有效期3年，至2025年2月28日止。",
    "学员2021年9月入学，学制四年，2025年6月毕业。",
    "老人1970年入党，2026年78岁，党龄56年，另一位2026年90岁，党龄60年。",
    "她1990年参加工作，2026年退休，从教36年。",
    "规划2021—2025年，为期五年。2019年至2024年，历时近十年。",
    "项目建设期3年（2024—2026年）。",
    "计划工期18个月，2025年3月开工，2026年9月竣工。",
  ],
};
