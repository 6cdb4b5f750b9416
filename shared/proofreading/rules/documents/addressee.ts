/** 主送机关, 抄送机关 and 印发机关 (GB/T 9704-2012 7.3.2, 7.4.2, 7.4.3). */
import { gb9704 } from "../../authority";
import type { BlockRule, DocumentRule, Match, PatternRule } from "../../rule";

const UNIT =
  /(?:人民政府|政府|委员会|管委会|部门|单位|机构|[局厅办部院署]|办公[室厅]|[分支总]?行|公司|企业|学校|院校|中心|街道|社区|[镇乡村]|科室|股室|处室|园区|团体|商会|协会|委、办|各委|直属)$/;

/** What units are told or do: a line that says so is a sentence. */
const SPEECH = /[要须将请]|应(?!急)|落实|做好|加强|负责|配合|开展|推进|切实|严格|认真|报送|组织(?!部)|执行(?!局)|参加|召开/;

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
  readonly start: number;
  readonly end: number;
  readonly right: string;
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
  roles: ["body", "heading"],
  scope: "document",
  seeks: [/各|有关|所属|直属/],
  facts: ({ text }) => {
    const line = text.trimEnd();
    if (
      line.length < 4 ||
      line.length > 120 ||
      line.endsWith("：") ||
      !/^(?:各|市|县|区|省|有关|[\u4e00-\u9fff]{2,8}人民政府)/.test(line)
    )
      return null;
    const tail = /[。，,；;.:、]$/.exec(line)?.[0] ?? "";
    const names = tail === "" ? line : line.slice(0, -1);
    if (!isAddressee(names)) return null;
    if (tail !== "") return { start: names.length, end: line.length, right: "：" };
    const last = /[^，,、；;）)]{2,24}$/.exec(names)?.[0] ?? names;
    return { start: names.length - last.length, end: names.length, right: `${last}：` };
  },
  judge: (facts) => {
    const first = facts[0];
    if (first === undefined || first.index >= HEAD) return [];
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
  ],
  right: [
    "各乡镇人民政府，县政府各部门：",
    "各乡镇人民政府要落实责任，县政府各部门要配合。",
    "各位代表：",
    "市场监督管理局",
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
