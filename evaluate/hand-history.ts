/**
 * What is known of each set written by hand: who wrote it, and what its held-out half measured before rules were changed
 * and after, before anybody read what it missed. Later figures of that half stand in the table of the report.
 */
import type { HandRow } from "./hand";

interface HandHistory {
  /** Name of the set's files, without the half. */
  readonly set: string;
  readonly name: string;
  /** Whoever wrote it wrote rules later too. */
  readonly isOfRuleAuthor: boolean;
  /** Recall of the held-out half in percent: of the version before, and of the first version changed for the set. */
  readonly before: number;
  readonly after: number;
  /** Whether rule authors have read since what the held-out half missed. */
  readonly isOpened: boolean;
}

const histories: readonly HandHistory[] = [
  { set: "facts", name: "事实类", isOfRuleAuthor: false, before: 51.2, after: 72.3, isOpened: true },
  { set: "language", name: "语言类", isOfRuleAuthor: false, before: 51.2, after: 72.3, isOpened: true },
  { set: "language-second", name: "语言类第二组", isOfRuleAuthor: false, before: 46.9, after: 61.2, isOpened: true },
  { set: "language-third", name: "语言类第三组", isOfRuleAuthor: true, before: 50, after: 50, isOpened: true },
  { set: "facts-documents", name: "公文事实类", isOfRuleAuthor: true, before: 26.7, after: 91.7, isOpened: true },
  { set: "language-fourth", name: "语言类第四组", isOfRuleAuthor: false, before: 37.7, after: 44.6, isOpened: true },
  { set: "forms", name: "形式与事实类", isOfRuleAuthor: false, before: 62, after: 70.4, isOpened: true },
  { set: "language-fifth", name: "语言类第五组", isOfRuleAuthor: false, before: 50.9, after: 51.8, isOpened: false },
  {
    set: "forms-second",
    name: "形式与事实类第二组",
    isOfRuleAuthor: false,
    before: 66.1,
    after: 69.4,
    isOpened: false,
  },
];

const HALVES: Readonly<Record<string, string>> = { development: "开发用", "held-out": "预留" };

/** `language-held-out` → 语言类，预留. */
export function handSetName(file: string): string {
  const half = Object.keys(HALVES).find((one) => file.endsWith(`-${one}`)) ?? "";
  const own = histories.find(({ set }) => file === `${set}-${half}`);
  return own === undefined ? file : `${own.name}，${HALVES[half] ?? ""}`;
}

/** How the sets were made, and a line for each: first figures of the held-out half, and today's. */
export function handHistory(rows: readonly HandRow[]): string[] {
  return [
    "各条由人按县级网站编辑的口吻写成，每条一处差错；写时没有看过规则。“开发用”的一半规则作者看过漏报；“预留”的一半先在规则修改前测一次，再照“开发用”一半修改规则，修改后、无人看过其漏报时再测一次。这两个数字最接近规则对没见过的差错的召回率；此后看过漏报的，今天的数字偏高。差错落在两处之间的（成对符号、前后不一致、数据、期限、附件等），标在任何一处都算找到；其余须标在差错处。最初的事实类与语言类当时合并测量。语言类第四组“杂糅”一类的预留部分，修改途中有11条漏报被一名规则作者看到，此前该类找到14条中的3条。",
    "",
    "| 组 | 预留 | 修改前 | 修改后、看漏报前 | 今天 | 漏报已有人看过 | 写者后来也写规则 |",
    "|---|--:|--:|--:|--:|---|---|",
    ...histories.flatMap(({ set, name, isOfRuleAuthor, before, after, isOpened }) => {
      const own = rows.filter((row) => row.set === `${set}-held-out`);
      const written = own.reduce((sum, row) => sum + row.written, 0);
      if (written === 0) return [];
      const found = own.reduce((sum, row) => sum + row.found, 0);
      const first = [before, after].map((share) => `${share.toFixed(1)}%`).join(" | ");
      const marks = [isOpened, isOfRuleAuthor].map((is) => (is ? "是" : "否")).join(" | ");
      return [`| ${name} | ${written} | ${first} | ${((found / written) * 100).toFixed(1)}% | ${marks} |`];
    }),
  ];
}
