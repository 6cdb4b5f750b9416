/** Ideographs that stand in no table of standard characters, and those of the extension blocks that many fonts lack. Names of persons and places may need them, so it is only a hint. */
import { standardCharacters } from "../../authority";
import type { BlockRule, Match } from "../../rule";
import { classAt, isStandard, OUTSIDE, outsideUnits } from "./table";

/** 馀 keeps 余 (surplus) and 余 (I) apart in old texts; 囗 has a rule of its own. */
const KEPT = "馀囗";
const ASTRAL = /[\u{20000}-\u{323af}]/u;

export const outsideTable: BlockRule = {
  id: "char-outside-8105",
  category: "character",
  title: "《通用规范汉字表》以外的字",
  severity: "hint",
  fix: "none",
  authority: [standardCharacters()],
  confidence: 0.7,
  yieldsToVocabulary: true,
  scope: "block",
  needs: outsideUnits,
  find: ({ id, text }) => {
    const matches: Match[] = [];
    for (let at = 0; at < text.length; at += 1) {
      if (classAt(text, at) !== OUTSIDE) continue;
      const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
      if (KEPT.includes(char) || (char.length === 2 && !ASTRAL.test(char))) continue;
      if (char.length === 1 && /[\ud800-\udfff]/.test(char)) continue;
      const why = isStandard(char) ? "是扩展区的生僻字" : "不在《通用规范汉字表》中";
      const message = `“${char}”${why}，有的设备显示不出来；不是人名、地名用字的，请核对。`;
      matches.push({ block: id, start: at, end: at + char.length, message });
      at += char.length - 1;
    }
    return matches;
  },
  wrong: [
    { text: "项目位于⟦㙍⟧头村。" },
    { text: "当事人名为李⟦㛃⟧。" },
    { text: "⟦𠮷⟧野先生来访。" },
    { text: "该处原名⟦㘵⟧口。" },
  ],
  right: [
    "项目位于塥头村。",
    "塥、埇、垸等地名用字已收入规范字表。",
    "他把馀生献给了水利事业。",
    "当事人名为李镕，住址为埇桥区。",
  ],
};
