/** The steps of docs/admin.zh-CN.md, taken out of it word for word, so that the manual is what is tested. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const manual = resolve(import.meta.dirname, "..", "..", "docs", "admin.zh-CN.md");

/** A block opens with three backticks, `sh step=NAME`. @throws Error when two blocks have one name */
export function adminSteps(): ReadonlyMap<string, string> {
  const text = readFileSync(manual, "utf8");
  const steps = new Map<string, string>();
  for (const [, name = "", lines = ""] of text.matchAll(/^```sh step=([a-z-]+)\n([\s\S]*?)^```$/gm)) {
    if (steps.has(name)) throw new Error(`docs/admin.zh-CN.md 有两个步骤 ${name}`);
    steps.set(name, lines);
  }
  return steps;
}
