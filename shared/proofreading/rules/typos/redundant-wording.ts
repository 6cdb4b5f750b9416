/** Wording that says a thing twice or contradicts itself. */
import { editing, inspection2019 } from "../../authority";
import type { BlockRule } from "../../rule";
import { matchesOf } from "../pattern";

interface Frame {
  readonly pattern: RegExp;
  readonly message: string;
  readonly fix: (found: RegExpExecArray) => string;
}

const frames: readonly Frame[] = [
  {
    pattern: /(?:大约|大概|约)([\d一二三四五六七八九十百千万亿两几]{1,10}[\u4e00-\u9fff]{0,2})左右/g,
    message: "“约”与“左右”语义重复，保留一个。",
    fix: (found) => `${found[1] ?? ""}左右`,
  },
  { pattern: /截[至止](?:到)?目前为止/g, message: "“截至”与“为止”语义重复。", fix: () => "截至目前" },
  {
    pattern: /(?<=防止|避免|杜绝)([\u4e00-\u9fff]{2,12})不(?=再次?发生|再出现)/g,
    message: "“防止”与“不再”双重否定，意思相反。",
    fix: (found) => found[1] ?? "",
  },
  {
    pattern: /(?<=原因是|之所以[^。，]{1,20})由于(?=[\u4e00-\u9fff]{4,20}(?:造成|导致|引起)的)/g,
    message: "“原因是”与“由于”重复。",
    fix: () => "",
  },
  { pattern: /切忌(?:不要|不可|勿)/g, message: "“切忌”已含否定，不再加“不要”。", fix: () => "切忌" },
  {
    pattern: /应当按要求按照|按照按照|根据按照|依据按照/g,
    message: "介词重复，句式杂糅。",
    fix: (found) => (found[0].startsWith("应当") ? "应当按照" : "按照"),
  },
  { pattern: /(?<=涉及)到(?=[\u4e00-\u9fff]{2})/g, message: "“涉及”已含“到”的意思。", fix: () => "" },
  { pattern: /(?:过去|以前)曾经(?=[\u4e00-\u9fff])/g, message: "“过去”与“曾经”语义重复。", fix: () => "曾经" },
  {
    pattern: /超过(\d+(?:\.\d+)?[万亿]?[\u4e00-\u9fff]{0,2})以上/g,
    message: "“超过”与“以上”语义重复。",
    fix: (found) => `超过${found[1] ?? ""}`,
  },
];

export const redundantWording: BlockRule = {
  id: "redundant-wording",
  category: "collocation",
  title: "语义重复或矛盾",
  severity: "warning",
  fix: "suggest",
  authority: [editing(), inspection2019()],
  confidence: 0.85,
  yieldsToVocabulary: true,
  scope: "block",
  find: (block) =>
    frames.flatMap((frame) =>
      matchesOf(block, frame.pattern, (found) => ({
        message: frame.message,
        suggestions: [frame.fix(found)],
        ...(frame.message.startsWith("“涉及”") ? { severity: "hint" as const } : {}),
      })),
    ),
  wrong: [
    { text: "⟦大约三百人左右⟧参加会议。", first: "三百人左右" },
    { text: "⟦截至目前为止⟧，已完成整改。", first: "截至目前" },
    { text: "避免⟦类似问题不⟧再发生。", first: "类似问题" },
    { text: "⟦应当按要求按照⟧规定办理。", first: "应当按照" },
    { text: "⟦超过100人以上⟧的会议", first: "超过100人" },
  ],
  right: [
    "大约三百人参加会议。",
    "截至目前，已完成整改。",
    "避免类似问题再次发生。",
    "100人以上的会议",
    "左右两侧约3米",
  ],
};
