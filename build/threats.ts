/** docs/threats.md against the tree: every test it names exists, and every part has an answer to all six letters of STRIDE. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { table } from "./layers";

/** Processes and arrows of the design; another one needs rows of its own. */
const parts = [
  "Renderer",
  "Worker",
  "Main",
  "Signer",
  "USB key",
  "Loopback socket of the browser shell",
  "Local stores",
  "Platform",
  "Extranet line",
  "Policy",
  "Update feed",
  "Launcher",
  "Packs",
  "Evidence packs",
  "Administrators",
  "Second engine",
] as const;

const letters = ["S", "T", "R", "I", "D", "E"] as const;
/** Shorter words would be found somewhere by chance. */
const SHORTEST_TITLE = 20;

export interface ThreatRow {
  readonly part: string;
  readonly letter: string;
  readonly proof: string;
}

export function threatRows(document: string): readonly ThreatRow[] {
  return document.split(/^## /m).flatMap((section) => {
    const [part = "", ...lines] = section.split("\n");
    return lines.flatMap((line) => {
      const cells = line.split("|").map((cell) => cell.trim());
      const letter = cells[1] ?? "";
      return /^[A-Z]$/.test(letter) ? [{ part: part.trim(), letter, proof: cells[5] ?? "" }] : [];
    });
  });
}

/** What is wrong, one sentence each. `titles`: every text of a test file that may be a test's title. */
export function threatFaults(document: string, titles: ReadonlySet<string>): readonly string[] {
  const rows = threatRows(document);
  const missing = parts.flatMap((part) =>
    letters
      .filter((letter) => !rows.some((row) => row.part === part && row.letter === letter))
      .map((letter) => `${part} has no row for ${letter}`),
  );
  const foreign = rows
    .filter(({ part }) => !parts.some((known) => known === part))
    .map(({ part }) => `${part} is no part that build/threats.ts knows`);
  return [...missing, ...new Set(foreign), ...rows.flatMap((row) => proofFaults(row, titles))];
}

function proofFaults({ part, letter, proof }: ThreatRow, titles: ReadonlySet<string>): readonly string[] {
  if (/^reason: .{20,}/.test(proof)) return [];
  const named = [...proof.matchAll(/`([^`]+)`/g)].map(([, title = ""]) => title);
  if (named.length === 0) return [`${part} ${letter} names no test and gives no reason`];
  return named
    .filter((title) => title.length < SHORTEST_TITLE || !holds(titles, title))
    .map((title) => `${part} ${letter} names a test that does not exist: ${title}`);
}

/** A title may go on where the document stops: parameters, quotation marks. */
const holds = (titles: ReadonlySet<string>, title: string): boolean =>
  titles.has(title) || [...titles].some((each) => each.startsWith(title));

const literal = /[([,]\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`)/g;

export function testTitles(root: string): ReadonlySet<string> {
  const tops = [...new Set(table.map(({ from }) => from.split("/")[0] ?? from))];
  const files = tops.flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.test\.tsx?$/.test(name))
      .map((name) => join(root, top, name)),
  );
  return new Set(
    files.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(literal)].map(([, double, single, template]) =>
        (double ?? single ?? template ?? "").replace(/\\(["'`])/g, "$1"),
      ),
    ),
  );
}
