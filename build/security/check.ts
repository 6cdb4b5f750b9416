/** Runs the security rules over every shipped source: a gate of `npm run check`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sourceFiles } from "../layers";
import { type SecurityRule, securityRules } from "./rules";

const shipped = ["shared/", "node/", "main/", "preload/", "renderer/", "platform/"];
const isTest = (file: string): boolean => /\.test\.tsx?$|\/testing[/.]/.test(file);

/** Comments speak of what the code must not do. */
const codeOf = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\//g, (text) => text.replace(/[^\n]/g, " ")).replace(/(^|\s)\/\/[^\n]*/g, "$1");

const holdsFor = ({ within, except }: SecurityRule, file: string): boolean =>
  (within ?? shipped).some((folder) => file.startsWith(folder)) && except?.includes(file) !== true;

/** What the rules find in one file, as `file:line rule: why`. */
export function securityFaults(file: string, source: string): readonly string[] {
  const code = codeOf(source);
  return securityRules
    .filter((rule) => holdsFor(rule, file))
    .flatMap((rule) => {
      const at = code.search(rule.finds);
      return at < 0 ? [] : [`${file}:${code.slice(0, at).split("\n").length} ${rule.id}: ${rule.why}`];
    });
}

/** @throws Error when no file was seen, or a rule excepts a file that is gone: it would except the next of that name */
export function checkSecurity(root: string): string[] {
  const files = sourceFiles(root).filter((file) => shipped.some((folder) => file.startsWith(folder)) && !isTest(file));
  if (files.length === 0) throw new Error("the security rules saw no file");
  const gone = securityRules.flatMap(({ id, except }) =>
    (except ?? []).filter((file) => !files.includes(file)).map((file) => `${id} excepts ${file}, which does not exist`),
  );
  return [...gone, ...files.flatMap((file) => securityFaults(file, readFileSync(join(root, file), "utf8")))];
}
