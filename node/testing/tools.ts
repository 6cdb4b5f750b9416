/**
 * Programs and libraries the tests use beyond npm. `.ci/run` installs them; on a machine without one, what needs it is
 * skipped under its name, and on a CI machine it fails instead.
 */
import { existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { describe } from "vitest";

/** Where a program of the search path lies, or a file at its full path; null where it is not installed. */
export function tool(name: string): string | null {
  const places = isAbsolute(name) ? [name] : (process.env.PATH ?? "").split(delimiter).map((each) => join(each, name));
  return places.find((place) => existsSync(place)) ?? null;
}

/** The same for code that runs only where it is there. */
export function needed(name: string): string {
  const found = tool(name);
  if (found === null) throw new Error(`${name} is not installed`);
  return found;
}

/** A group of tests that needs each of `names`; says by name which is missing where it is skipped. */
export function describeWith(names: readonly string[], title: string, body: () => void): void {
  const missing = names.filter((name) => tool(name) === null);
  if (missing.length === 0) describe(title, body);
  else if ((process.env.CI ?? "") !== "") throw new Error(`not installed: ${missing.join(", ")}`);
  else describe.skip(`${title} [skipped, not installed: ${missing.join(", ")}]`, body);
}
