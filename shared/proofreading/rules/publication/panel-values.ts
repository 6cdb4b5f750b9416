/** What stands in 公开时限, 公开范围 and 发文字号 of the panel, against sense and against each other (MC-30). */
import { emptyMetadata, type Metadata } from "../../../model/metadata";
import { cites, gb9704, openGovernment } from "../../authority";
import type { DocumentRule, Match } from "../../rule";

const pageHead = cites("政府信息公开页眉要素：信息类别、公开方式、生成日期、公开时限、公开范围、信息索取号");

const complete: Metadata = {
  ...emptyMetadata,
  disclosure: "主动公开",
  generatedOn: "2026-11-20",
  timeLimit: "常年公开",
  audience: "面向社会",
};

/** They look at the panel only, at no block. */
const onPanel = {
  scope: "document",
  roles: [],
  facts: () => null,
  fix: "none",
  category: "metadata",
  severity: "warning",
  checks: ["MC-30"],
} as const;

const whole = (block: string, text: string, message: string): Match => ({ block, start: 0, end: text.length, message });

const LASTING =
  /^(?:常年|长期|永久|持续|全年|一直|始终|及时|即时|实时|定期|动态|随时|自[\u4e00-\u9fff\d-]{2,24}起)[\u4e00-\u9fff]{0,12}$/;
const SPAN = /[\d一二三四五六七八九十两半]{1,4}个?(?:年|月|日|天|工作日|季度|周)/;
const DAY = /(20\d{2}|19\d{2})[年./-](\d{1,2})(?:[月./-](\d{1,2}))?/g;

/** The last day a text names, `YYYY-MM-DD`; a month alone counts to its end. Empty when it names none. */
function lastDay(text: string): string {
  const days = Array.from(text.matchAll(DAY), ([, year = "", month = "", day]) =>
    [year, month.padStart(2, "0"), (day ?? "31").padStart(2, "0")].join("-"),
  );
  return days.at(-1) ?? "";
}

export const timeLimitValue: DocumentRule<never> = {
  ...onPanel,
  id: "metadata-time-limit",
  title: "公开时限写法",
  authority: [pageHead()],
  confidence: 0.88,
  judge: (_, { metadata }) => {
    const text = metadata?.timeLimit.trim() ?? "";
    if (metadata === null || text === "") return [];
    const until = lastDay(text);
    const at = (message: string): Match[] => [whole("meta.timeLimit", metadata.timeLimit, message)];
    if (until !== "" && metadata.generatedOn !== "" && until < metadata.generatedOn && !/起/.test(text))
      return at(`公开时限到${until}为止，早于生成日期${metadata.generatedOn}，请核对。`);
    if (until !== "" || LASTING.test(text) || SPAN.test(text)) return [];
    return at(`公开时限“${text}”不明确，应写“常年公开”，或写明公开到哪一天。`);
  },
  setting: { role: "meta", id: "meta.timeLimit", metadata: complete },
  wrong: [
    { text: "⟦2020年1月1日⟧", metadata: { timeLimit: "2020年1月1日" } },
    { text: "⟦待定⟧", metadata: { timeLimit: "待定" } },
    { text: "⟦公开⟧", metadata: { timeLimit: "公开" } },
    { text: "⟦至2026-01-31⟧", metadata: { timeLimit: "至2026-01-31" } },
  ],
  right: [
    { text: "常年公开", metadata: { timeLimit: "常年公开" } },
    { text: "长期", metadata: { timeLimit: "长期" } },
    { text: "至2027年12月31日", metadata: { timeLimit: "至2027年12月31日" } },
    { text: "公示期7个工作日", metadata: { timeLimit: "公示期7个工作日" } },
  ],
};

const INSIDE =
  /内部|本(?:单位|机关|部门|局|厅|委|办|系统)(?:内|人员|职工|干部|工作)?|(?:机关|单位|系统|部门|党委|领导)(?:内|人员|班子|干部|工作人员)|仅限|仅供|不(?:得|予|对外|宜)?公开|涉密|保密|秘密|领导(?:班子|干部)?$|不对外|工作人员/;
const READERS =
  /社会|公众|大众|群众|市民|居民|村民|国民|公民|民众|企业|全[国省市县区镇乡村]|全体|全球|申请|当事|相关|有关|个人|组织|法人|对象|所有|面向|公开|互联网|考生|学生|家长|用人|农|户|者|辖区|不限|各[界级地]/;

