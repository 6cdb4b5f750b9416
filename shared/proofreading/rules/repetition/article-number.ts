/** Articles, chapters and sections whose numbers jump or repeat (立法技术规范). */
import { drafting } from "../../authority";
import type { DocumentRule } from "../../rule";
import { brokenRows, type Level, type NumberFact, numberFact } from "./numbering";

const N = "[一二三四五六七八九十百千零〇]{1,9}";
const HEAD = "^([\\s\\u3000]{0,6}第)";

/** They stand at the head of a block and nowhere else. */
const sign = /^[\s\u3000]{0,6}第[一二三四五六七八九十百千零〇\d]{1,9}[编章节条]/;

/** Articles run through parts and chapters, chapters through parts; sections begin anew in each chapter. */
const levels: readonly Level[] = [
  { depth: 0, sign, pattern: new RegExp(`${HEAD}(${N})编(?=[\\s\\u3000]|$)`, "g") },
  { depth: 1, sign, runsOn: true, pattern: new RegExp(`${HEAD}(${N})章(?=[\\s\\u3000\\u4e00-\\u9fff]|$)`, "g") },
  { depth: 2, sign, pattern: new RegExp(`${HEAD}(${N})节(?=[\\s\\u3000\\u4e00-\\u9fff]|$)`, "g") },
  {
    depth: 3,
    sign,
    runsOn: true,
    pattern: new RegExp(
      `${HEAD}(${N}|\\d{1,3})条(?!之|第|例|规定|[至到、和的款])(?=[\\s\\u3000\\u4e00-\\u9fff【（(]|$)`,
      "g",
    ),
  },
];

export const articleNumber: DocumentRule<NumberFact> = {
  id: "rep-article-number",
  category: "numbering",
  title: "条款号重复或跳号",
  severity: "error",
  fix: "suggest",
  authority: [drafting()],
  confidence: 0.85,
  checks: ["MC-32"],
  roles: ["heading", "body", "list", "attachment"],
  scope: "document",
  needs: "第附",
  facts: (block) => numberFact(block, { sign, levels }),
  judge: (facts) => brokenRows(facts, levels),
  wrong: [
    { text: "第一条 目的。\n第二条 范围。\n第⟦四条⟧ 职责。", first: "三条" },
    { text: "第一章 总则\n第一条 目的。\n第⟦三章⟧ 附则\n第二条 施行。", first: "二章" },
    { text: "第十一条 略。\n第十二条 略。\n第⟦十二条⟧ 略。\n第十三条 略。", first: "十三条" },
    { text: "第一百零八条 略。\n第一百零九条 略。\n第⟦一百二十条⟧ 略。\n第一百一十一条 略。", first: "一百一十条" },
    { text: "第一章 总则\n第一节 目的\n第⟦三节⟧ 范围\n第二章 附则", first: "二节" },
    { text: "第⟦二条⟧ 目的。\n第二条 范围。", first: "一条" },
  ],
  right: [
    "第一章 总则\n第一条 目的。\n第二章 附则\n第二条 施行。",
    "第十条 略。\n第十一条 略。",
    "第十条 略。\n第十条之一 略。\n第十一条 略。",
    "第一百零九条 略。\n第一百一十条 略。",
    "第三条规定的情形除外。\n第九条第二款不适用。",
    "第一章 总则\n第一节 目的\n第二章 附则\n第一节 范围",
  ],
};
