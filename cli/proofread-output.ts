/** Findings of files as text for a person, as one object a line for a program. */
import { type Severity, severities, severityNames } from "../shared/proofreading/finding";
import type { FileFinding, FileReport } from "./file-report";
import { plain } from "./wide-text";

/** One object a line; `text` is the slice of the file's text that `start` and `end` name. */
export function jsonLines({ file, findings }: FileReport): readonly string[] {
  return findings.map(({ start, end, rule, severity, text, message, suggestions }) =>
    JSON.stringify({ file, start, end, rule, severity, text, message, suggestions }),
  );
}

const SHOWN_PLACES = 5;

/** Groups of identical findings with their places, what was corrected first, then a count by severity. */
export function humanLines(report: FileReport): readonly string[] {
  const corrected = grouped(report.corrected).flatMap(([lead, ...rest]) =>
    lead === undefined ? [] : [`${report.file}:${place(lead)} 已更正 ${change(lead)}${others(rest)}`],
  );
  const groups = grouped(report.findings).flatMap(([lead, ...rest]) => {
    if (lead === undefined) return [];
    const head = `${report.file}:${place(lead)} ${severityNames[lead.severity]} ${lead.rule} ${change(lead)}`;
    return [`${head}${others(rest)}`, `    ${lead.message} 依据：${lead.authority}`];
  });
  return [...corrected, ...groups, `${report.file}：${summary(report)}`].map(plain);
}

function change({ text, suggestions: [to] }: FileFinding): string {
  return `${shortened(text)}${to === undefined ? "" : ` → ${to === "" ? "（删去）" : shortened(to)}`}`;
}

function others(rest: readonly FileFinding[]): string {
  if (rest.length === 0) return "";
  const shown = rest.slice(0, SHOWN_PLACES).map(place).join(" ");
  return `（共${rest.length + 1}处，另见 ${shown}${rest.length > SHOWN_PLACES ? " …" : ""}）`;
}

/** The same words found by the same rule are one matter for a person. */
function grouped(findings: readonly FileFinding[]): FileFinding[][] {
  const groups = new Map<string, FileFinding[]>();
  for (const item of findings) {
    const key = `${item.rule} ${item.severity} ${item.text} ${item.suggestions[0] ?? ""}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

const place = ({ line, column }: FileFinding): string => `${line}:${column}`;

function summary(report: FileReport): string {
  const counts = severities
    .map((severity) => ({ severity, count: countOf(report, severity) }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${severityNames[severity]} ${count}`);
  const found = counts.length === 0 ? "没有发现疑点" : counts.join("，");
  const fixed = report.corrected.length === 0 ? "" : `；已更正 ${report.corrected.length} 处`;
  const waiting = report.unfixable === 0 ? "" : `；${report.unfixable} 处可放心采纳，请在原文件中更正`;
  return `${found}${fixed}${waiting}${report.status === "partial" ? `；部分校对：${report.reason}` : ""}`;
}

function countOf(report: FileReport, severity: Severity): number {
  return report.findings.filter((finding) => finding.severity === severity).length;
}

/** White space is one space, and what nobody sees says what it is. */
function shortened(text: string): string {
  const line = text
    .replace(/\s+/g, " ")
    .replace(/\p{C}/gu, (sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
