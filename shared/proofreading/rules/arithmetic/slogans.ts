/** 一轴、两带、四区 whose parts are explained with another figure: “三区”即…, “四片”即城北、城南、城东 (MC-06). */
import { logic } from "../../authority";
import { chineseNumber } from "../../characters";
import { hitsOf } from "../../hits";
import type { BlockRule, Match } from "../../rule";

const N = "[一两二三四五六七八九十]";
const WHOLE = new RegExp(`“(?<parts>${N}[一-龥]{1,2}(?:[、 ]?${N}[一-龥]{1,2}){1,5})”`, "g");
const PART = new RegExp(
  `“(?<count>${N})(?<what>[一-龥]{1,2})”(?<told>即|是指|指的是|是|为|指)(?<list>[^；。“”]{2,80})`,
  "g",
);
const countOf = (word: string): number => (word === "两" ? 2 : (chineseNumber(word) ?? 0));

export const sloganParts: BlockRule = {
  id: "calc-slogan",
  category: "arithmetic",
  title: "概括的数与分别说明的不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.88,
  checks: ["MC-06"],
  scope: "block",
  seeks: [PART],
  find: ({ id, text }) => {
    const parts = hitsOf(text, PART);
    if (parts.length < 2) return [];
    return [
      ...hitsOf(text, WHOLE).flatMap((whole): Match[] => {
        const said = whole.groups?.parts ?? "";
        return parts.flatMap((part): Match[] => {
          const { count = "", what = "" } = part.groups ?? {};
          const found = new RegExp(`(${N})${what}(?![一-龥])`).exec(said.replace(/[、 ]/g, "，"));
          const own = found?.[1];
          if (own === undefined || countOf(own) === countOf(count)) return [];
          const message = `概括说的是“${own}${what}”，下面说明的是“${count}${what}”，请核对。`;
          return [{ block: id, start: whole.index, end: whole.index + whole[0].length, message }];
        });
      }),
      ...parts.flatMap((part): Match[] => {
        const { count = "", what = "", told = "", list = "" } = part.groups ?? {};
        const members = list.replace(/[，,]$/, "").split("、");
        const last = members.at(-1) ?? "";
        if (
          told === "是" ||
          told === "为" ||
          /[等，：]/.test(list.replace(/，$/, "")) ||
          members.some((member) => member.length > 12)
        )
          return [];
        const isJoined = /[一-龥]{2,}(?:和|与|及)[一-龥]{2,}/.test(last);
        const real = members.length + (isJoined ? 1 : 0);
        if (
          real === countOf(count) ||
          (members.length === 1 && !isJoined) ||
          /[和与及]/.test(members.slice(0, -1).join(""))
        )
          return [];
        const message = `“${count}${what}”列出了${real}项，请核对。`;
        return [{ block: id, start: part.index, end: part.index + part[0].length, message }];
      }),
    ];
  },
  wrong: [
    { text: "形成⟦“一核、两翼、三片”⟧布局：“一核”即老城区；“两翼”即东翼和西翼；“四片”即城北、城南、城东、城西片区。" },
    { text: "“一带”即滨江带；⟦“三园”即茶园、果园、桑园、药园⟧；“两心”即服务中心和研发中心。" },
    { text: "构建⟦“两区三园”⟧：“两区”即新区、老区；“四园”即茶园、果园、桑园、药园。" },
  ],
  right: [
    "形成“一核、两翼、四片”布局：“一核”即老城区；“两翼”即东翼和西翼；“四片”即城北、城南、城东、城西片区。",
    "“三园”即茶园、果园、桑园；“两心”即服务中心和研发中心。",
    "“四个自信”是道路自信等；“两个确立”具有决定性意义。",
  ],
};
