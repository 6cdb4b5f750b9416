/** textlint's kernel with prh and a thousand terms: how term lists are usually kept. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TextlintKernel } from "@textlint/kernel";
import * as textModule from "@textlint/textlint-plugin-text";
import * as prhModule from "textlint-rule-prh";
import type { Peer } from "./peer";
import { madeUpTerms } from "./terms";

/** CommonJS with an `exports.default`: Node shows it one level deeper than a bundler does. */
function unwrapped<T>(module: { readonly default: T }): T {
  const inner: unknown = module.default;
  return isWrapped<T>(inner) ? inner.default : module.default;
}

const isWrapped = <T>(value: unknown): value is { readonly default: T } =>
  typeof value === "object" && value !== null && "default" in value;

export const textlintPrh: Peer = {
  start: async () => {
    const file = join(mkdtempSync(join(tmpdir(), "caibian-bench-")), "terms.yml");
    const rules = madeUpTerms(1_000).map((word) => `  - expected: 正确\n    pattern: ${word}`);
    writeFileSync(file, `version: 1\nrules:\n${rules.join("\n")}\n`);
    const kernel = new TextlintKernel();
    const options = {
      ext: ".txt",
      filePath: "a.txt",
      plugins: [{ pluginId: "text", plugin: unwrapped(textModule) }],
      rules: [{ ruleId: "prh", rule: unwrapped(prhModule), options: { rulePaths: [file] } }],
    };
    return async (text) => (await kernel.lintText(text, options)).messages.length;
  },
};
