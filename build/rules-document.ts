/** docs/rules.md: every rule with what it finds, how grave it is and on what it rests (R1, R2). */
import { citation } from "../shared/proofreading/authority";
import { type Category, categories, isCategory } from "../shared/proofreading/category";
import { severityNames } from "../shared/proofreading/finding";
import type { Rule } from "../shared/proofreading/rule";
import { rules } from "../shared/proofreading/rules/index";

const fixes = { safe: "可批量采纳", suggest: "逐条采纳", none: "人工处理" } as const satisfies Record<
  Rule["fix"],
  string
>;
const kinds = { terms: "词表", pattern: "模式", block: "段内", document: "全文" } as const satisfies Record<
  Rule["scope"],
  string
>;

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", "⏎");

/** The first example in which something is found, marked. */
function sample({ wrong }: Rule): string {
  return cell(wrong[0]?.text ?? "");
}

export function rulesDocument(): string {
  const shown = Object.keys(categories)
    .filter(isCategory)
    .filter((category) => rulesOf(category).length > 0);
  const examples = rules.reduce((sum, rule) => sum + rule.wrong.length + rule.right.length, 0);
  return [
    "# Rules 校对规则",
    "",
    "Made from `shared/proofreading/rules/` by `npm run check -- --write`.",
    `${rules.length} rules in ${shown.length} classes, tested by ${examples} examples of their own.`,
    "条号待核 marks a clause that nobody has checked against the printed document yet.",
    "",
    ...shown.flatMap(section),
  ].join("\n");
}

const rulesOf = (category: Category): Rule[] => rules.filter((rule) => rule.category === category);

function section(category: Category): string[] {
  const rows = rulesOf(category).map(
    (rule) =>
      `| \`${rule.id}\` | ${severityNames[rule.severity]} | ${cell(rule.title)} | ${fixes[rule.fix]} | ${kinds[rule.scope]} | ${cell(citation(rule.authority))} | ${(rule.checks ?? []).join(" ")} | ${sample(rule)} |`,
  );
  return [
    `## ${categories[category]}`,
    "",
    "| Id | 级别 | 查什么 | 处理 | 方式 | 依据 | 检查项 | 例 |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
    "",
  ];
}
