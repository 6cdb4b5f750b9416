/** A period that ends before it begins. */
import { gb7408, logic } from "../../authority";
import type { BlockRule } from "../../rule";
import { matchesOf } from "../pattern";

const pattern =
  /(?<![\d])(?:(?<y1>(?:19|20)\d{2})年)?(?<m1>\d{1,2})月(?<d1>\d{1,2})日?[ \u3000]?(?:至|到|—|－|-|～|~){1,2}[ \u3000]?(?:(?<y2>(?:19|20)\d{2})年)?(?:(?<m2>\d{1,2})月)?(?<d2>\d{1,2})日/g;

export const reversedPeriod: BlockRule = {
  id: "reversed-period",
  category: "period",
  title: "起止日期倒置",
  severity: "error",
  fix: "none",
  authority: [gb7408(), logic()],
  confidence: 0.9,
  scope: "block",
  find: (block) =>
    matchesOf(block, pattern, (found) => {
      const { y1, m1 = "", d1 = "", y2, m2, d2 = "" } = found.groups ?? {};
      const from = Number(m1) * 100 + Number(d1);
      const to = Number(m2 ?? m1) * 100 + Number(d2);
      // Without years 12月20日至1月10日 runs over New Year.
      const comparable = (y1 !== undefined && y2 !== undefined) || (m2 ?? m1) === m1;
      const years = y1 !== undefined && y2 !== undefined ? Number(y1) - Number(y2) : 0;
      if (!comparable || years < 0 || (years === 0 && from <= to)) return null;
      return { message: "起止日期倒置：结束日期早于开始日期。" };
    }),
  wrong: [
    { text: "活动时间为⟦2024年6月1日至2024年5月1日⟧。" },
    { text: "报名时间为⟦5月10日至3日⟧。" },
    { text: "⟦2024年6月1日—2023年7月1日⟧" },
  ],
  right: ["2024年5月1日至2024年6月1日", "12月20日至1月10日", "5月3日至10日", "2023年12月1日至2024年1月1日"],
};
