/** The metadata panel against what the city demands of it (MC-29, MC-30, MC-31). */
import { emptyMetadata, type Metadata, metadataLabels } from "../../../model/metadata";
import { cites, openGovernment } from "../../authority";
import type { DocumentRule, Match, PanelDemands, ProofContext } from "../../rule";
import { workingDayAfter } from "../../working-days";

const pageHead = cites("政府信息公开页眉要素：信息类别、公开方式、生成日期、公开时限、公开范围、信息索取号");

const panel: PanelDemands = {
  required: ["category", "disclosure", "generatedOn", "timeLimit", "audience", "indexNumber"],
  indexPattern: "[0-9A-Z]{9}/\\d{4}-\\d{5}",
  disclosureWorkingDays: 20,
};
const complete: Metadata = {
  ...emptyMetadata,
  category: "通知公告",
  disclosure: "主动公开",
  generatedOn: "2026-11-20",
  timeLimit: "常年公开",
  audience: "面向社会",
  indexNumber: "123456789/2026-00012",
};

type PanelRule = DocumentRule<never>;
/** They look at the panel only, at no block. */
const onPanel = { scope: "document", roles: [], facts: () => null, fix: "none" } as const;

const isField = (name: string): name is keyof Metadata => Object.hasOwn(metadataLabels, name);

function at(field: keyof Metadata, { metadata }: ProofContext, message: string): Match {
  const value = metadata?.[field];
  return {
    block: `meta.${field}`,
    start: 0,
    end: hasBlock(field) && typeof value === "string" ? value.length : 0,
    message,
  };
}

/** 公开方式 has a rule of its own. */
function isLacking(field: keyof Metadata, metadata: Metadata): boolean {
  const value = metadata[field];
  return field !== "disclosure" && (value === null || (typeof value === "string" && value.trim() === ""));
}

/** Chosen values and days have no text of their own to mark. */
const hasBlock = (field: keyof Metadata): boolean =>
  ["documentNumber", "category", "disclosureGround", "timeLimit", "audience", "indexNumber", "writer"].includes(field);

export const requiredField: PanelRule = {
  ...onPanel,
  id: "metadata-required",
  category: "metadata",
  title: "必填的公开属性没有填写",
  severity: "block",
  authority: [openGovernment("第十五条"), pageHead()],
  confidence: 0.99,
  checks: ["MC-30"],
  judge: (_, context) => {
    const { metadata, lexicon } = context;
    if (metadata === null || lexicon.panel === undefined) return [];
    const blank = lexicon.panel.required.filter(isField).filter((field) => isLacking(field, metadata));
    const [first] = blank;
    if (first === undefined) return [];
    // One finding for all: a new draft lacks everything, and says so once.
    const names = blank.map((field) => `“${metadataLabels[field]}”`).join("、");
    return [at(first, context, `${names}没有填写，本站点要求必填。`)];
  },
  setting: { role: "meta", id: "meta.category", metadata: { ...complete, category: "" }, lexicon: { panel } },
  wrong: [{ text: "⟦⟧" }],
  right: [
    { text: "通知公告", metadata: { category: "通知公告" } },
    { text: "政策", metadata: { category: "政策", columnId: "" } },
    { text: "动态", metadata: { category: "动态", writer: "" } },
  ],
};

export const disclosureAttribute: PanelRule = {
  ...onPanel,
  id: "disclosure-attribute",
  category: "metadata",
  title: "信息公开属性",
  severity: "block",
  authority: [openGovernment("第十三条"), openGovernment("第十四条")],
  confidence: 0.97,
  checks: ["MC-29"],
  judge: (_, context) => {
    const { metadata, lexicon } = context;
    if (metadata === null || lexicon.panel === undefined) return [];
    switch (metadata.disclosure) {
      case "主动公开":
        return [];
      case "依申请公开":
        return [
          { ...at("disclosure", context, "公开方式是“依申请公开”，不能在网站发布，请核对。"), severity: "warning" },
        ];
      case "不予公开":
        return [at("disclosure", context, "公开方式是“不予公开”，与在网站发布相矛盾。")];
      case "":
        return [at("disclosure", context, "没有选择公开方式，请选择主动公开、依申请公开或不予公开。")];
    }
  },
  setting: { role: "meta", id: "meta.disclosure", metadata: { ...complete, disclosure: "" }, lexicon: { panel } },
  wrong: [
    { text: "⟦⟧" },
    { text: "⟦⟧", metadata: { disclosure: "不予公开" } },
    { text: "⟦⟧", metadata: { disclosure: "依申请公开" } },
  ],
  right: [
    { text: "", metadata: { disclosure: "主动公开" } },
    { text: "", metadata: { disclosure: "主动公开", itemType: "policy" } },
    { text: "", metadata: { disclosure: "主动公开", audience: "面向社会" } },
  ],
};

