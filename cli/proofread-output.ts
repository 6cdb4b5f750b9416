/** Findings of one file as lines for a program or for a person. */
import { type Severity, severities, severityNames } from "../shared/proofreading/finding";
import { groupFindings } from "../shared/proofreading/group";
import type { Inspection } from "../shared/proofreading/run";
import type { Extract } from "./extract";

/** One object a line; `text` is the slice of the file's text that `start` and `end` name. */
export function jsonLines(file: string, source: Extract, inspection: Inspection): readonly string[] {
  return inspection.findings
    .map((finding) => {
      const start = source.locate(finding.block, finding.start);
      const end = source.locate(finding.block, finding.end);
      const { rule, severity, message, suggestions } = finding;
      return { file, start, end, rule, severity, text: source.text.slice(start, end), message, suggestions };
    })
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((line) => JSON.stringify(line));
}

const SHOWN_PLACES = 5;

/** Groups of identical findings with their places, then a count by severity. */
export function humanLines(file: string, source: Extract, inspection: Inspection): readonly string[] {
  const starts = lineStarts(source.text);
  const place = (block: string, position: number) => lineAndColumn(starts, source.locate(block, position));
  const groups = groupFindings(inspection.findings).flatMap(({ lead, findings }) => {
    const first = place(lead.block, lead.start);
    const others = findings.slice(1, 1 + SHOWN_PLACES).map((item) => place(item.block, item.start));
    const more = findings.length > 1 + SHOWN_PLACES ? " …" : "";
    const to = lead.suggestions[0];
    const change = to === undefined ? "" : ` → ${to === "" ? "（删去）" : to}`;
    const head = `${file}:${first} ${severityNames[lead.severity]} ${lead.rule} ${shortened(lead.text)}${change}`;
    const count = findings.length === 1 ? "" : `（共${findings.length}处，另见 ${others.join(" ")}${more}）`;
    return [`${head}${count}`, `    ${lead.message} 依据：${lead.authority}`];
  });
  return [...groups, `${file}：${summary(inspection)}`];
}

function summary(inspection: Inspection): string {
  const counts = severities
    .map((severity) => ({ severity, count: countOf(inspection, severity) }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${severityNames[severity]} ${count}`);
  const found = counts.length === 0 ? "没有发现疑点" : counts.join("，");
  return inspection.status === "partial" ? `${found}；部分校对：${inspection.reason}` : found;
}

function countOf(inspection: Inspection, severity: Severity): number {
  return inspection.findings.filter((finding) => finding.severity === severity).length;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}

function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (found) => found.index + found[0].length)];
}

function lineAndColumn(starts: readonly number[], offset: number): string {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return `${low + 1}:${offset - (starts[low] ?? 0) + 1}`;
}
