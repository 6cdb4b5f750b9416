/** Our own sources: where hosts may stand at all, so that the scan of the bundle can take them for words of the rules. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sourceFiles } from "../layers";
import { allowsInSources, hostsIn } from "./addresses";

/** Rules name the hosts they look for, and show them in their examples. */
const rules = "shared/proofreading/";
/** What ends up in a shipped program. */
const shippedTops = ["shared/", "node/", "main/", "preload/", "renderer/", "platform/"];

const isTest = (file: string): boolean => /\.test\.tsx?$|\/testing[/.]/.test(file);

/** Hosts that proofreading speaks of, from its sources, also as parts of longer texts. */
export function proofreadingHosts(root: string): ReadonlySet<string> {
  const files = readdirSync(join(root, rules), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const text = files.map((name) => readFileSync(join(root, rules, name), "utf8")).join("\n");
  const loose = [...text.toLowerCase().matchAll(/[a-z0-9-]+(?:\.[a-z0-9-]+)+/g)].map(([host]) => host);
  return new Set([...hostsIn(text), ...loose]);
}

/** Addresses in our own code outside the rules, as `file: host`. */
export function addressesInSources(root: string): readonly string[] {
  return sourceFiles(root)
    .filter((file) => shippedTops.some((top) => file.startsWith(top)) && !file.startsWith(rules) && !isTest(file))
    .flatMap((file) => foreignHosts(file, readFileSync(join(root, file), "utf8")));
}

export function foreignHosts(file: string, source: string): readonly string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, " ").replace(/^\s*\/\/.*$/gm, " ");
  return hostsIn(code)
    .filter((host) => !allowsInSources(host))
    .map((host) => `${file}: ${host}`);
}
