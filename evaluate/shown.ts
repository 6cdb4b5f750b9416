/** What rule authors are shown: false alarms, the worst first, and missed plants. Held-out text only in passing. */
import { type Finding, severities } from "../shared/proofreading/finding";
import type { CleanScore } from "./clean";
import type { Outcome } from "./score";
import type { Tally } from "./tally";

const AROUND = 12;

const around = (text: string, start: number, end: number): string =>
  `…${text.slice(Math.max(0, start - AROUND), start)}⟦${text.slice(start, end)}⟧${text.slice(end, end + AROUND)}…`;

const worstFirst = (left: { finding: Finding }, right: { finding: Finding }): number =>
  severities.indexOf(left.finding.severity) - severities.indexOf(right.finding.severity);

/** Of held-out text only block and error, with a few characters around: it must stay unknown to rule authors. */
export function alarmLines(clean: readonly CleanScore[], tally: Tally, most: number): string[] {
  const held = clean.flatMap(({ row, alarms }) =>
    alarms
      .filter(({ finding, isOwn }) => isOwn || finding.severity === "block" || finding.severity === "error")
      .map(({ finding, text }) => ({ finding, text, where: row.text })),
  );
  const beside = tally.alarms.map(({ finding, draft }) => ({
    finding,
    text: draft.blocks.find(({ id }) => id === finding.block)?.text ?? "",
    where: `植入稿 ${draft.name}`,
  }));
  return [...held.sort(worstFirst).slice(0, most), ...beside.sort(worstFirst).slice(0, most)].map(
    ({ finding, text, where }) =>
      `${finding.severity} ${finding.rule} ${where}：${around(text, finding.start, Math.min(finding.end, finding.start + 40))}`,
  );
}

/** Which rules raise the false alarms of clean text, without the text. */
export function ruleLines(clean: readonly CleanScore[], most: number): string[] {
  return clean.flatMap(({ row, alarms }) => {
    const counts = new Map<string, number>();
    for (const { finding } of alarms) {
      const name = `${finding.severity} ${finding.rule}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const sorted = [...counts].sort(([, left], [, right]) => right - left).slice(0, most);
    return sorted.map(([name, count]) => `${row.text}：${name} ${count} 处`);
  });
}

export function missLines({ missed, rows }: Tally, most: number): string[] {
  return rows.flatMap(({ category }) =>
    missed
      .filter(({ plant }) => plant.mutator.category === category)
      .slice(0, most)
      .map((outcome) => `未找到 ${category} ${outcome.plant.mutator.name}：${placeOf(outcome)}`),
  );
}

function placeOf({ plant, draft }: Outcome): string {
  const [span] = plant.spans;
  if (span === undefined) return `${draft.name} ${plant.anywhereIn.join("、")}`;
  const text = draft.blocks.find(({ id }) => id === span.block)?.text ?? "";
  return around(text, span.start, span.end);
}
