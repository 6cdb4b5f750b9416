/** Members of a series that say the same: 一是加强宣传；二是加强宣传, 密切配合、密切配合, …文明城市、卫生城市、文明城市. */
import { editing } from "../../authority";
import type { PatternRule } from "../../rule";

export const repeatedMember: PatternRule = {
  id: "rep-member",
  category: "repetition",
  title: "并列的各项重复",
  severity: "warning",
  fix: "none",
  authority: [editing()],
  confidence: 0.88,
  checks: ["MC-01"],
  wraps: true,
  scope: "pattern",
  // Each begins with the mark between two members, which most places of a text are not.
  patterns: [
    {
      regex:
        /(?<=[一二三四五六七]是(?<one>[^；。：，\n]{4,30}(?:，[^；。：，\n]{2,30})?)[；。])[二三四五六七八]是(?<mark>\k<one>)(?=[；。])/g,
      message: "与前面一项完全相同，请核对。",
    },
    {
      regex: /、(?<mark>[一-龥]{4,8})(?=[、，。；])(?<=\k<mark>、\k<mark>)/g,
      message: "并列项重复，删去其一。",
    },
    {
      regex:
        /、(?<mark>[一-龥]{4,10})(?=等|联合|共同|主办|承办|组成|参加|负责|牵头|[、，。；])(?<=\k<mark>、(?:[一-龥]{2,12}、){1,5}\k<mark>)/g,
      message: "与前面的并列项重复，请核对。",
    },
    {
      regex: /，(?<mark>[一-龥]{6,16})(?=[，。；])(?<=\k<mark>，\k<mark>)/g,
      message: "与前面的分句重复，删去其一。",
    },
    {
      regex: /(?<=首先，[^。首其]{2,60}其次，[^。首其]{2,60})首先(?=，)/g,
      message: "前面已有“首先”，此处应为“再次”或“最后”。",
      suggest: "最后",
    },
  ],
  wrong: [
    { text: "一是健全工作机制；二是⟦健全工作机制⟧；三是强化考核。" },
    { text: "各部门要主动作为、⟦主动作为⟧、协同发力。" },
    { text: "我区先后获评国家卫生城市、国家森林城市、⟦国家卫生城市⟧等称号。" },
    { text: "要落实好巡查责任，⟦落实好巡查责任⟧，及时消除隐患。" },
    { text: "首先，统一思想；其次，明确分工；⟦首先⟧，抓好落实。" },
  ],
  right: [
    "一是健全工作机制；二是完善考核办法；三是强化考核。",
    "各部门要主动作为、协同发力。",
    "我区先后获评国家卫生城市、国家森林城市等称号。",
    "首先，统一思想；其次，明确分工；最后，抓好落实。",
    "市级、县级财政，县级、乡级财政分别承担。",
  ],
};
