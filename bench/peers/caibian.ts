/** Our own engine with every built-in rule and pack, as the workstation runs it; without the spelling model. */

import { contentOf } from "../../shared/model/content";
import { emptyMetadata } from "../../shared/model/metadata";
import { documentFromText } from "../../shared/model/plain-text";
import { textBlocks } from "../../shared/proofreading/blocks";
import { builtinPacks } from "../../shared/proofreading/packs/index";
import { inspect } from "../../shared/proofreading/run";
import type { Peer } from "./peer";

export const caibian: Peer = {
  start: async () => {
    const options = { today: "2026-06-18", packs: builtinPacks, metadata: emptyMetadata };
    inspect([], options);
    return (text) => {
      const { document } = documentFromText(text);
      const { findings, reason } = inspect(textBlocks(contentOf(document, emptyMetadata)), options);
      if (reason !== "") throw new Error(reason);
      return findings.length;
    };
  },
};