export const audienceValue: DocumentRule<never> = {
  ...onPanel,
  id: "metadata-audience",
  title: "公开范围写法",
  authority: [pageHead(), openGovernment("第十九条")],
  confidence: 0.88,
  judge: (_, { metadata }) => {
    const text = metadata?.audience.trim() ?? "";
    if (metadata === null || text === "") return [];
    const at = (message: string): Match[] => [whole("meta.audience", metadata.audience, message)];
    if (INSIDE.test(text))
      return metadata.disclosure === "不予公开" ? [] : at(`公开范围“${text}”是内部范围，与在网站发布相矛盾，请核对。`);
    if (READERS.test(text)) return [];
    return at(`公开范围“${text}”不明确，一般写“面向全社会”，或写明特定的公开对象。`);
  },
  setting: { role: "meta", id: "meta.audience", metadata: complete },
  wrong: [
    { text: "⟦机关内部⟧", metadata: { audience: "机关内部" } },
    { text: "⟦仅限本单位人员⟧", metadata: { audience: "仅限本单位人员" } },
    { text: "⟦待定⟧", metadata: { audience: "待定" } },
    { text: "⟦常年⟧", metadata: { audience: "常年" } },
  ],
  right: [
    { text: "面向社会", metadata: { audience: "面向社会" } },
    { text: "全体市民", metadata: { audience: "全体市民" } },
    { text: "有关企业", metadata: { audience: "有关企业" } },
    { text: "机关内部", metadata: { audience: "机关内部", disclosure: "不予公开" } },
  ],
};

interface Numbered {
  readonly number: string;
}

const ALONE = /^[（(]?([\u4e00-\u9fff]{2,12}〔\d{4}〕\d{1,5}号)[)）]?$/;

export const numberAgainstDay: DocumentRule<Numbered> = {
  id: "metadata-number",
  category: "metadata",
  title: "元数据的发文字号与生成日期、正文不一致",
  severity: "warning",
  fix: "none",
  authority: [gb9704("7.2.5", "verified"), pageHead()],
  confidence: 0.9,
  checks: ["MC-30"],
  roles: ["title", "heading", "body", "caption"],
  scope: "document",
  seeks: [/^[（(]?[\u4e00-\u9fff]{2,12}〔\d{4}〕/],
  facts: ({ text }) => {
    const number = ALONE.exec(text.trim())?.[1];
    return number === undefined ? null : { number };
  },
  judge: (facts, { metadata }) => {
    const number = metadata?.documentNumber.trim() ?? "";
    const year = /〔(\d{4})〕/.exec(number)?.[1];
    if (metadata === null || year === undefined) return [];
    const at = (message: string): Match[] => [whole("meta.documentNumber", metadata.documentNumber, message)];
    const [own] = facts.filter(({ index }) => index < 4);
    if (own !== undefined && own.fact.number !== number)
      return at(`元数据的发文字号是“${number}”，正文写的是“${own.fact.number}”，两者不一致，请核对。`);
    const formed = metadata.generatedOn.slice(0, 4);
    if (formed === "" || formed === year) return [];
    return at(`发文字号的年份是${year}，生成日期是${metadata.generatedOn}，两者不一致，请核对。`);
  },
  setting: { role: "meta", id: "meta.documentNumber", metadata: complete },
  wrong: [
    { text: "⟦某政发〔2019〕3号⟧", metadata: { documentNumber: "某政发〔2019〕3号" } },
    { text: "⟦某政办函〔2025〕3号⟧", metadata: { documentNumber: "某政办函〔2025〕3号" } },
    { text: "⟦某政办发〔2027〕18号⟧", metadata: { documentNumber: "某政办发〔2027〕18号" } },
  ],
  right: [
    { text: "某政发〔2026〕3号", metadata: { documentNumber: "某政发〔2026〕3号" } },
    { text: "某政发〔2025〕3号", metadata: { documentNumber: "某政发〔2025〕3号", generatedOn: "2025-02-01" } },
    { text: "某政发〔2025〕3号", metadata: { documentNumber: "某政发〔2025〕3号", generatedOn: "" } },
    { text: "市政府令第12号", metadata: { documentNumber: "市政府令第12号" } },
  ],
};
