/** 主送机关, 抄送机关 and 印发机关 (GB/T 9704-2012 7.3.2, 7.4.2, 7.4.3). */
import { gb9704 } from "../../authority";
import type { BlockFact, BlockRule, DocumentRule, Match, PatternRule, TextBlock } from "../../rule";
import { NOTE } from "./genre";

const UNIT =
  /(?:人民政府|政府|委员会|管委会|部门|单位|机构|[局厅办部院署]|办公[室厅]|[分支总]?行|公司|企业|学校|院校|中心|街道|社区|[镇乡村]|科室|股室|处室|园区|团体|商会|协会|委、办|各委|直属)$/;

/** What units are told or do: a line that says so is a sentence. */
const SPEECH =
  /[要须将请]|应(?!急)|落实|做好|加强|负责|配合|开展|推进|切实|严格|认真|报送|组织(?!部)|执行(?!局)|参加|召开/;

/** A line that names nothing but units: 各县（市、区）人民政府，市政府各部门. */
function isAddressee(line: string): boolean {
  const names = line.replace(/[（(][^（）()]{0,30}[)）]/g, "");
  const parts = names.split(/[，,、；;]/).map((part) => part.trim());
  if (parts.length === 0 || parts.some((part) => part === "" || part.length > 24 || SPEECH.test(part))) return false;
  const speaks = /各|有关|所属|直属/.test(names);
  return (
    speaks &&
    parts.every((part) => UNIT.test(part) || /^各(?:县|市|区|乡|镇|委|办|局|科|处|部|院|校|旗|州|地)$/.test(part))
  );
}

/** The head of a text: addressees stand here and nowhere else. */
const HEAD = 6;

interface Line {
  readonly kind: "title" | "day" | "addressed" | "listed" | "single";
  readonly start: number;
  readonly end: number;
  readonly right: string;
}

/** Letters to one organ; other texts name under the title who issued them. */
const LETTER = new RegExp(`(?:请示|批复|复函|函|通知|意见|报告|答复)${NOTE}$`);
const DAY = /^[（(]?(?:19|20)\d{2}年\d{1,2}月/;
/** Upwards and between equals a text is addressed to one organ; a report may stand under the name of its author. */
function isUnderTitle(line: BlockFact<Line>, facts: readonly BlockFact<Line>[]): boolean {
  const hasTitle = facts.some(({ fact, index }) => fact.kind === "title" && index === 0);
  const isDated = facts.some(({ fact, index }) => fact.kind === "day" && index > 0 && index <= line.index + 1);
  const isAddressed = facts.some(({ fact, index }) => fact.kind === "addressed" && index <= line.index);
  return hasTitle && !isDated && !isAddressed && line.index <= 2;
}

const nowhere = { start: 0, end: 0, right: "" };

/** A line of one name: 某县人民政府. */
const isOrgan = (line: string): boolean =>
  line.length >= 4 && line.length <= 24 && /^[\u4e00-\u9fff]+$/.test(line) && UNIT.test(line) && !SPEECH.test(line);

function lineOf({ text }: TextBlock): Line | null {
  const line = text.trimEnd();
  if (line.length <= 80 && LETTER.test(line)) return { kind: "title", ...nowhere };
  if (DAY.test(line)) return { kind: "day", ...nowhere };
  if (line.length < 4 || line.length > 120) return null;
  if (line.endsWith("：")) return { kind: "addressed", ...nowhere };
  const tail = /[。，,；;.:、]$/.exec(line)?.[0] ?? "";
  const names = tail === "" ? line : line.slice(0, -1);
  const isListed = /^(?:各|市|县|区|省|有关|[\u4e00-\u9fff]{2,8}人民政府)/.test(line) && isAddressee(names);
  if (!isListed && !isOrgan(names)) return null;
  const kind = isListed ? "listed" : "single";
  if (tail !== "") return { kind, start: names.length, end: line.length, right: "：" };
  const last = /[^，,、；;）)]{2,24}$/.exec(names)?.[0] ?? names;
  return { kind, start: names.length - last.length, end: names.length, right: `${last}：` };
}

