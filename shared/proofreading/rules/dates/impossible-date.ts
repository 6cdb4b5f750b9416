/** Days that do not exist: 2月30日, 13月, 2023-02-29 (GB/T 7408.1). */
import { gb7408 } from "../../authority";
import { daysInMonth } from "../../calendar";
import type { BlockRule } from "../../rule";
import { type WrittenDate, writtenDates } from "./written-date";

export const impossibleDate: BlockRule = {
  id: "date-invalid",
  category: "date",
  title: "日期不存在",
  severity: "error",
  fix: "none",
  authority: [gb7408()],
  confidence: 0.98,
  checks: ["MC-32"],
  scope: "block",
  needs: "月-./",
  find: (block) =>
    writtenDates(block.text).flatMap((date) => {
      const message = verdict(date);
      return message === null ? [] : [{ block: block.id, start: date.start, end: date.end, message }];
    }),
  wrong: [
    { text: "请于⟦2024年2月30日⟧前报送。" },
    { text: "⟦2023-02-29⟧发布" },
    { text: "截至⟦6月31日⟧，全市共检查网站62家。" },
    { text: "⟦2024年13月⟧起施行" },
    { text: "⟦二〇二三年二月三十日⟧" },
    { text: "培训安排在2024年4月29日至⟦4月31日⟧。" },
    { text: "更新日期：⟦2024.9.31⟧" },
    { text: "⟦九月三十一日⟧前完成整改。" },
    { text: "数据截止时间为⟦2100年2月29日⟧。" },
  ],
  right: [
    "请于2024年2月29日前报送。",
    "工期为13个月，第1-3月为准备期。",
    "2月29日是闰日，版本2.30.1已发布。",
    "二〇二四年二月二十九日",
    "2022-12-31至2023-01-01",
    "每月1日至31日",
    "十一月三十日前，三个月内办结。",
    "2000年2月29日",
  ],
};

function verdict({ year, month, day }: WrittenDate): string | null {
  if (month < 1 || month > 12) return `没有${month}月，请核对日期。`;
  // Without a year February may have 29 days.
  const last = daysInMonth(year ?? 2024, month);
  if (day === null || (day >= 1 && day <= last)) return null;
  return `${year === null ? "" : `${year}年`}${month}月只有${last}天，请核对日期。`;
}
