/** How a day is written: no padded zeros, Arabic figures under the text (GB/T 9704-2012 7.3.5.4). */
import { gb9704 } from "../../authority";
import { isDay } from "../../calendar";
import type { BlockRule, PatternRule } from "../../rule";
import { writtenDates } from "./written-date";

export const paddedDate: PatternRule = {
  id: "date-pad-zero",
  category: "date",
  title: "月、日编虚位",
  severity: "error",
  fix: "safe",
  authority: [gb9704("7.3.5.4", "verified")],
  confidence: 0.95,
  checks: ["MC-32"],
  scope: "pattern",
  patterns: [
    {
      regex: /(?<![\d.:/-])(?<mark>0[1-9]月(?:(?:0[1-9]|[12]\d|3[01]|[1-9])(?:日|号))?)/g,
      message: "月、日不编虚位，“01”应写作“1”。",
      suggest: ([whole]) => [unpadded(whole)],
    },
    {
      regex: /(?<![\d.:/-])(?<mark>(?:1[0-2]|[1-9])月0[1-9](?:日|号))/g,
      message: "月、日不编虚位，“01”应写作“1”。",
      suggest: ([whole]) => [unpadded(whole)],
    },
    {
      regex: /(?<=\d日?(?:至|到|—|－|-|～|~))(?<mark>0[1-9]日)/g,
      message: "月、日不编虚位，“01”应写作“1”。",
      suggest: ([whole]) => [unpadded(whole)],
    },
  ],
  wrong: [
    { text: "2024年⟦01月05日⟧", first: "1月5日" },
    { text: "2024年⟦10月05日⟧印发", first: "10月5日" },
    { text: "截至2024年⟦06月⟧，共检查网站62家。", first: "6月" },
    { text: "请于⟦05月10日⟧前报送。", first: "5月10日" },
    { text: "报名时间为5月3日至⟦09日⟧。", first: "9日" },
  ],
  right: ["2024年1月5日", "2024-01-05", "2024年10月20日至30日", "编号0101，第101月刊。"],
};

const unpadded = (text: string): string => text.replace(/(?<!\d)0(?=\d)/g, "");

/** From this day GB/T 9704-2012 holds; older documents rightly have Chinese figures. */
const SINCE = 2012;
const ALONE =
  /^[\s\u3000]{0,40}[一二][〇零○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日[\s\u3000]{0,40}$/;

export const chineseSignature: BlockRule = {
  id: "date-hanzi-signature",
  category: "date",
  title: "成文日期用汉字数字",
  severity: "warning",
  fix: "suggest",
  authority: [gb9704("7.3.5.4", "verified")],
  confidence: 0.9,
  checks: ["MC-32"],
  roles: ["body", "list", "attachment"],
  scope: "block",
  needs: "〇零○一二",
  find: (block) => {
    if (!ALONE.test(block.text)) return [];
    return writtenDates(block.text).flatMap(({ start, end, year, month, day }) => {
      if (year === null || year <= SINCE || day === null || !isDay(year, month, day)) return [];
      const message = "成文日期用阿拉伯数字标全年、月、日。";
      return [{ block: block.id, start, end, message, suggestions: [`${year}年${month}月${day}日`] }];
    });
  },
  wrong: [
    { text: "⟦二〇二四年五月一日⟧", first: "2024年5月1日" },
    { text: "　　⟦二〇二三年十二月二十日⟧", first: "2023年12月20日" },
    { text: "某市人民政府\n⟦二零一九年十月十一日⟧", first: "2019年10月11日" },
  ],
  right: ["2024年5月1日", "二〇〇四年五月一日", "本条例二〇二四年五月一日经会议通过。"],
};
