/** SARIF 2.1.0 (OASIS, 2020-03-27): one run with all files, for viewers and build systems that read it. */
import { relative, resolve, sep } from "node:path";
import { categories } from "../shared/proofreading/category";
import type { Severity } from "../shared/proofreading/finding";
import { rules } from "../shared/proofreading/rules/index";
import type { FileFinding, FileReport } from "./file-report";

const levels = { block: "error", error: "error", warning: "warning", hint: "note" } as const satisfies Record<
  Severity,
  string
>;

/** A file that could not be read, or not to its end, and why. */
export interface FileProblem {
  readonly file: string;
  readonly text: string;
}

/** Columns count UTF-16 units, which SARIF has a word for. */
export function sarifLog(reports: readonly FileReport[], problems: readonly FileProblem[]): string {
  const used = new Set(reports.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  const driver = {
    name: "caibian-proofread",
    informationUri: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html",
    rules: [...used].sort().map(descriptor),
  };
  return JSON.stringify(
    {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: { driver },
          columnKind: "utf16CodeUnits",
          invocations: [
            { executionSuccessful: problems.length === 0, toolExecutionNotifications: problems.map(notification) },
          ],
          results: reports.flatMap(results),
        },
      ],
    },
    null,
    2,
  );
}

function descriptor(id: string): object {
  const rule = rules.find((item) => item.id === id);
  if (rule === undefined) return { id };
  return { id, shortDescription: { text: rule.title }, properties: { category: categories[rule.category] } };
}

function notification({ file, text }: FileProblem): object {
  const locations = [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }];
  return { level: "error", message: { text }, locations };
}

const uriOf = (file: string): string =>
  file === "-" ? "stdin" : relative(process.cwd(), resolve(file)).split(sep).map(encodeURIComponent).join("/");

function results({ file, findings }: FileReport): object[] {
  const uri = uriOf(file);
  return findings.map((finding) => ({
    ruleId: finding.rule,
    level: levels[finding.severity],
    message: { text: `${finding.message}依据：${finding.authority}` },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: region(finding) } }],
    ...(finding.suggestions.length === 0 ? {} : { fixes: finding.suggestions.map((text) => fix(finding, uri, text)) }),
    properties: { severity: finding.severity, confidence: finding.confidence },
  }));
}

function region({ line, column, endLine, endColumn, start, end }: FileFinding): object {
  return { startLine: line, startColumn: column, endLine, endColumn, charOffset: start, charLength: end - start };
}

function fix(finding: FileFinding, uri: string, text: string): object {
  const replacement = { deletedRegion: region(finding), insertedContent: { text } };
  return { artifactChanges: [{ artifactLocation: { uri }, replacements: [replacement] }] };
}
