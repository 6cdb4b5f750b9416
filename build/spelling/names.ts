/** Names of administrative divisions: words to know, not words to offer. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const NAME_COLUMN = 3;

/** The names of the data folder's table of divisions since 1981, those of today and those of old. */
export function divisionNames(folder: string): string[] {
  const rows = readFileSync(join(folder, "rules", "areas.csv"), "utf8")
    .trimEnd()
    .split("\n")
    .slice(1);
  return rows.map((row) => row.split(",")[NAME_COLUMN] ?? "");
}
