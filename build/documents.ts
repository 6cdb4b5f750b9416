/** Documents that are made from tables, and the check that they still agree with them. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { failures } from "../shared/failure-rows";
import { routes } from "../shared/http/routes";
import { contract, notices } from "../shared/ipc/contract";
import { admlDocument, admxDocument } from "./admx";
import { chinese, english } from "./admx-texts";
import { gatesDocument } from "./gates";
import { helpDocument } from "./help-document";
import { sourceFiles } from "./layers";
import { noticeDocument } from "./notice";
import { offlineDocument } from "./offline-document";
import { policyDocument } from "./policy-document";
import { rulesDocument } from "./rules-document";

const cell = (text: string) => text.replaceAll("|", "\\|");

function failuresDocument(): string {
  const rows = Object.entries(failures).map(
    ([code, { kind, retry, status, text, next }]) =>
      `| \`${code}\` | ${kind} | ${retry} | ${status} | ${cell(text)} | ${cell(next)} |`,
  );
  return [
    "# Failures",
    "",
    "Made from `shared/failure-rows.ts` by `npm run check -- --write`. Every failure crosses IPC and HTTP as its code and a detail.",
    "",
    "| Code | Kind | Retry | HTTP | What the person reads | What to do |",
    "|---|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

function interfacesDocument(): string {
  return [
    "# Interfaces",
    "",
    "Made from `shared/ipc/contract.ts` and `shared/http/routes.ts` by `npm run check -- --write`.",
    "",
    "## Calls from the window to main",
    "",
    ...Object.keys(contract).map((name) => `- \`${name}\``),
    "",
    "## Notices from main to the window",
    "",
    ...Object.keys(notices).map((name) => `- \`${name}\``),
    "",
    "## Platform routes",
    "",
    "| Route | Method | Path | Auth | What |",
    "|---|---|---|---|---|",
    ...Object.entries(routes).map(
      ([name, { method, path, auth, summary }]) => `| \`${name}\` | ${method} | \`${path}\` | ${auth} | ${summary} |`,
    ),
    "",
  ].join("\n");
}

const generated: Readonly<Record<string, (root: string) => string>> = {
  "docs/failures.md": failuresDocument,
  "docs/help.zh-CN.md": helpDocument,
  "docs/interfaces.md": interfacesDocument,
  "docs/offline.md": offlineDocument,
  "docs/policy.md": policyDocument,
  "docs/admx/caibian.admx": admxDocument,
  "docs/admx/zh-CN/caibian.adml": () => admlDocument(chinese),
  "docs/admx/en-US/caibian.adml": () => admlDocument(english),
  "docs/rules.md": rulesDocument,
  "shared/proofreading/engine/gate-table.ts": gatesDocument,
  NOTICE: noticeDocument,
};

/** Writes the generated documents. */
export function writeDocuments(root: string): void {
  for (const [file, make] of Object.entries(generated)) writeFileSync(join(root, file), make(root));
}

/** What is wrong with the documents: stale generated ones, and paths the code map names that do not exist. */
export function checkDocuments(root: string): string[] {
  const stale = Object.entries(generated)
    .filter(([file, make]) => !existsSync(join(root, file)) || readFileSync(join(root, file), "utf8") !== make(root))
    .map(([file]) => `${file} does not match its table; run npm run check -- --write`);
  return [
    ...stale,
    ...["docs/codemap.md", "README.md", "README.zh-CN.md", "CONTRIBUTING.md"].flatMap((file) => deadPaths(root, file)),
    ...[...sourceFiles(root), ...documents(root)].flatMap((file) => deadDocuments(root, file)),
  ];
}

function documents(root: string): string[] {
  return ["docs", "docs/adr"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  );
}

const documentMention = /\bdocs\/(?:adr\/\d{4}|[\w-]+\.md)/g;

/** Documents that a comment or another document names, an ADR by its number, and that nobody wrote. */
function deadDocuments(root: string, file: string): string[] {
  const decisions = readdirSync(join(root, "docs", "adr"));
  return [...readFileSync(join(root, file), "utf8").matchAll(documentMention)]
    .map(([path]) => path)
    .filter((path) =>
      path.startsWith("docs/adr/")
        ? !decisions.some((name) => name.startsWith(path.slice("docs/adr/".length)))
        : !existsSync(join(root, path)),
    )
    .map((path) => `${file} names ${path}, which does not exist`);
}

const pathMention =
  /`((?:shared|node|main|preload|renderer|platform|cli|build|e2e|docs)\/[\w./-]*)`|\]\(((?!https?:|#)[^)\s]+)\)/g;

/** Paths a document mentions that are not in the project. */
export function deadPaths(root: string, file: string): string[] {
  if (!existsSync(join(root, file))) return [`${file} is missing`];
  const mentions = [...readFileSync(join(root, file), "utf8").matchAll(pathMention)];
  return mentions
    .map(({ 1: path, 2: link }) => path ?? (link === undefined ? "" : join(file, "..", link)))
    .filter((path) => path !== "" && !existsSync(join(root, path.replace(/#.*$/, ""))))
    .map((path) => `${file} names ${path}, which does not exist`);
}
