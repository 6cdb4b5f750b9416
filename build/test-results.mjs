/** What a vitest run wrote as JSON, and what of it a person must read. Plain JavaScript: it runs beside `npm test`. */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

/** Lines of one failure that are told again at the end; the rest stands where the failure happened. */
const LINES_TOLD = 12;
const NOTHING = { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, testResults: [] };

/** The report in `file`; a run that wrote none failed before it began. */
export function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return NOTHING;
  }
}

/** The files of a report with a test that failed, or that could not be loaded, relative to `root`. */
export const failedFiles = ({ testResults }, root) =>
  testResults.filter(({ status }) => status === "failed").map(({ name }) => relative(root, name));

/** `{ file, title, told }` of every test that failed; a file that could not be loaded counts as one, without a title. */
export function failures({ testResults }, root) {
  return testResults
    .filter(({ status }) => status === "failed")
    .flatMap(({ name, message, assertionResults }) => {
      const file = relative(root, name);
      const failed = assertionResults.filter(({ status }) => status === "failed");
      if (failed.length === 0) return [{ file, title: "", told: firstLines(message) }];
      return failed.map(({ fullName, failureMessages }) => ({
        file,
        title: fullName,
        told: firstLines(failureMessages.join("\n")),
      }));
    });
}

const firstLines = (text) => stripVTControlCharacters(text).split("\n").slice(0, LINES_TOLD).join("\n    ");
