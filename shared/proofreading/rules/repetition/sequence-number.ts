/** MC-32: headings and enumerations whose numbers jump or repeat (GB/T 9704-2012 7.3.3). */
import { gb9704 } from "../../authority";
import type { DocumentRule } from "../../rule";
import { BEGINS, brokenRows, type Level, type NumberFact, numberFact } from "./numbering";

const N = "[一二三四五六七八九十百]{1,5}";
/** At the head of a block, or inside it behind a mark that closes the item before. */
const HEAD = "(?<=^|[；;。：:])([\\s\\u3000]{0,6})";

const levels: readonly Level[] = [
  {
    depth: 0,
    countsAttachments: true,
    sign: /^[\s\u3000]{0,6}附件/,
    pattern: /^([\s\u3000]{0,6}附件[ \u3000]?)(\d{1,2}|[一二三四五六七八九十]{1,3})(?=[：:\s\u3000.．]|$)/g,
  },
  {
    depth: 1,
    sign: /^[\s\u3000]{0,6}[一二三四五六七八九十百]/,
    pattern: new RegExp(`^([\\s\\u3000]{0,6})(${N})、`, "g"),
  },
  {
    depth: 2,
    sign: /[（(][一二三四五六七八九十百]{1,5}[)）]|^[（(][一二三四五六七八九][\u4e00-\u9fff]/,
    // A text taken out of a page may have lost the second half of the bracket, which is told elsewhere: the item counts.
    pattern: new RegExp(
      `${HEAD}[（(](${N})(?:[)）]|(?<=^[（(][一二三四五六七八九])(?!十)(?=[\\u4e00-\\u9fff])(?![^（(]{0,40}[)）]))`,
      "g",
    ),
  },
  {
    depth: 3,
    sign: /\d[.．、](?!\d)/,
    pattern: new RegExp(`${HEAD}(?<!\\d[.．、：:])(\\d{1,2})(?:[.．](?!\\d)|、(?!\\d))`, "g"),
  },
  { depth: 4, sign: /[（(]\d{1,2}[)）]/, pattern: new RegExp(`${HEAD}[（(](\\d{1,2})[)）]`, "g") },
  { depth: 5, sign: /[①-⑳]/, pattern: new RegExp(`${HEAD}([①-⑳])`, "g") },
  {
    depth: 6,
    reach: 3,
    sign: /[一二三四五六七八九十]是/,
    pattern: /(?<=^|[。；，：、\s\u3000”）])()([一二三四五六七八九十]{1,2})是(?!否|非|十|百|夜|日|年|月|的)/g,
  },
  {
    depth: 6,
    reach: 3,
    sign: /第[一二三四五六七八九十]{1,2}[，,]/,
    pattern: /(?<=^|[。；：\s\u3000”])(第)([一二三四五六七八九十]{1,2})[，,](?=[\u4e00-\u9fff])/g,
  },
  {
    depth: 6,
    reach: 3,
    sign: /其[一二三四五六七八九十][，,、是：]/,
    pattern: /(?<=^|[。；：，\s\u3000”])(其)([一二三四五六七八九十])(?=[，,、是：])/g,
  },
];

/** Any of the signs; that of a level at the head of a block first. */
const sign =
  /^[\s\u3000]{0,6}(?:附件|[一二三四五六七八九十百]{1,5}、)|[（(][\d一二三四五六七八九十百]{1,5}[)）]|^[（(][一二三四五六七八九][\u4e00-\u9fff]|\d[.．、](?!\d)|[①-⑳]|[一二三四五六七八九十]是|[第其][一二三四五六七八九十]{1,2}[，,、是：]/;

export const sequenceNumber: DocumentRule<NumberFact> = {
  id: "rep-seq-number",
  category: "numbering",
  title: "序号重复或跳号",
  severity: "error",
  fix: "suggest",
  authority: [gb9704("7.3.3", "verified")],
  confidence: 0.85,
  checks: ["MC-32"],
  roles: ["heading", "body", "list", "attachment"],
  scope: "document",
  seeks: [sign, BEGINS],
  facts: (block) => numberFact(block, { sign, levels }),
  judge: (facts) => brokenRows(facts, levels),
  wrong: [
    { text: "一、总体要求\n略。\n⟦三、⟧保障措施", first: "二、" },
    { text: "（一）加强领导\n（二）压实责任\n⟦（二）⟧强化考核", first: "（三）" },
    { text: "主要做法如下：一是自查；二是整改；⟦四是⟧验收。", first: "三是" },
    { text: "一、要求\n⟦四、⟧任务\n三、保障\n四、其他", first: "二、" },
    { text: "⟦三、⟧要求\n二、任务\n三、保障", first: "一、" },
    { text: "分三步：（1）自查；（2）整改；⟦（4）⟧验收。", first: "（3）" },
    { text: "1.名称\n2.地址\n⟦2.⟧电话\n3.网址", first: "3." },
    { text: "①登记；②受理；⟦⑤⟧办结。", first: "③" },
    { text: "附件1\n略\n附件⟦3⟧\n略", first: "2" },
    { text: "第一，统一思想。第⟦三，⟧明确责任。", first: "二，" },
    { text: "一、要求\n（一）目标\n（二）原则\n⟦一、⟧任务\n三、保障", first: "二、" },
  ],
  right: [
    "一、总体要求\n（一）目标\n（二）原则\n二、重点任务\n（一）网站\n（二）新媒体",
    "一是自查；二是整改；三是验收。",
    "（一般事项）略。\n（一）网站\n（二）新媒体",
    "附件1\n一、名称\n二、地址\n附件2\n一、名称\n二、电话",
    "其一是说明，十二是偶数。",
    "三、保障措施\n四、其他事项",
    "任务分为：（1）自查；（2）整改。\n（3）验收。",
    "依据第二条：具体见本条（三）项。",
    "附件：1.名单\n2.表格",
    "一、措施\n推出以下措施：一是登记。\n略。\n略。\n略。\n略。\n二是受理。\n略。\n三是办结。",
    "一是登记。\n二是受理。\n略。\n略。\n略。\n略。\n三是办结。",
  ],
};
