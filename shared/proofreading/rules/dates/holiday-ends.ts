/** Days after a holiday that lie in it, and days on which a thing is due before it was asked for: 放假至3月1日, 2月2日上课 (MC-34). */
import { logic } from "../../authority";
import { dayNumber } from "../../calendar";
import type { PatternRule } from "../../rule";

const WEEK = "(?:（[^（）]{2,5}）|\\([^()]{2,5}\\))?";
const Y = "(?:20\\d{2}年)?";
const FROM = `${Y}(?<m1>\\d{1,2})月(?<d1>\\d{1,2})日${WEEK}`;
const TO = `${Y}(?:(?<m2>\\d{1,2})月)?(?<d2>\\d{1,2})日${WEEK}`;
const BACK = `${Y}(?<m3>\\d{1,2})月(?<d3>\\d{1,2})日${WEEK}(?:起)?(?:正式|恢复|照常|全面)?(?:上课|上班|开学|复课|报到|恢复正常|正常上班|正常办公|开馆|开放|营业|恢复)`;

type Groups = Readonly<Record<string, string>> | undefined;

/** Days since the first day; a month that comes before the first is of the next year. */
function sinceFirst(groups: Groups, month: string | undefined, day: string | undefined): number {
  const first = Number(groups?.m1);
  const own = Number(month ?? groups?.m1);
  return (
    dayNumber(own < first && first - own > 5 ? 2026 : 2025, own, Number(day)) -
    dayNumber(2025, first, Number(groups?.d1))
  );
}

export const holidayEnd: PatternRule = {
  id: "date-holiday-end",
  category: "period",
  title: "恢复上班、上课的日期在假期之内",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.9,
  checks: ["MC-34"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<=(?:放假|放假时间|寒假|暑假|假期|休市|闭馆|停课|休息|停业|暂停办公)[^。；，\\d]{0,10}(?:自|从)?${FROM}(?:起|开始)?[，]?(?:至|到|—|－|-)${TO}(?:止|结束)?(?:放假|休市|闭馆)?(?:[，；。（]?(?:共|为期|计)\\d{1,3}天）?)?[，。；])(?<mark>${BACK})`,
        "g",
      ),
      message: "这一天还在放假、停办的期间之内，请核对。",
      accept: ({ groups }) => {
        const [end, back] = [sinceFirst(groups, groups?.m2, groups?.d2), sinceFirst(groups, groups?.m3, groups?.d3)];
        return back >= 0 && back <= end;
      },
    },
    {
      regex: new RegExp(
        `(?<=${FROM}(?:起|开始)?[，]?(?:至|到|—|－|-)${TO}(?:为)?(?:放假|休市|闭馆|停课|停业|禁渔期|休渔期|封闭期|封闭施工|检修期|管制期)(?:调休)?(?:[，；。（]?(?:共|为期|计)\\d{1,3}天）?)?[，。；])(?<mark>${BACK})`,
        "g",
      ),
      message: "这一天还在放假、停办的期间之内，请核对。",
      accept: ({ groups }) => {
        const [end, back] = [sinceFirst(groups, groups?.m2, groups?.d2), sinceFirst(groups, groups?.m3, groups?.d3)];
        return back >= 0 && back <= end;
      },
    },
    {
      regex:
        /(?<=(?:请|须|应|可)[^。；，\d]{0,12}(?:20\d{2}年)?(?<m1>\d{1,2})月(?<d1>\d{1,2})日(?:之?前|以前)[^。；\d]{0,14}(?:报名|报送|回执|提交|登记)[^。；\d]{0,14}[，；。])(?<mark>(?<m3>\d{1,2})月(?<d3>\d{1,2})日)(?=(?:上午|下午|\d{1,2}时)?(?:正式)?(?:举行|召开|举办|开班|开赛|开幕|开考|组织培训|进行培训|比赛))/g,
      message: "活动的日期早于报名、报送的期限，请核对。",
      accept: ({ groups }) => {
        const gap = Number(groups?.m1) * 31 + Number(groups?.d1) - Number(groups?.m3) * 31 - Number(groups?.d3);
        return gap > 0 && gap < 120;
      },
    },
  ],
  wrong: [
    { text: "4月15日至5月15日为禁渔期，⟦4月20日起恢复⟧捕捞。" },
    { text: "寒假放假时间为2026年1月31日（星期六）至3月1日（星期日），⟦2月2日（星期一）正式上课⟧。" },
    { text: "中秋节放假时间为9月25日至27日，共3天，⟦9月27日起正常上班⟧。" },
    { text: "请于2026年5月31日前报名，⟦5月25日⟧举行开班仪式。" },
    { text: "5月1日至5日放假调休，共5天。⟦5月4日上班⟧。" },
  ],
  right: [
    "寒假放假时间为2026年1月31日（星期六）至3月1日（星期日），3月2日（星期一）正式上课。",
    "中秋节放假时间为9月25日至27日，共3天，9月28日起正常上班。",
    "10月1日至8日放假调休，共8天。9月28日（星期日）、10月11日（星期六）上班。",
    "寒假从12月30日开始，至2月20日结束，2月21日正式上课。",
  ],
};
