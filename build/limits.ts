/** Size limits (house rule 14): files of at most 300 lines. Data tables are exempt, and named here. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sourceFiles } from "./layers";

const maxLines = 300;

/** Files that are tables: rows, not logic. */
const dataTables: readonly RegExp[] = [
  /^shared\/proofreading\/packs\/.+\.ts$/,
  /^shared\/proofreading\/rules\/typos\/(?:word-joints|fault-phrases|idiom-contexts|counted-head-table)\.ts$/,
  /^shared\/proofreading\/rules\/wording\/plain-words\.ts$/,
  /^shared\/proofreading\/spelling\/confused-pairs\.ts$/,
  /^shared\/failure-rows\.ts$/,
  /^shared\/help\/help-rows\.ts$/,
  /^shared\/proofreading\/slips\/data\/.+\.ts$/,
  /^shared\/proofreading\/collocations\/data\/.+\.ts$/,
  /^shared\/workflow\/profiles\/.+\.ts$/,
  /^renderer\/text\/.+\.ts$/,
  /^evaluate\/data\/.+\.ts$/,
  /^shared\/proofreading\/accuracy\.ts$/,
];

/** Files over the limit, as `file (lines)`. */
export function checkLimits(root: string): string[] {
  return sourceFiles(root)
    .filter((file) => !dataTables.some((pattern) => pattern.test(file)))
    .map((file) => ({ file, lines: readFileSync(join(root, file), "utf8").split("\n").length - 1 }))
    .filter(({ lines }) => lines > maxLines)
    .map(({ file, lines }) => `${file} (${lines})`);
}
