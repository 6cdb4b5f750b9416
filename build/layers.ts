/** The import table: who may import whom. Allow-list; whatever is not listed fails (docs/adr/0006-own-import-table.md). */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

interface Row {
  /** Path prefix, longest match wins. */
  readonly from: string;
  /** Project folders or files this row may import besides itself. */
  readonly folders: readonly string[];
  /** Packages; a trailing `/` allows a whole scope, `node:` allows Node's own modules. */
  readonly packages: readonly string[];
}

const testing = ["vitest", "fast-check", "fake-indexeddb", "dexie", "tus-js-client", "node:"];

export const table: readonly Row[] = [
  {
    from: "shared",
    folders: [],
    packages: ["zod", "@noble/hashes", "fflate", "@eslint-community/regexpp", "sm-crypto-v2", "node-diff3"],
  },
  // Runs in a thread of main only: the readings of characters are large.
  { from: "shared/search", folders: ["shared"], packages: ["zod", "pinyin-pro"] },
  { from: "node", folders: ["shared"], packages: ["node:", "zod", "node-forge", "parse5", "unpdf", "tsx"] },
  { from: "preload", folders: ["shared"], packages: ["electron"] },
  {
    from: "main",
    folders: ["shared", "node"],
    packages: ["node:", "zod", "node-forge", "ws", "keytar", "mammoth", "parse5", "pino", "autocorrect-node", "jose"],
  },
  // The only place where a vendor's library is loaded (docs/adr/0008).
  { from: "main/tokens", folders: ["main", "shared", "node"], packages: ["node:", "zod", "koffi"] },
  { from: "main/browser", folders: ["main", "shared", "node"], packages: ["node:", "ws", "pino"] },
  {
    from: "main/electron",
    folders: ["main", "shared", "node"],
    packages: ["node:", "electron", "electron-updater", "pino"],
  },
  {
    from: "renderer/store",
    folders: ["shared", "renderer/services.ts", "renderer/signal.ts", "renderer/after.ts", "renderer/desk.ts"],
    packages: ["dexie", "zod"],
  },
  {
    from: "renderer/sync",
    folders: ["shared", "renderer/services.ts", "renderer/signal.ts", "renderer/store"],
    packages: ["zod"],
  },
  { from: "renderer/ui", folders: ["shared", "renderer/text"], packages: ["react", "antd", "@ant-design/icons"] },
  { from: "renderer/text", folders: ["shared"], packages: [] },
  {
    from: "renderer/editor",
    folders: ["shared", "renderer/services.ts", "renderer/ui", "renderer/text"],
    packages: ["react", "antd", "@ant-design/icons", "lexical", "@lexical/"],
  },
  {
    from: "renderer",
    folders: ["shared", "renderer"],
    packages: ["react", "react-dom", "antd", "@ant-design/icons", "zod", "lexical", "@lexical/"],
  },
  { from: "renderer/vite.config.ts", folders: [], packages: ["vite", "@vitejs/plugin-react"] },
  {
    from: "platform",
    folders: ["shared", "node"],
    packages: [
      "node:",
      "zod",
      "jose",
      "aws4fetch",
      "fastify",
      "@fastify/",
      "kysely",
      "@electric-sql/pglite",
      "pg",
      "pino",
      "prom-client",
      "parse5",
      "tsx",
    ],
  },
  { from: "cli", folders: ["shared", "node"], packages: ["node:", "mammoth", "parse5", "zod"] },
  // Reads a store without the workstation, which has its own door to it.
  { from: "cli/recover.ts", folders: ["cli", "shared", "node", "main"], packages: ["node:"] },
  { from: "cli/recover", folders: ["shared", "node", "main"], packages: ["node:", "zod"] },
  {
    from: "build",
    folders: ["shared", "node"],
    packages: ["node:", "vite", "@vitejs/plugin-react", "zod"],
  },
  {
    from: "build/package/electron",
    folders: ["build", "shared", "node"],
    packages: ["node:", "zod", "electron-builder"],
  },
  // An application packed by the original tools, to be inspected.
  {
    from: "build/package/electron/testing",
    folders: ["build", "shared", "node"],
    packages: ["node:", "@electron/asar", "@electron/fuses"],
  },
  {
    from: "bench",
    folders: ["shared", "node", "main", "platform", "build", "evaluate", "e2e"],
    packages: [
      "node:",
      "playwright-core",
      "autocannon",
      "fastify",
      "kysely",
      "pg",
      "pino",
      "zod",
      "sm-crypto-v2",
      "autocorrect-node",
      "zhlint",
      "@textlint/",
      "textlint-rule-prh",
      "@lint-md/core",
      "fastscan",
      "vite",
    ],
  },
  { from: "evaluate", folders: ["shared", "build"], packages: ["node:"] },
  {
    from: "chaos",
    folders: ["shared", "node", "main", "platform", "renderer", "cli", "build", "e2e"],
    packages: [
      "node:",
      "zod",
      "playwright-core",
      "fake-indexeddb",
      "@electric-sql/pglite",
      "kysely",
      "vite",
      "fast-check",
    ],
  },
  {
    from: "e2e",
    folders: ["shared", "node", "main", "platform", "cli", "build"],
    packages: ["node:", "playwright-core", "@sparticuz/chromium", "parse5", "fflate", "mammoth", "vitest"],
  },
];

export interface Violation {
  readonly file: string;
  readonly target: string;
}

const specifier =
  /(?:^|[\s;}])(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)|\bnew URL\(\s*["'](\.[^"']+)["']\s*,\s*import\.meta\.url/g;

/** Every module a source text names, in any import form. */
export function importsOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  return [...code.matchAll(specifier)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

/** Violations of the table in one file. `file` is relative to the project, with forward slashes. */
export function violationsIn(file: string, source: string): Violation[] {
  const row = [...table]
    .sort((a, b) => b.from.length - a.from.length)
    .find(({ from }) => file === from || file.startsWith(`${from}/`));
  if (row === undefined) return [];
  const isTest = /\.test\.tsx?$|\/testing[/.]/.test(file);
  return importsOf(source)
    .filter((target) => !allowed(row, file, target, isTest))
    .map((target) => ({ file, target }));
}

function allowed(row: Row, file: string, target: string, isTest: boolean): boolean {
  if (target.startsWith(".")) {
    const resolved = join(dirname(file), target).split(sep).join("/");
    return [row.from, ...row.folders].some((folder) => {
      const bare = folder.replace(/\.tsx?$/, "");
      return resolved === bare || resolved.startsWith(`${bare}/`);
    });
  }
  const packages = isTest ? [...row.packages, ...testing] : row.packages;
  return packages.some((name) =>
    name.endsWith("/") || name.endsWith(":")
      ? target.startsWith(name)
      : target === name || target.startsWith(`${name}/`),
  );
}

/** All source files below the project folders the table names. */
export function sourceFiles(root: string): string[] {
  const tops = [...new Set(table.map(({ from }) => from.split("/")[0] ?? from))];
  return tops.flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"))
      .map((name) =>
        relative(root, join(root, top, name))
          .split(sep)
          .join("/"),
      ),
  );
}

/** The table's own test quotes forbidden imports as text. */
const plantedViolations = "build/layers.test.ts";

/** Checks the whole project. @throws Error when it saw no file: a gate that sees nothing is worse than none. */
export function checkLayers(root: string): Violation[] {
  const files = sourceFiles(root);
  if (files.length === 0) throw new Error("the import table saw no file");
  return files
    .filter((file) => file !== plantedViolations)
    .flatMap((file) => violationsIn(file, readFileSync(join(root, file), "utf8")));
}
