/** What stands in 公开时限, 公开范围 and 发文字号 of the panel, against sense and against each other (MC-30). */

import { emptyMetadata, type Metadata } from "../../../model/metadata";
import { cites, gb9704, openGovernment } from "../../authority";
import { isDay } from "../../calendar";
import { hitsOf } from "../../hits";
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
  /^(?:自[\u4e00-\u9fff\d-]{2,24}起[，,]?)?(?:(?:常年|长期|永久|持续|全年|始终|及时|即时|实时|定期|动态|每[年月季日周])性?(?:向(?:全?社会|公众))?(?:主动)?(?:公开|有效|开放|保留|保存|发布|更新)?)?(?:[（(][^（）()]{1,20}[）)])?$/;
const SPAN =
  /(?<![\d一二三四五六七八九十])(?:[1-9]\d{0,2}|[一二三四五六七八九十两半]{1,4})个?(?:半年|年|月|日|天|工作日|季度|周|小时)(?:内|以内|以上|后|之内|止)?(?:$|[，,（(]|(?:主动)?公开|有效|公示|保留)/;
const NEVER = /不公开|不予|无|没有|保密|删除|撤[下销]|待|[?？]/;
const DAY = /(?<!\d)(\d{4})(?:[年./-](\d{1,2})(?:[月./-](\d{1,2}))?|年)/g;

/** Days a text names, `YYYY-MM-DD`; a year or a month alone counts to its end. */
function daysOf(text: string): string[] {
  return hitsOf(text, DAY).map(([, year = "", month, day]) =>
    [year, (month ?? "12").padStart(2, "0"), (day ?? "31").padStart(2, "0")].join("-"),
  );
}

const isImpossible = (day: string): boolean => {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  // A month alone was counted to the 31st.
  return (
    year < 1949 || year > 2100 || month < 1 || month > 12 || date < 1 || (date !== 31 && !isDay(year, month, date))
  );
};

export const timeLimitValue: DocumentRule<never> = {
  ...onPanel,
  id: "metadata-time-limit",
  title: "公开时限写法",
  authority: [pageHead()],
  confidence: 0.88,
  judge: (_, { metadata }) => {
    const text = metadata?.timeLimit.trim() ?? "";
    if (metadata === null || text === "") return [];
    const days = daysOf(text);
    const until = days.at(-1) ?? "";
    const at = (message: string): Match[] => [whole("meta.timeLimit", metadata.timeLimit, message)];
    if (days.some(isImpossible)) return at(`公开时限“${text}”中的日期不存在，请核对。`);
    if (until !== "" && metadata.generatedOn !== "" && until < metadata.generatedOn && !/起/.test(text))
      return at(`公开时限到${until}为止，早于生成日期${metadata.generatedOn}，请核对。`);
    if (!NEVER.test(text) && (until !== "" || LASTING.test(text) || SPAN.test(text))) return [];
    return at(`公开时限“${text}”不明确，应写“常年公开”，或写明公开到哪一天。`);
  },
  setting: { role: "meta", id: "meta.timeLimit", metadata: complete },
  wrong: [
    { text: "⟦2020年1月1日⟧", metadata: { timeLimit: "2020年1月1日" } },
    { text: "⟦待定⟧", metadata: { timeLimit: "待定" } },
    { text: "⟦公开⟧", metadata: { timeLimit: "公开" } },
    { text: "⟦至2026-01-31⟧", metadata: { timeLimit: "至2026-01-31" } },
    { text: "⟦至2024年底⟧", metadata: { timeLimit: "至2024年底" } },
    { text: "⟦常年不公开⟧", metadata: { timeLimit: "常年不公开" } },
    { text: "⟦至2027年13月1日⟧", metadata: { timeLimit: "至2027年13月1日" } },
    { text: "⟦0天⟧", metadata: { timeLimit: "0天" } },
  ],
  right: [
    { text: "常年公开", metadata: { timeLimit: "常年公开" } },
    { text: "长期", metadata: { timeLimit: "长期" } },
    { text: "至2027年12月31日", metadata: { timeLimit: "至2027年12月31日" } },
    { text: "自发布之日起长期公开", metadata: { timeLimit: "自发布之日起长期公开" } },
    { text: "20个工作日内", metadata: { timeLimit: "20个工作日内" } },
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
