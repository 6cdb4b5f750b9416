/** Stops that are doubled, that clash, or that begin a line (GB/T 15834-2011 5.1, B.2). */
import { gb15834 } from "../../authority";
import type { BlockRule, PatternRule } from "../../rule";

export const repeatedStop: PatternRule = {
  id: "punct-repeat",
  category: "punctuation",
  title: "标点重复",
  severity: "error",
  fix: "suggest",
  authority: [gb15834("附录B.2")],
  confidence: 0.97,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /([，、；：])(?:[ \u3000]{0,2}\1){1,20}|(?<!。)。[ \u3000]{0,2}。(?!。)|(?<=[\u4e00-\u9fff”》）])([,;:])\2{1,20}/g,
      message: ({ 0: text }) => `标点“${text}”重复，只应保留一个。`,
      suggest: ({ 0: text }) => [half[text.charAt(0)] ?? text.charAt(0)],
    },
  ],
  wrong: [
    { text: "请按期反馈⟦。。⟧", first: "。" },
    { text: "涵盖种植⟦、、⟧养殖等产业。", first: "、" },
    { text: "会议指出⟦，，⟧要抓早抓小。", first: "，" },
    { text: "具体如下⟦：：⟧", first: "：" },
    { text: "分类施策⟦;;⟧稳步推进。", first: "；" },
  ],
  right: ["请按期反馈。", "涵盖种植、养殖等产业。", "要下雪了……", "他问：“来吗？”我答：“来。”"],
};

const half: Readonly<Record<string, string>> = { ",": "，", ";": "；", ":": "：" };
/** The stop that stays when two different ones clash. */
const weight = "。！？；：，、";
const wide = (text: string): string => text.replace(/[,;:.]/g, (char) => (char === "." ? "。" : (half[char] ?? char)));

export const clashingStops: PatternRule = {
  id: "punct-conflict",
  category: "punctuation",
  title: "点号连用冲突",
  severity: "error",
  fix: "suggest",
  authority: [gb15834("附录B.2")],
  confidence: 0.95,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /[，。；：、！？](?:[，。；：、！？,;:]|\.(?!\d|\.)){1,20}|(?<=[\u4e00-\u9fff”》）])[,;:.][，。；：、！？]{1,20}/g,
      message: ({ 0: text }) => `标点“${text}”冲突，只应保留一个。`,
      suggest: ({ 0: text }) => {
        const all = wide(text);
        return [Array.from(weight).find((char) => all.includes(char)) ?? text.charAt(0)];
      },
      // Alike ones are doubled, not clashing; ？！ and ！？ are right; three full stops are an ellipsis.
      accept: ({ 0: text }) => {
        const all = wide(text);
        return all !== all.charAt(0).repeat(all.length) && !/^[！？]{1,21}$/.test(text);
      },
    },
  ],
  wrong: [
    { text: "请遵照办理⟦，。⟧", first: "。" },
    { text: "包括水⟦、，⟧电、气三类。", first: "，" },
    { text: "第一步摸底⟦；。⟧第二步整治。", first: "。" },
    { text: "通知如下⟦：，⟧", first: "：" },
    { text: "按时办结⟦，.⟧", first: "。" },
  ],
  right: ["请遵照办理。", "怎么会这样？！", "他说：“好！”", "要下雪了……不会吧。"],
};

export const stopAtStart: BlockRule = {
  id: "punct-line-start",
  category: "punctuation",
  title: "点号出现在行首",
  severity: "warning",
  fix: "none",
  authority: [gb15834("5.1.8")],
  confidence: 0.9,
  checks: ["MC-01"],
  roles: ["title", "heading", "body", "list"],
  scope: "block",
  find: ({ id, text }) => {
    const found = /^(?<space>[ \u3000\t]{0,8})(?:[，。；：、！？]|[,;:!?](?=[\u4e00-\u9fff]))/.exec(text);
    if (found === null) return [];
    const start = found.groups?.space?.length ?? 0;
    return [{ block: id, start, end: start + 1, message: "点号不应出现在行首，请检查是否断错了行或漏了文字。" }];
  },
  wrong: [
    { text: "⟦，⟧请按期反馈。" },
    { text: "　　⟦。⟧各单位要抓好落实。" },
    { text: "市政府决定\n⟦、⟧市直各部门执行。" },
  ],
  right: ["请按期反馈。", "“请按期反馈。”", ".gov.cn是政府网站的域名后缀。", "（一）请按期反馈。"],
};

export const exclamations: PatternRule = {
  id: "punct-excl-question",
  category: "punctuation",
  title: "叹号、问号叠用",
  severity: "hint",
  fix: "suggest",
  authority: [gb15834("4.2、4.3")],
  confidence: 0.85,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: /[！？]{2,20}|(?<=[\u4e00-\u9fff”》）])(?:!{2,20}|\?{2}(?=\s{0,4}$))/g,
      message: "公文和政府网站文稿中不叠用叹号、问号。",
      suggest: ({ 0: text }) => [wideMark(text)],
      accept: ({ 0: text }) => text !== "？！" && text !== "！？",
    },
  ],
  wrong: [
    { text: "成绩来之不易⟦！！⟧", first: "！" },
    { text: "这难道还不清楚吗⟦？？？⟧", first: "？" },
    { text: "成绩来之不易⟦!!!⟧", first: "！" },
  ],
  right: ["成绩来之不易！", "这难道还不清楚吗？！", "这难道还不清楚吗？"],
};

const wideMark = (text: string): string => (/[！!]/.test(text.charAt(0)) ? "！" : "？");