export const addresseeColon: DocumentRule<Line> = {
  id: "doc-zhuansong-colon",
  category: "document-form",
  title: "主送机关后缺全角冒号",
  severity: "error",
  fix: "safe",
  authority: [gb9704("7.3.2", "verified")],
  confidence: 0.9,
  checks: ["MC-32"],
  roles: ["title", "body", "heading"],
  scope: "document",
  seeks: [/[各委局厅办部署院]|有关|所属|直属|政府|公[室司]|请示|批复|函|通知|意见|报告|答复|年\d{1,2}月|：$/],
  facts: lineOf,
  judge: (facts) => {
    const first = facts.find(({ fact, index }) => (fact.kind === "listed" || fact.kind === "single") && index < HEAD);
    if (first === undefined) return [];
    if (first.fact.kind === "single" && !isUnderTitle(first, facts)) return [];
    const { start, end, right } = first.fact;
    const message = "主送机关名称之后应为全角冒号“：”。";
    return [{ block: first.block, start, end, message, suggestions: [right] }];
  },
  wrong: [
    { text: "各乡镇人民政府，县政府各部门⟦。⟧\n现通知如下：", first: "：" },
    { text: "各区人民政府，市政府有关部门，⟦有关单位⟧", first: "有关单位：" },
    { text: "关于放假的通知\n各科室、所属各单位⟦:⟧\n现将安排通知如下：", first: "：" },
    { text: "各县（市、区）教育局，局属各学校⟦，⟧", first: "：" },
    { text: "市政府各部门、各直属机构⟦；⟧", first: "：" },
    { text: "某县民政局关于拨付资金的请示\n某县人民政府⟦。⟧\n为做好工作，请予拨付。", first: "：" },
    { text: "关于同意建设方案的批复\n⟦某县发展和改革局⟧\n你局来文收悉。", first: "某县发展和改革局：" },
  ],
  right: [
    "各乡镇人民政府，县政府各部门：",
    "各乡镇人民政府要落实责任，县政府各部门要配合。",
    "各位代表：",
    "市场监督管理局",
    "关于表彰先进的通报\n某县人民政府\n为激励先进，决定予以表彰。",
    "关于放假的通知\n某县人民政府办公室\n（2024年1月2日）\n现将安排通知如下。",
    "关于拨付资金的请示\n某县人民政府：\n请予拨付。\n某县民政局",
    "一、要求\n二、分工\n三、时间\n四、范围\n五、检查\n六、其他\n各乡镇人民政府，县政府各部门",
    "各地区各部门要高度重视。",
  ],
};

export const copyPeriod: PatternRule = {
  id: "doc-chaosong-period",
  category: "document-form",
  title: "抄送机关末尾缺句号",
  severity: "hint",
  fix: "safe",
  authority: [gb9704("7.4.2", "verified")],
  confidence: 0.85,
  checks: ["MC-32"],
  roles: ["body", "list", "cell", "caption"],
  scope: "pattern",
  patterns: [
    {
      regex: /^(?:抄[送报]|分送|抄送机关)[：:][^。\n]{1,300}(?<mark>[^。，、,\n])$/g,
      message: "抄送机关之后应以句号结束。",
      suggest: (found) => [/[；;.]/.test(found.groups?.mark ?? "") ? "。" : `${found.groups?.mark ?? ""}。`],
    },
  ],
  wrong: [
    { text: "抄送：市委办公室，市政协办公⟦室⟧", first: "室。" },
    { text: "抄送：各县（市、区）委⟦；⟧", first: "。" },
    { text: "抄送:省司法⟦厅⟧", first: "厅。" },
    { text: "抄报：省人民政府办公⟦厅⟧", first: "厅。" },
  ],
  right: [
    "抄送：市委办公室，市政协办公室。",
    "抄送：市委办公室，市人大常委会办公室，",
    "文件抄送市财政局",
    "抄送机关应当列明",
  ],
};

export const printedBy: BlockRule = {
  id: "doc-yinfa",
  category: "document-form",
  title: "版记印发日期后缺“印发”",
  severity: "hint",
  fix: "suggest",
  authority: [gb9704("7.4.3", "verified")],
  confidence: 0.8,
  checks: ["MC-32"],
  roles: ["body", "cell", "caption"],
  scope: "block",
  needs: "日",
  find: (block) => {
    const found = PRINTED.exec(block.text);
    const tail = found?.groups?.tail ?? "";
    if (found === null) return [];
    const end = found[0].length;
    const match: Match = {
      block: block.id,
      start: end - tail.length,
      end,
      message: "版记的印发日期之后应写“印发”二字。",
      suggestions: ["印发"],
    };
    return [match];
  },
  wrong: [
    { text: "某市人民政府办公室　2024年5月1日⟦发⟧", first: "印发" },
    { text: "某县教育局办公室      2023年12月20日⟦印⟧", first: "印发" },
    { text: "某区政府办公室 2022年3月8日⟦印制⟧", first: "印发" },
    { text: "中共某市委办公室　2021年6月2日⟦下发⟧", first: "印发" },
  ],
  right: [
    "某市人民政府办公室　2024年5月1日印发",
    "某市人民政府办公室　2024年5月1日",
    "市政府办公室于2024年5月1日发出通知",
    "2024年5月1日发",
  ],
};

const PRINTED =
  /^[\u4e00-\u9fff]{2,30}(?:办公室|办公厅|局|厅|委员会|部|处|科)[ \u3000\u00a0\t]{1,40}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日(?<tail>印制|制发|下发|发出|发布|发|印|制)$/;
