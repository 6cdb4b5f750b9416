import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { checkSecurity, securityFaults } from "./check";
import { securityRules } from "./rules";

const root = resolve(import.meta.dirname, "..", "..");

describe.each(securityRules)("L5: the rule $id", ({ id, within, except, wrong, right }) => {
  const file = `${within?.[0] ?? "main/"}planted.ts`;
  const found = (source: string, where = file) =>
    securityFaults(where, source).filter((line) => line.includes(` ${id}: `));

  it("finds each of its examples where it was planted, and says in which line", () => {
    for (const source of wrong) {
      expect(found(source), source).toHaveLength(1);
      expect(found(`\n\n${source}`)[0], source).toContain(`${file}:3 `);
    }
  });

  it("leaves alone what is right, what a comment says, and the files that may", () => {
    for (const source of right) expect(found(source), source).toEqual([]);
    for (const source of wrong) expect(found(`// ${source}\n/* ${source} */`), source).toEqual([]);
    for (const each of except ?? []) for (const source of wrong) expect(found(source, each), each).toEqual([]);
  });
});

it("L5: no source of ours breaks a rule, and no rule excepts a file that is gone", () => {
  expect(checkSecurity(root)).toEqual([]);
});
