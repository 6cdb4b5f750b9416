/** AutoCorrect, native: twelve rules, whole lines. It gives up silently on very long texts, so it gets documents. */
import { lintFor } from "autocorrect-node";
import { documentsOf, type Peer } from "./peer";

export const autocorrect: Peer = {
  start: async () => {
    lintFor("预热，abc。", "a.txt");
    return (text) =>
      documentsOf(text).reduce((sum, document) => {
        const result = lintFor(document, "a.txt");
        if (result.error !== "") throw new Error(result.error);
        return sum + result.lines.length;
      }, 0);
  },
};
