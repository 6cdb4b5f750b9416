/** @lint-md/core with its default rules. */
import { lintMarkdown } from "@lint-md/core";
import type { Peer } from "./peer";

export const lintMd: Peer = { start: async () => (text) => lintMarkdown(text).lintResult.length };
