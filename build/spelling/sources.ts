/** The text that is counted: files of one segment a line, packed (`.txt.xz`) or plain (`.txt`). */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Part, partOf } from "../corpus";

/** How often each file is counted. Official text is what the model is asked about: it counts more than the news. */
export const SOURCES: Readonly<Record<string, number>> = {
  laws: 1,
  political: 3,
  policy: 3,
  justlaws: 1,
  xwlb: 1,
  cctv: 1,
};

const LARGEST = 1 << 30;

function textOf(folder: string, name: string): string {
  const plain = join(folder, `${name}.txt`);
  if (existsSync(plain)) return readFileSync(plain, "utf8");
  return execFileSync("xz", ["-dc", `${plain}.xz`], { maxBuffer: LARGEST }).toString("utf8");
}

/** The lines of a file that belong to one part of the corpus. */
export function* linesOf(folder: string, name: string, part: Part): Generator<string> {
  const text = textOf(folder, name);
  let number = 0;
  for (let from = 0; from < text.length; number += 1) {
    const found = text.indexOf("\n", from);
    const end = found < 0 ? text.length : found;
    if (partOf(name, number) === part) yield text.slice(from, end);
    from = end + 1;
  }
}
