/** The bundle as it was just built, which is what every end-to-end test runs: nothing of it may reach outside (L5, L12). */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { lineOf } from "../build/scan/finding";
import { scanBuild } from "../build/scan/scan";
import { proofreadingHosts } from "../build/scan/sources";

const root = resolve(import.meta.dirname, "..");
const words = proofreadingHosts(root);
const folders = ["node", "renderer", "preload", "launcher"].map((name) => join(root, "dist", name));

it.each(folders)("L12: %s names no Internet endpoint, runs no text as code and holds no secret", (folder) => {
  expect(scanBuild({ folder, words, shipped: false }).map(lineOf)).toEqual([]);
});

it("L5: the built page loads our own files only, and has the one place for its nonce", () => {
  const page = readFileSync(join(root, "dist", "renderer", "index.html"), "utf8");
  const addresses = [...page.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
  expect(addresses.length).toBeGreaterThan(2);
  for (const address of addresses) expect(address).toMatch(/^\.\/[\w./-]+$/);
  expect(page.match(/nonce="__style_nonce__"/g)).toHaveLength(1);
});
