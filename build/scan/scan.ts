/**
 * Reads a built tree as it would be shipped: the bundle after a build, the packed tree of each edition. What it finds is
 * returned, so that a test, the packaging and a person at a terminal can each decide by it.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { allowsHost, hostsIn } from "./addresses";
import type { Finding } from "./finding";
import { nameFinding } from "./names";
import { patternsIn } from "./patterns";

export interface Scan {
  readonly folder: string;
  /** Hosts of the proofreading rules: `proofreadingHosts`. */
  readonly words: ReadonlySet<string>;
  /** A tree that is shipped has no source maps, no sources and no tests; a build folder has. */
  readonly shipped: boolean;
}

const readable =
  /\.(?:[cm]?js|html|css|json|ya?ml|conf|desktop|service|sh|txt|xml|ini|toml|svg|pem|crt|cer|key)$|(?:^|\/)[^./]+$/;
/** Of licences, change logs and package descriptions every library has its own; none of them runs. */
const words =
  /(?:^|\/)(?:package(?:-lock)?\.json|\.package-lock\.json|LICEN[CS]E.*|NOTICE.*|CHANGELOG.*|AUTHORS.*|.+\.md|copyright|.*sbom.*\.json|.+\.cdx\.json)$/i;
/** Larger than any code of ours or of a library: a model, a database, a program. */
const LARGEST = 12 * 1024 * 1024;

/** @throws Error when the folder holds nothing: a scan that sees nothing is worse than none. */
export function scanBuild(scan: Scan): readonly Finding[] {
  const files = filesBelow(scan.folder);
  if (files.length === 0) throw new Error(`nothing to scan below ${scan.folder}`);
  return files.flatMap((file) => scanFile(scan, file));
}

function scanFile(scan: Scan, file: string): readonly Finding[] {
  const named = nameFinding(file);
  // A key file is one wherever it lies.
  if (named !== null && (scan.shipped || named.kind === "secret")) return [named];
  if (named !== null || !readable.test(file) || words.test(file)) return [];
  const path = join(scan.folder, file);
  if (statSync(path).size > LARGEST) return [];
  const bytes = readFileSync(path);
  // A program or an archive without an ending.
  if (bytes.subarray(0, 4_096).includes(0)) return [];
  const text = bytes.toString("utf8");
  const maps: Finding[] =
    scan.shipped && /^\/[/*]# sourceMappingURL=(?!data:,)/m.test(text)
      ? [{ kind: "source-map", file, what: "names a source map" }]
      : [];
  return [...maps, ...patternsIn(file, text), ...addressFindings(scan, file, text)];
}

function addressFindings(scan: Scan, file: string, text: string): readonly Finding[] {
  return hostsIn(codeOf(scan, file, text))
    .filter((host) => !allowsHost(host, { file, words: scan.words }))
    .map((host) => ({ kind: "address", file, what: host }));
}

/** Libraries are full of links in comments, and a build folder keeps them. In what we ship bundled every word counts. */
function codeOf({ shipped }: Scan, file: string, text: string): string {
  if (!/\.[cm]?js$/.test(file) || (shipped && !/(?:^|\/)node_modules\//.test(file))) return text;
  return text.replace(/\/\*[\s\S]*?\*\//g, " ").replace(/(^|[\s;{}),])\/\/[^\n]*/g, "$1");
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join("/"),
    )
    .sort();
}
