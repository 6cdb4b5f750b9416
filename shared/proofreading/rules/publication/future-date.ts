/** A day of formation 生成日期 that lies ahead. */

import { emptyMetadata } from "../../../model/metadata";
import { openGovernment } from "../../authority";
import type { DocumentRule } from "../../rule";

export const futureDate: DocumentRule<number> = {
  id: "future-date",
  category: "metadata",
  title: "生成日期晚于今天",
  severity: "warning",
  fix: "none",
  authority: [openGovernment("第二十六条")],
  confidence: 0.9,
  needsToday: true,
  scope: "document",
  facts: (block) => (block.id === "title" ? block.text.length : null),
  judge: (facts, { metadata, today }) => {
    const day = metadata?.generatedOn ?? "";
    const title = facts[0];
    if (day === "" || day <= today || title === undefined) return [];
    const message = `元数据的生成日期${day}晚于今天，请核对。`;
    return [{ block: "title", start: 0, end: title.fact, message }];
  },
  setting: { role: "title", id: "title", metadata: { ...emptyMetadata, generatedOn: "2999-01-01" } },
  wrong: [{ text: "⟦关于某事的通知⟧" }],
  right: [],
};
