/** A day of formation 生成日期 that lies ahead. */
import { emptyMetadata } from "../../../model/metadata";
import { openGovernment } from "../../authority";
import type { DocumentRule } from "../../rule";

export const futureDate: DocumentRule<never> = {
  id: "future-date",
  category: "metadata",
  title: "生成日期晚于今天",
  severity: "warning",
  fix: "none",
  authority: [openGovernment("第二十六条")],
  confidence: 0.9,
  checks: ["MC-30"],
  needsToday: true,
  roles: [],
  scope: "document",
  facts: () => null,
  judge: (_, { metadata, today }) => {
    const day = metadata?.generatedOn ?? "";
    if (day === "" || day <= today) return [];
    return [{ block: "meta.generatedOn", start: 0, end: 0, message: `元数据的生成日期${day}晚于今天，请核对。` }];
  },
  setting: { role: "meta", id: "meta.generatedOn", metadata: emptyMetadata },
  wrong: [
    { text: "⟦⟧", metadata: { generatedOn: "2027-01-01" } },
    { text: "⟦⟧", metadata: { generatedOn: "2026-03-02" }, today: "2026-03-01" },

    { text: "⟦⟧", metadata: { generatedOn: "2026-11-23" } },
    { text: "⟦⟧", metadata: { generatedOn: "2999-01-01" } },
    { text: "⟦⟧", metadata: { generatedOn: "2026-12-01" }, today: "2026-11-30" },
  ],
  right: [
    { text: "", metadata: { generatedOn: "2020-02-29" } },
    { text: "", metadata: { generatedOn: "2026-11-21" } },

    { text: "", metadata: { generatedOn: "2026-11-22" } },
    { text: "", metadata: { generatedOn: "" } },
    { text: "", metadata: { generatedOn: "2026-12-01" }, today: "2026-12-01" },
  ],
};
