/** What two engines without types of their own offer. */
declare module "fastscan" {
  export default class FastScanner {
    constructor(words: readonly string[]);
    search(text: string): [number, string][];
  }
}
declare module "textlint-rule-prh" {
  import type { TextlintRuleModule } from "@textlint/types";

  const rule: TextlintRuleModule;
  export default rule;
}
