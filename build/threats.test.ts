import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { testTitles, threatFaults, threatRows } from "./threats";

const root = resolve(import.meta.dirname, "..");
const document = readFileSync(join(root, "docs", "threats.md"), "utf8");
const titles = testTitles(root);

it("the threat model names tests that exist, and answers all six letters for every process and arrow", () => {
  expect(threatRows(document).length).toBeGreaterThan(90);
  expect(threatFaults(document, titles)).toEqual([]);
});

it("a renamed test, a missing letter, an unknown part and an empty answer are each found", () => {
  const renamed = document.replace(
    "D9: neither share nor data key is on the disk",
    "D9: neither share nor data key lies on the disk",
  );
  expect(threatFaults(renamed, titles)).toHaveLength(1);
  const without = document.replace(/^\| R \| a signature that nobody asked for.*\n/m, "");
  expect(threatFaults(without, titles)).toEqual(["Signer has no row for R"]);
  expect(threatFaults(document.replace("## Launcher", "## Rocket"), titles)).toContain("Launcher has no row for S");
  expect(threatFaults(document.replace(/\| reason: the view has no field[^|]*\|/, "| |"), titles)).toEqual([
    "Policy I names no test and gives no reason",
  ]);
});