/** the form rests on one example, so it only warns. */
export const indexNumber: PanelRule = {
  ...onPanel,
  id: "metadata-index",
  category: "metadata",
  title: "信息索取号",
  severity: "warning",
  authority: [pageHead()],
  confidence: 0.9,
  checks: ["MC-30"],
  judge: (_, context) => {
    const { metadata, lexicon } = context;
    const value = metadata?.indexNumber ?? "";
    if (metadata === null || value === "" || lexicon.panel === undefined) return [];
    const pattern = lexicon.panel.indexPattern;
    if (pattern !== null && !new RegExp(`^(?:${pattern})$`, "u").test(value))
      return [at("indexNumber", context, "信息索取号与本站点的编号格式不符，请核对。")];
    const year = /\/((?:19|20)\d{2})-/.exec(value)?.[1];
    if (year === undefined || metadata.generatedOn === "" || metadata.generatedOn.startsWith(year)) return [];
    const message = `信息索取号的年份是${year}，生成日期是${metadata.generatedOn}，两者不一致，请核对。`;
    return [at("indexNumber", context, message)];
  },
  setting: { role: "meta", id: "meta.indexNumber", metadata: complete, lexicon: { panel } },
  wrong: [
    { text: "⟦123456789/2026-123456⟧", metadata: { indexNumber: "123456789/2026-123456" } },
    { text: "⟦123456789／2026-00012⟧", metadata: { indexNumber: "123456789／2026-00012" } },

    { text: "⟦000014349/2022-02058⟧", metadata: { indexNumber: "000014349/2022-02058", generatedOn: "2025-03-11" } },
    { text: "⟦14349-2026-58⟧", metadata: { indexNumber: "14349-2026-58" } },
    { text: "⟦123456789/2026-12⟧", metadata: { indexNumber: "123456789/2026-12" } },
  ],
  right: [
    { text: "ABCDE1234/2026-00001", metadata: { indexNumber: "ABCDE1234/2026-00001" } },

    { text: "123456789/2026-00012" },
    { text: "987654321/2025-00001", metadata: { indexNumber: "987654321/2025-00001", generatedOn: "2025-01-05" } },
    { text: "123456789/2026-99999", metadata: { indexNumber: "123456789/2026-99999" } },
  ],
};

export const disclosureDeadline: PanelRule = {
  ...onPanel,
  id: "disclosure-deadline",
  category: "metadata",
  title: "超过主动公开时限",
  severity: "warning",
  authority: [openGovernment("第二十六条")],
  confidence: 0.85,
  checks: ["MC-31"],
  needsToday: true,
  judge: (_, context) => {
    const { metadata, lexicon, today } = context;
    const days = lexicon.panel?.disclosureWorkingDays ?? null;
    const formed = metadata?.generatedOn ?? "";
    if (days === null || formed === "" || metadata?.disclosure !== "主动公开") return [];
    const last = workingDayAfter(formed, days, lexicon.holidays);
    if (today <= last) return [];
    const counted = lexicon.holidays === undefined ? "（按周一至周五计算，未扣除节假日）" : "";
    const message = `自生成日期${formed}起已超过${days}个工作日，应于${last}前公开${counted}，请说明原因。`;
    return [at("generatedOn", context, message)];
  },
  setting: { role: "meta", id: "meta.generatedOn", metadata: complete, lexicon: { panel } },
  wrong: [
    { text: "⟦⟧", metadata: { generatedOn: "2026-09-30" } },
    { text: "⟦⟧", metadata: { generatedOn: "2026-10-22" }, today: "2026-11-20" },
    { text: "⟦⟧", metadata: { generatedOn: "2024-02-29" } },

    { text: "⟦⟧", metadata: { generatedOn: "2026-10-01" }, today: "2026-11-22" },
    { text: "⟦⟧", metadata: { generatedOn: "2026-10-23" }, today: "2026-11-21" },
    { text: "⟦⟧", metadata: { generatedOn: "2025-03-11" }, today: "2026-11-22" },
  ],
  right: [
    { text: "", metadata: { generatedOn: "2026-10-22" }, today: "2026-11-19" },
    { text: "", metadata: { generatedOn: "2026-11-01" } },

    { text: "", metadata: { generatedOn: "2026-10-23" }, today: "2026-11-20" },
    { text: "", metadata: { generatedOn: "2026-11-20" } },
    { text: "", metadata: { generatedOn: "2025-03-11", disclosure: "依申请公开" } },
  ],
};
