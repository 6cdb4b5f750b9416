/** zhlint with its default rules, without the Markdown parse: its fastest way. */
import { run } from "zhlint";
import type { Peer } from "./peer";

export const zhlint: Peer = {
  start: async () => {
    const options = { rules: { preset: "default" }, hyperParse: [] };
    return (text) => run(text, options).validations.length;
  },
};
