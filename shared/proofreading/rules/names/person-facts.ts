/** What a short biography says of one person: 男 and 她, born in 1985 and graduated in 2001. */
import { cites, logic } from "../../authority";
import type { PatternRule } from "../../rule";

const constitution = cites("《中国共产党章程》", "2022-10-22");

export const personGender: PatternRule = {
  id: "name-person-gender",
  category: "arithmetic",
  title: "性别与代词不一致",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      // One person only: no other 男 or 女, and no relative the pronoun might mean.
      regex:
        /(?<=[一-龥]{2,4}[，,（(](?:男|女)(?:性)?[，,)）][^。；\n男女母父妻夫儿子孩]{0,40}[，。])(?<mark>[他她])(?=[一-龥])(?!们)/g,
      message: "与前面写的性别不一致，请核对。",
      accept: ({ input, index, groups }) => {
        const sex = /[，,（(](男|女)(?:性)?[，,)）][^。；\n男女母父妻夫儿子孩]{0,40}[，。]$/.exec(
          input.slice(0, index),
        )?.[1];
        return (sex === "男") !== (groups?.mark === "他");
      },
    },
  ],
  wrong: [
    { text: "张丽华同志，男，1978年5月生，⟦她⟧先后获得多项荣誉。" },
    { text: "李建国，女，汉族，中共党员。⟦他⟧扎根乡村二十年。" },
    { text: "王芳（男），1980年生，⟦她⟧现任副局长。" },
  ],
  right: [
    "张丽华同志，女，1978年5月生，她先后获得多项荣誉。",
    "李建国，男，照顾瘫痪在床的妻子十年，她的病情逐步好转。",
    "王芳，女，她的丈夫在外务工；刘强，男，他返乡创业。",
  ],
};

const SPAN = "[^。；\\n]{0,60}?";
const STEPS: readonly (readonly [string, number, string])[] = [
  ["(?:大学|本科|大专|专科|学院)[^，。；\\d]{0,8}?毕业", 18, "毕业时不足18岁"],
  ["加入中国共产党|入党(?!积极|申请)", 18, "入党时不足18岁"],
  ["参加(?:革命)?工作", 14, "参加工作时年龄过小"],
  ["取得(?:硕士|博士)|(?:硕士|博士)(?:研究生)?毕业", 21, "取得学位时年龄过小"],
];

export const personCareer: PatternRule = {
  id: "date-person-career",
  category: "period",
  title: "出生年月与经历不符",
  severity: "warning",
  fix: "none",
  authority: [logic(), constitution("第一条")],
  confidence: 0.88,
  checks: ["MC-06"],
  wraps: true,
  scope: "pattern",
  patterns: STEPS.map(([step, least, why]) => ({
    regex: new RegExp(
      `(?<mark>(?<born>(?:19|20)\\d{2})年(?:\\d{1,2}月)?(?:出?生)(?![产活效态物育长命])${SPAN}(?<year>(?:19|20)\\d{2})年(?:\\d{1,2}月)?(?:从)?[^，。；\\d]{0,12}?(?:${step}))`,
      "g",
    ),
    message: `${why}，请核对年份。`,
    accept: ({ groups }: RegExpExecArray) =>
      Number(groups?.year) - Number(groups?.born) < least && !/名|人[，、]/.test(groups?.mark ?? ""),
  })),
  wrong: [
    { text: "王志强，⟦1985年3月生，2001年7月大学毕业⟧后任副局长。" },
    { text: "李某，⟦1990年5月出生，2005年6月加入中国共产党⟧。" },
    { text: "赵某，⟦1975年生，1985年参加工作⟧。" },
  ],
  right: [
    "王志强，1985年3月生，2007年7月大学毕业后参加工作。",
    "李某，1990年5月出生，2010年6月加入中国共产党。",
    "赵某，1958年生，1975年参加工作，1978年入党。",
  ],
};
